// One call to Slack's Web API: held back by limits and outages, its answer checked, its failure made a typed error.
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from "@slack/web-api";
import { z } from "zod";
import type { Circuit } from "./circuit.ts";
import type { MethodLimits } from "./limits-of-methods.ts";
import { Held, SlackRefused, SlackSilent } from "./slack-failure.ts";
import { verdictOf } from "./verdicts.ts";

export type Args = Readonly<Record<string, unknown>> & { readonly channel?: string };

/** Throws Held, SlackRefused or SlackSilent; what Slack answered is checked against `shape`. */
export type Call = <T>(method: string, args: Args, shape: z.ZodType<T>) => Promise<T>;

export type CallDeps = {
  readonly client: WebClient;
  readonly circuit: Circuit;
  readonly limits: MethodLimits;
};

/** A 429 this long on any method counts as an outage. */
const LONG_PAUSE_MS = 60_000;

export function createCall({ client, circuit, limits }: CallDeps): Call {
  return async (method, args, shape) => {
    const closed = circuit.holdMs();
    if (closed > 0) throw new Held(circuit.health().reason ?? "Slack cannot be used", closed);
    const wait = limits.take(method, args.channel);
    if (wait > 0) throw new Held(`the limit for ${method} is reached`, wait);
    try {
      const answer = await client.apiCall(method, { ...args });
      circuit.worked();
      return shape.parse(answer);
    } catch (error) {
      throw translate(error, { method, channel: args.channel }, { circuit, limits });
    }
  };
}

type Called = { readonly method: string; readonly channel: string | undefined };

function translate(error: unknown, called: Called, deps: Omit<CallDeps, "client">): unknown {
  const { circuit, limits } = deps;
  const { method, channel } = called;
  if (error instanceof WebAPIRateLimitedError) {
    const ms = error.retryAfter * 1000;
    limits.pause(method, channel, ms);
    if (ms > LONG_PAUSE_MS) circuit.failed(`${method}: rate limited for ${error.retryAfter} s`);
    else circuit.worked();
    return new Held(`${method}: Slack asks to wait ${error.retryAfter} s`, ms);
  }
  if (error instanceof WebAPIPlatformError) return refused(error, method, circuit);
  if (error instanceof WebAPIHTTPError) {
    return silent(`${method}: HTTP ${error.statusCode}`, { method, circuit, error });
  }
  if (error instanceof WebAPIRequestError) {
    return silent(`${method}: ${reasonOf(error.original)}`, { method, circuit, error });
  }
  return error;
}

const details = z.object({
  error: z.string(),
  needed: z.string().optional(),
  response_metadata: z
    .object({ messages: z.array(z.string()).default([]) })
    .partial()
    .optional(),
});

function refused(error: WebAPIPlatformError, method: string, circuit: Circuit): Error {
  const { error: code, needed, response_metadata: metadata } = details.parse(error.data);
  const verdict = verdictOf(code);
  const messages = metadata?.messages ?? [];
  const refusal = new SlackRefused(method, { code, verdict, needed, messages });
  if (code === "missing_scope") circuit.lacksScope(needed ?? method);
  else if (verdict === "fatal") circuit.turnedAway(refusal.message);
  else if (verdict === "maybe-done") circuit.failed(refusal.message);
  else circuit.worked();
  if (verdict === "maybe-done") return new SlackSilent(refusal.message, isOnce(method));
  return refusal;
}

function silent(
  message: string,
  { method, circuit, error }: { method: string; circuit: Circuit; error: Error },
): SlackSilent {
  circuit.failed(message);
  return new SlackSilent(message, isOnce(method) && !neverLeft(error), { cause: error });
}

/** Repeating any other method leaves Slack as it is. */
const ONCE = new Set([
  "chat.postMessage",
  "conversations.create",
  "bookmarks.add",
  "files.completeUploadExternal",
]);
const isOnce = (method: string): boolean => ONCE.has(method);

const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

function neverLeft(error: Error): boolean {
  const original = error instanceof WebAPIRequestError ? error.original : error;
  const code = codeOf(original) ?? codeOf(original.cause);
  return code !== undefined && NEVER_LEFT.has(code);
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

function reasonOf(error: Error): string {
  return codeOf(error) ?? codeOf(error.cause) ?? error.message;
}
