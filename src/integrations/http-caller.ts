// One outbound HTTP call to a connection of muster.yml: its host, its secret, its time-out, no redirects.
import { Agent, type Dispatcher } from "undici";
import type { Connection } from "../domain/connection.ts";

export type Call = {
  readonly method: string;
  /** Below the base URL, encoded, beginning with a slash. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  /** The body's first 2 KiB with the connection's secret masked. */
  readonly excerpt: string;
  readonly retryAfterMs?: number;
};

export class IntegrationError extends Error {
  override readonly name = "IntegrationError";
  /** True where provably no byte reached the other side. */
  readonly isUnsent: boolean;
  constructor(message: string, options: { isUnsent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.isUnsent = options.isUnsent;
  }
}

export type HttpCaller = AsyncDisposable & {
  readonly connection: Connection;
  /** Throws IntegrationError where no whole answer came. */
  call(call: Call): Promise<Answer>;
};

const ANSWER_LIMIT_BYTES = 1024 * 1024;
const EXCERPT_LENGTH = 2048;
/** Failures that happen before a connection stands. */
const UNSENT = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export function openHttpCaller(connection: Connection): HttpCaller {
  const agent = new Agent({
    connect: { timeout: connection.timeoutMs },
    headersTimeout: connection.timeoutMs,
    bodyTimeout: connection.timeoutMs,
    maxResponseSize: ANSWER_LIMIT_BYTES,
    // A kept-alive socket that the other side closed meanwhile would leave it open whether a request arrived.
    pipelining: 0,
  });
  return {
    connection,
    call: async (call) => await send(agent, connection, call),
    [Symbol.asyncDispose]: async () => await agent.close(),
  };
}

async function send(agent: Agent, connection: Connection, call: Call): Promise<Answer> {
  const url = address(connection, call);
  try {
    const response = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: call.method as Dispatcher.HttpMethod,
      headers: {
        accept: "application/json",
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
        ...call.headers,
        ...authorization(connection),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: AbortSignal.timeout(connection.timeoutMs),
    });
    return await readAnswer(connection, response);
  } catch (cause) {
    throw failure(connection, cause);
  }
}

function address(connection: Connection, call: Call): URL {
  const base = connection.baseUrl.replace(/\/+$/, "");
  const url = new URL(`${base}${call.path}`);
  if (url.origin !== new URL(base).origin) {
    const why = `The path ${call.path} leaves the host of connection ${connection.name}.`;
    throw new IntegrationError(why, { isUnsent: true });
  }
  for (const [name, value] of call.query) url.searchParams.append(name, value);
  return url;
}

function authorization({ auth }: Connection): Record<string, string> {
  switch (auth.kind) {
    case "none":
      return {};
    case "bearer":
      return { authorization: `Bearer ${auth.token}` };
    case "basic": {
      const pair = Buffer.from(`${auth.user}:${auth.password}`).toString("base64");
      return { authorization: `Basic ${pair}` };
    }
    case "header":
      return { [auth.name.toLowerCase()]: auth.value };
  }
}

async function readAnswer(
  connection: Connection,
  response: Dispatcher.ResponseData,
): Promise<Answer> {
  const text = await response.body.text();
  const retryAfterMs = readRetryAfter(response.headers["retry-after"]);
  const excerpt = mask(connection, text.slice(0, EXCERPT_LENGTH));
  const json = readJson(text);
  return {
    status: response.statusCode,
    excerpt,
    ...(json !== undefined && { json }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the excerpt still shows what it was.
    return undefined;
  }
}

/** Seconds only: a date would need the other side's clock. */
function readRetryAfter(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function mask({ auth }: Connection, text: string): string {
  if (auth.kind === "none") return text;
  const secret =
    auth.kind === "bearer" ? auth.token : auth.kind === "basic" ? auth.password : auth.value;
  return text.replaceAll(secret, "•••");
}

function failure(connection: Connection, cause: unknown): IntegrationError {
  if (cause instanceof IntegrationError) return cause;
  const code = String((cause as { code?: unknown })?.code ?? "");
  const said = cause instanceof Error ? cause.message : String(cause);
  const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
  const what = isTimeout ? `no answer within ${connection.timeoutMs / 1000} s` : said || code;
  const host = new URL(connection.baseUrl).host;
  return new IntegrationError(`${connection.name} (${host}): ${what}`, {
    isUnsent: UNSENT.has(code),
    cause,
  });
}
