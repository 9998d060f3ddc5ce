// One outbound HTTP exchange: one fixed host, a time limit, no redirects, a limit of size, no connection used twice.
import { Agent, type Dispatcher } from "undici";
import { IntegrationError, unsent } from "./integration-error.ts";

export type Host = {
  /** How messages call it: the connection's name, or `GitHub`. */
  readonly name: string;
  /** No slash at the end; may hold a path. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly answerLimitBytes: number;
};

export type Exchange = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Where less than the host's own is wanted. */
  readonly timeoutMs?: number;
};

export type Exchanged = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Outbound = AsyncDisposable & {
  /** Throws IntegrationError where no whole answer came. */
  exchange(exchange: Exchange): Promise<Exchanged>;
};

export function openOutbound(host: Host): Outbound {
  const agent = new Agent({
    connect: { timeout: host.timeoutMs },
    headersTimeout: host.timeoutMs,
    bodyTimeout: host.timeoutMs,
    maxResponseSize: host.answerLimitBytes,
    // A kept-alive socket that the other side closed meanwhile would leave it open whether a request arrived.
    pipelining: 0,
    allowH2: false,
  });
  return {
    exchange: async (exchange) => await carryOut(agent, host, exchange),
    [Symbol.asyncDispose]: async () => await agent.close(),
  };
}

async function carryOut(agent: Agent, host: Host, exchange: Exchange): Promise<Exchanged> {
  const { method, url, headers, body } = exchange;
  if (url.origin !== new URL(host.baseUrl).origin) {
    throw unsent(`${url.origin}${url.pathname} is not on the host of ${host.name}.`);
  }
  const timeoutMs = Math.min(exchange.timeoutMs ?? host.timeoutMs, host.timeoutMs);
  let isStarted = false;
  const noting = agent.compose((dispatch) => (options, handler) => {
    return dispatch(
      options,
      noteStart(handler, () => {
        isStarted = true;
      }),
    );
  });
  try {
    const response = await noting.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method as Dispatcher.HttpMethod,
      headers,
      body: body ?? null,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.body.text();
    return { status: response.statusCode, headers: flatten(response.headers), text };
  } catch (cause) {
    const { host: shown } = url;
    const message = `${host.name} (${shown}): ${describe(cause, timeoutMs)}`;
    throw new IntegrationError(message, { isUnsent: !isStarted, cause });
  }
}

/** A request starts when a connection stands and its first byte is about to be written. */
function noteStart(
  handler: Dispatcher.DispatchHandler,
  onStart: () => void,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      onStart();
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
    onResponseError: (...args) => handler.onResponseError?.(...args),
  };
}

function flatten(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "the name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection broke",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection came about in time",
  UND_ERR_SOCKET: "the connection broke",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "the answer is too large",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "its certificate is self-signed (NODE_EXTRA_CA_CERTS can name yours)",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is self-signed (NODE_EXTRA_CA_CERTS can name yours)",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is of no known authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

function describe(cause: unknown, timeoutMs: number): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  const code = String((cause as NodeJS.ErrnoException).code ?? "");
  const words = WORDS[code];
  return words ? `${words} (${code})` : cause.message || code;
}
