// Carries out what a run asks of the world (metric reads, read-backs, requests) and reports back to it.
import { createHash } from "node:crypto";
import type { Attempt, Outcome, RunIntent } from "../domain/effect.ts";
import type { Change, Read } from "../domain/runbook/change.ts";
import { readPointer, type Scalar } from "../domain/runbook/json.ts";
import type { Reading } from "../domain/runbook/run.ts";
import type { HttpAnswer, RunEvent } from "../domain/runbook/run-event.ts";
import { type HttpCaller, IntegrationError } from "../integrations/http-caller.ts";
import { queryPrometheus } from "../integrations/prometheus.ts";
import { advanceRun } from "../operations/advance-run.ts";
import type { Context } from "../operations/context.ts";

export type RunDeps = {
  readonly ctx: Context;
  readonly findCaller: (connection: string) => HttpCaller | undefined;
};

type Intent<K extends RunIntent["do"]> = Extract<RunIntent, { do: K }>;
type Query = Intent<"read-metrics">["queries"][number];

export async function carryOutRun(
  deps: RunDeps,
  runId: string,
  intent: RunIntent,
  attempt: Attempt,
): Promise<Outcome> {
  switch (intent.do) {
    case "read-metrics":
      return await readMetrics(deps, runId, intent);
    case "read-back":
      return await readBack(deps, runId, intent);
    case "send-request":
      return await sendRequest(deps, runId, intent, attempt);
    case "preflight":
      throw new Error("preflight is not carried out yet");
  }
}

async function report(deps: RunDeps, runId: string, event: RunEvent): Promise<Outcome> {
  const advanced = await advanceRun(deps.ctx, runId, event);
  if (!advanced) return { kind: "dropped", reason: "the run is gone" };
  if (advanced.ok) return { kind: "done" };
  return { kind: "dropped", reason: `the run had moved on: ${advanced.refusal.code}` };
}

/** Reads change nothing, so a read that a crash cut short is simply read again. */
async function readMetrics(
  deps: RunDeps,
  runId: string,
  intent: Intent<"read-metrics">,
): Promise<Outcome> {
  const { step, attempt, reading } = intent;
  const readings = await Promise.all(
    intent.queries.map(async (query) => [query.name, await readMetric(deps, query)] as const),
  );
  const event = { type: "metrics-read", step, attempt, reading } as const;
  return await report(deps, runId, { ...event, readings: Object.fromEntries(readings) });
}

async function readMetric(deps: RunDeps, { source }: Query): Promise<Reading> {
  const name = source.kind === "prometheus" ? source.connection : source.request.connection;
  const caller = deps.findCaller(name);
  if (!caller) {
    const detail = `there is no connection ${name} in muster.yml`;
    return { ok: false, cause: "query-error", detail };
  }
  if (source.kind === "prometheus") return await queryPrometheus(caller, source.promql);
  const answer = await ask(deps, source.request);
  if (!answer.ok) return { ok: false, cause: "query-error", detail: answer.message };
  if (answer.status >= 300) {
    return { ok: false, cause: "query-error", detail: `answered ${answer.status}` };
  }
  const value = readPointer(answer.json, source.pointer);
  if (value === undefined || value === null) return { ok: false, cause: "no-data" };
  if (!isScalar(value)) {
    return { ok: false, cause: "wrong-type", detail: `${source.pointer} is not one value` };
  }
  return { ok: true, value, at: deps.ctx.clock.now().toISOString() };
}

const isScalar = (value: unknown): value is Scalar =>
  ["string", "number", "boolean"].includes(typeof value);

async function readBack(
  deps: RunDeps,
  runId: string,
  intent: Intent<"read-back">,
): Promise<Outcome> {
  const { step, attempt, reading } = intent;
  const answer = await ask(deps, intent.request);
  return await report(deps, runId, { type: "read-answered", step, attempt, reading, answer });
}

async function ask(deps: RunDeps, request: Read) {
  try {
    const { status, json } = await call(deps, request, {});
    return { ok: true as const, status, ...(json !== undefined && { json }) };
  } catch (error) {
    if (error instanceof IntegrationError) return { ok: false as const, message: error.message };
    throw error;
  }
}

/**
 * The claim is committed (`effect-sent`) before the socket opens. Where an uncertain try finds it
 * taken, a process died in mid-call: nobody knows what came of it, and the run's `repeat` rule decides.
 */
async function sendRequest(
  deps: RunDeps,
  runId: string,
  intent: Intent<"send-request">,
  { isUncertain }: Attempt,
): Promise<Outcome> {
  const { step, attempt, send } = intent;
  const at = { step, attempt, send };
  const claimed = await advanceRun(deps.ctx, runId, { ...at, type: "effect-sent" });
  if (!claimed?.ok && isUncertain) {
    const message = "Muster stopped while the request was under way.";
    return await report(deps, runId, { ...at, type: "effect-lost", message });
  }
  if (!claimed?.ok) return { kind: "dropped", reason: "the run had moved on" };
  return await report(deps, runId, { ...at, ...(await fate(deps, runId, intent)) });
}

type Fate =
  | { readonly type: "effect-answered"; readonly answer: HttpAnswer }
  | { readonly type: "effect-not-sent" | "effect-lost"; readonly message: string };

async function fate(deps: RunDeps, runId: string, intent: Intent<"send-request">): Promise<Fate> {
  const { step, direction, generation } = intent.effect;
  const key = effectId(`${runId}/${step}/${direction}/${generation}`);
  try {
    const answer = await call(deps, intent.change, { "idempotency-key": key });
    return { type: "effect-answered", answer };
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const type = error.isUnsent ? "effect-not-sent" : "effect-lost";
    return { type, message: error.message };
  }
}

async function call(deps: RunDeps, request: Change | Read, headers: Record<string, string>) {
  if (request.kind !== "http") {
    throw new IntegrationError(`${request.kind} is not carried out yet.`, { isUnsent: true });
  }
  const caller = deps.findCaller(request.connection);
  if (!caller) {
    const message = `There is no connection ${request.connection} in muster.yml.`;
    throw new IntegrationError(message, { isUnsent: true });
  }
  const { method, path, query, body } = request;
  return await caller.call({
    method,
    path,
    query,
    headers: { ...request.headers, ...headers },
    ...(body !== undefined && { body }),
  });
}

/** A UUID (version 8, from a hash): the same run, step, direction and generation is the same effect. */
export function effectId(name: string): string {
  const hex = createHash("sha256").update(`muster effect ${name}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
