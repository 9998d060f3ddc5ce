// The addresses monitoring posts to: what is kept of a delivery, and the answer: 202 only when it is stored.
import type {
  FastifyBaseLogger,
  FastifyPluginCallback,
  FastifyReply,
  FastifyRequest,
} from "fastify";
import { refusals } from "../words/en/intake.ts";
import {
  allowedMethods,
  askedName,
  type Call,
  callOf,
  isProbe,
  type Refusal,
  type RefusalReason,
  refuseBody,
  refuseHead,
} from "./admit.ts";
import type { Hook } from "./hook.ts";
import { keepHeaders } from "./hook-request.ts";
import { deliveryKey } from "./key.ts";
import { BodyRefusedError, receiveBody } from "./receive-body.ts";
import type { RawDelivery } from "./source.ts";
import { type DeliveryStore, StoreUnavailableError } from "./store-deliveries.ts";

/** A delivery that was turned away: perhaps an alert lost for good, so people must hear of it. */
export type HookRefusal = {
  /** undefined where no such hook is configured; `asked` is the name that was asked for. */
  readonly hook: Hook | undefined;
  readonly asked: string;
  readonly status: number;
  readonly reason: RefusalReason;
  readonly message: string;
  readonly remote: string;
  readonly at: Date;
};

export type HookRoutesOptions = {
  readonly hooks: readonly Hook[];
  readonly store: DeliveryStore["store"];
  readonly clock: { now(): Date };
  /** `hook` and `source` are "unknown" for an unknown hook, so that nobody can fill the metrics with names. */
  readonly countDelivery: (labels: { hook: string; source: string; status: number }) => void;
  readonly onRefused: (refusal: HookRefusal) => void;
  readonly bodyLimitBytes?: number;
  readonly bodyTimeoutMs?: number;
  readonly storeTimeoutMs?: number;
};

/**
 * Register once, without a prefix. One wildcard route takes all: a parameter of Fastify's router ends at 100
 * characters, and a secret may be longer.
 */
export function hookRoutes(options: HookRoutesOptions): FastifyPluginCallback {
  const hooks = new Map(options.hooks.map((hook) => [hook.name, hook]));
  const limits = {
    bytes: options.bodyLimitBytes ?? 1024 * 1024,
    ms: options.bodyTimeoutMs ?? 10_000,
  };
  const refuse = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) =>
    sendRefusal({ request, reply, options, call: callOf(request, hooks) }, refusal);

  return (app, _, done) => {
    // The address may hold a secret: Fastify's own line for each request would print it. One logger for all requests:
    // making one for each, with its redactions, is a tenth of what a delivery costs.
    let quiet: FastifyBaseLogger | undefined;
    app.setChildLoggerFactory((log) => {
      quiet ??= log.child({}, { level: "warn" });
      return quiet;
    });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_request: FastifyRequest, payload: FastifyRequest["raw"]) =>
      receiveBody(payload, limits),
    );
    app.setErrorHandler((error, request, reply) =>
      refuse(request, reply, refusalOf(error, request, limits)),
    );
    app.route({
      method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      url: "/hooks/*",
      exposeHeadRoute: false,
      onRequest(request, reply, next) {
        const refusal = refuseHead(request, callOf(request, hooks));
        if (refusal) return void refuse(request, reply, refusal);
        // The hook's source decides how to read a body; Fastify would refuse a malformed content type itself.
        delete request.raw.headers["content-type"];
        next();
      },
      handler(request, reply) {
        const call = callOf(request, hooks);
        if (!call) throw new Error(`"${askedName(request)}" was admitted and is no hook.`);
        return answer({ request, reply, options, call });
      },
    });
    done();
  };
}

type Exchange = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: HookRoutesOptions;
  readonly call: Call | undefined;
};

async function answer(exchange: Exchange & { readonly call: Call }): Promise<FastifyReply> {
  const { request, reply, options, call } = exchange;
  if (isProbe(request)) {
    return reply.code(204).header("allow", allowedMethods(call).join(", ")).send();
  }
  const now = options.clock.now();
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const refusal = refuseBody(request, call, { body, now });
  if (refusal) return sendRefusal(exchange, refusal);
  const delivery = deliveryOf(request, call, { body, receivedAt: now });
  const stored = options.store(delivery, deliveryKey(call.source, delivery));
  const id = await within(stored, options.storeTimeoutMs ?? 10_000);
  options.countDelivery({ ...labelsOf(call), status: 202 });
  return reply.code(202).send({ accepted: true, id });
}

function deliveryOf(
  request: FastifyRequest,
  { hook, address }: Call,
  arrived: { readonly body: Uint8Array; readonly receivedAt: Date },
): RawDelivery {
  return {
    source: hook.source,
    hook: hook.name,
    method: request.method,
    path: `/hooks/${hook.name}${address.secret === undefined ? "" : "/***"}`,
    query: address.query,
    headers: keepHeaders(request.raw.headersDistinct),
    ...arrived,
  };
}

function sendRefusal({ request, reply, options, call }: Exchange, refusal: Refusal): FastifyReply {
  const { status, reason, message } = refusal;
  options.countDelivery({ ...labelsOf(call), status });
  options.onRefused({
    ...{ status, reason, message },
    hook: call?.hook,
    asked: askedName(request),
    remote: request.ip,
    at: options.clock.now(),
  });
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="hooks"');
  if (status === 405 && call) reply.header("allow", allowedMethods(call).join(", "));
  if (status === 503) reply.header("retry-after", "5");
  return reply.code(status).send({ error: reason, message });
}

/** A body that did not arrive, or a delivery that was not stored: then 503, which every sender repeats, never 500. */
function refusalOf(
  error: unknown,
  request: FastifyRequest,
  limits: { readonly bytes: number; readonly ms: number },
): Refusal {
  if (!(error instanceof BodyRefusedError)) {
    // What the store cannot take it reports itself, once for a thousand requests.
    const isReported = error instanceof StoreUnavailableError;
    if (!isReported) request.log.error({ err: error, hook: askedName(request) }, "delivery failed");
    return { status: 503, reason: "cannot-store", message: refusals.cannotStore() };
  }
  const messages = {
    "too-large": refusals.tooLarge(limits.bytes),
    "too-slow": refusals.tooSlow(limits.ms / 1_000),
    "cut-short": refusals.cutShort(),
  };
  return { status: error.status, reason: error.reason, message: messages[error.reason] };
}

function labelsOf(call: Call | undefined): { hook: string; source: string } {
  return call
    ? { hook: call.hook.name, source: call.source.name }
    : { hook: "unknown", source: "unknown" };
}

/** A sender's patience ends before a hanging database's: better a 503 it repeats than a silence it gives up on. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new StoreUnavailableError(`Not stored within ${ms} ms.`)),
    ms,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
