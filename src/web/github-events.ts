// Takes GitHub's webhook deliveries: signed over their bytes, stored before they are answered, each once.
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyPluginCallback,
  FastifyReply,
  FastifyRequest,
} from "fastify";
import { BodyRefusedError, receiveBody } from "../intake/receive-body.ts";
import { isSigned } from "../intake/signature.ts";
import type { GithubArrival } from "../operations/freezes/store-github-delivery.ts";
import { refusals } from "../words/en/intake.ts";
import { words } from "../words/words.ts";
import { readGithubPayload } from "./github-payload.ts";

/** A delivery that was turned away; `isForged` where it came with a signature of somebody else, or with none. */
export type GithubRefusal = {
  readonly status: number;
  readonly message: string;
  readonly isForged: boolean;
  readonly remote: string;
  readonly at: Date;
};

export type GithubEventsOptions = {
  /** Null: nothing is taken. */
  readonly secret: string | null;
  readonly clock: { now(): Date };
  /** False where it was stored before. */
  readonly store: (arrival: GithubArrival) => Promise<boolean>;
  readonly count: (status: number) => void;
  readonly onRefused: (refusal: GithubRefusal) => void;
  readonly bodyLimitBytes?: number;
  readonly bodyTimeoutMs?: number;
  readonly storeTimeoutMs?: number;
};

/** docs.github.com, "Webhook events and payloads": payloads are capped at 25 MB. */
const MOST_BYTES = 25 * 1024 * 1024;
/** GitHub gives a delivery up after 10 seconds; a 503 in time is one that it shows as failed, to be sent again. */
const BODY_MS = 8_000;
const STORE_MS = 8_000;

type Refusal = {
  readonly status: 400 | 401 | 404 | 405 | 408 | 413 | 415 | 503;
  readonly message: string;
  readonly isForged?: boolean;
};

export function githubEventRoutes(options: GithubEventsOptions): FastifyPluginCallback {
  const limits = {
    bytes: options.bodyLimitBytes ?? MOST_BYTES,
    ms: options.bodyTimeoutMs ?? BODY_MS,
  };
  return (app, _, done) => {
    readRaw(app, limits);
    app.setErrorHandler((error, request, reply) =>
      refuse({ request, reply, options }, refusalOf(error, request, limits)),
    );
    app.route({
      method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      url: "/github/events",
      exposeHeadRoute: false,
      onRequest(request, reply, next) {
        const refusal = refuseHead(request, options.secret, limits.bytes);
        if (refusal) return void refuse({ request, reply, options }, refusal);
        // Fastify would refuse a malformed content type itself; what the body is shows by its bytes.
        delete request.raw.headers["content-type"];
        next();
      },
      handler: async (request, reply) => await take({ request, reply, options }),
    });
    done();
  };
}

/** One quiet logger for all requests: GitHub tells a lot. */
function readRaw(app: FastifyInstance, limits: { bytes: number; ms: number }): void {
  let quiet: FastifyBaseLogger | undefined;
  app.setChildLoggerFactory((log) => {
    quiet ??= log.child({}, { level: "warn" });
    return quiet;
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request: FastifyRequest, payload: FastifyRequest["raw"]) =>
    receiveBody(payload, limits),
  );
}

const one = (header: string | readonly string[] | undefined): string =>
  (typeof header === "string" ? header : header?.[0]) ?? "";

const signatureOf = ({ headers }: FastifyRequest): string => one(headers["x-hub-signature-256"]);

/** Everything that can be refused before the body is read. */
function refuseHead(
  request: FastifyRequest,
  secret: string | null,
  limit: number,
): Refusal | undefined {
  const { githubEvents: say } = words;
  const { headers } = request;
  if (!secret) return { status: 404, message: say.notConfigured() };
  if (request.method !== "POST") return { status: 405, message: say.method() };
  for (const header of ["X-GitHub-Event", "X-GitHub-Delivery"]) {
    if (one(headers[header.toLowerCase()]) === "") {
      return { status: 400, message: say.noName(header) };
    }
  }
  if (signatureOf(request) === "") {
    return { status: 401, message: say.noSignature(), isForged: true };
  }
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") return { status: 415, message: say.encoded(encoding) };
  if (Number(headers["content-length"]) <= limit || !headers["content-length"]) return undefined;
  return { status: 413, message: refusals.tooLarge(limit) };
}

type Exchange = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: GithubEventsOptions;
};

async function take(exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, options } = exchange;
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const signature = signatureOf(request).replace(/^sha256=/, "");
  if (!isSigned([options.secret ?? ""], [signature], [body])) {
    const message = words.githubEvents.wrongSignature();
    return refuse(exchange, { status: 401, message, isForged: true });
  }
  const id = one(request.headers["x-github-delivery"]).slice(0, 200);
  const isNew = await within(
    options.store({
      id,
      event: one(request.headers["x-github-event"]).slice(0, 100),
      body: readGithubPayload(body),
      receivedAt: options.clock.now(),
    }),
    options.storeTimeoutMs ?? STORE_MS,
  );
  options.count(202);
  return reply.code(202).send({ accepted: true, id, ...(!isNew && { repeated: true }) });
}

function refuse({ request, reply, options }: Exchange, refusal: Refusal): FastifyReply {
  const { status, message, isForged = false } = refusal;
  options.count(status);
  options.onRefused({ status, message, isForged, remote: request.ip, at: options.clock.now() });
  if (status === 405) reply.header("allow", "POST");
  if (status === 503) reply.header("retry-after", "5");
  if (status === 413) reply.header("connection", "close");
  return reply.code(status).send({ error: message });
}

function refusalOf(
  error: unknown,
  request: FastifyRequest,
  limits: { readonly bytes: number; readonly ms: number },
): Refusal {
  if (!(error instanceof BodyRefusedError)) {
    request.log.error({ err: error }, "a delivery of GitHub could not be stored");
    return { status: 503, message: refusals.cannotStore() };
  }
  const messages = {
    "too-large": refusals.tooLarge(limits.bytes),
    "too-slow": refusals.tooSlow(limits.ms / 1_000),
    "cut-short": refusals.cutShort(),
  };
  return { status: error.status, message: messages[error.reason] };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not stored within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
