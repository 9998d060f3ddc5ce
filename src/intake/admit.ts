// Decides who may deliver to a hook, and words each refusal: before the body is read, and again over its bytes.
import type { FastifyRequest } from "fastify";
import { refusals } from "../words/en/intake.ts";
import type { Hook } from "./hook.ts";
import { type HookAddress, readHookAddress } from "./hook-request.ts";
import type { BodyRefusedError } from "./receive-body.ts";
import { type Distrust, trustBody, trustHead } from "./signature.ts";
import type { Source } from "./source.ts";
import { sourceOf } from "./sources.ts";

export type Call = { readonly hook: Hook; readonly source: Source; readonly address: HookAddress };

export type RefusalReason =
  | Distrust
  | BodyRefusedError["reason"]
  | "unknown-hook"
  | "method"
  | "encoded"
  | "cannot-store";

export type Refusal = {
  readonly status: 400 | 401 | 404 | 405 | 408 | 413 | 415 | 503;
  readonly reason: RefusalReason;
  readonly message: string;
};

/** The hook that is called, where there is one. */
export function callOf(
  request: FastifyRequest,
  hooks: ReadonlyMap<string, Hook>,
): Call | undefined {
  const address = readHookAddress(request.url);
  const hook = address && hooks.get(address.name);
  return hook && { hook, address, source: sourceOf(hook.source) };
}

/** The first part of the path only: what stands behind it may be a secret, mistyped or not. */
export function askedName(request: FastifyRequest): string {
  return (request.url.split(/[/?]/)[2] ?? "").slice(0, 100);
}

export function allowedMethods({ source }: Call): readonly string[] {
  return [...source.methods, "HEAD", "OPTIONS"];
}

/** HEAD and OPTIONS: somebody looks whether the address is there, and delivers nothing. */
export function isProbe({ method }: FastifyRequest): boolean {
  return method === "HEAD" || method === "OPTIONS";
}

/** Everything that can be refused before the body is read. */
export function refuseHead(request: FastifyRequest, call: Call | undefined): Refusal | undefined {
  if (!call) {
    const message = refusals.unknownHook(askedName(request));
    return { status: 404, reason: "unknown-hook", message };
  }
  if (!allowedMethods(call).includes(request.method)) {
    const message = refusals.method(call.source.methods.join(" or "));
    return { status: 405, reason: "method", message };
  }
  if (isProbe(request)) return undefined;
  const { headers } = request;
  const trust = trustHead(call.hook.auth, { headers, pathSecret: call.address.secret });
  if (!trust.ok) return distrusted(call, trust.reason);
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding === "identity") return undefined;
  return { status: 415, reason: "encoded", message: refusals.encoded(encoding) };
}

/** What only the bytes of the body can show. */
export function refuseBody(
  request: FastifyRequest,
  call: Call,
  arrived: { readonly body: Uint8Array; readonly now: Date },
): Refusal | undefined {
  const { headers } = request;
  const trust = trustBody(call.hook.auth, call.source.signature, { headers, ...arrived });
  return trust.ok ? undefined : distrusted(call, trust.reason);
}

function distrusted({ hook, source }: Call, reason: Distrust): Refusal {
  const auth = hook.auth.kind === "signature" ? hook.auth : undefined;
  const header = auth?.header ?? source.signature?.header ?? "x-signature";
  const message =
    reason === "no-signature"
      ? refusals[reason](header)
      : reason === "no-timestamp"
        ? refusals[reason](auth?.timestampHeader ?? header)
        : refusals[reason]();
  return { status: 401, reason, message };
}
