// One event to one run: the engine decides under the run's lock; its intents become effects, timers and messages.
import type { Destination, Effect } from "../domain/effect.ts";
import { advance } from "../domain/runbook/advance.ts";
import type { Runbook } from "../domain/runbook/format.ts";
import type { Intent } from "../domain/runbook/intent.ts";
import type { RunRefusal } from "../domain/runbook/refusal.ts";
import type { RunState, StepState } from "../domain/runbook/run.ts";
import type { RunEvent } from "../domain/runbook/run-event.ts";
import type { TimelineEntry } from "../domain/timeline.ts";
import { listFollowers } from "../storage/followers.ts";
import { lockIncident } from "../storage/incidents.ts";
import {
  findRunbookVersion,
  insertRunEvent,
  lockRun,
  type RunRow,
  saveRun,
} from "../storage/runs.ts";
import { deleteTimersOfRun } from "../storage/timers.ts";
import { words } from "../words/words.ts";
import { appendTimeline } from "./change-incident.ts";
import {
  type Context,
  changeTimers,
  inTransaction,
  oweEffects,
  recordAudit,
  type Tx,
} from "./context.ts";
import { pageNextOnCall } from "./page-person.ts";
import { repaint } from "./repaint.ts";

export type Advanced =
  | { readonly ok: true; readonly run: RunRow; readonly runbook: Runbook }
  | {
      readonly ok: false;
      readonly run: RunRow;
      readonly runbook: Runbook;
      readonly refusal: RunRefusal;
    };

/** Undefined where there is no such run. */
export async function advanceRun(
  ctx: Context,
  runId: string,
  event: RunEvent,
): Promise<Advanced | undefined> {
  return await inTransaction(ctx, async (tx) => await advanceLocked(tx, runId, event));
}

/** The same within a transaction that has more to do. */
export async function advanceLocked(
  tx: Tx,
  runId: string,
  event: RunEvent,
): Promise<Advanced | undefined> {
  const row = await lockRun(tx.db, runId);
  if (!row) return undefined;
  const runbook = await readSnapshot(tx, row);
  const moment = { now: tx.now, chance: tx.chance() };
  const step = advance(runbook, row.state, event, moment);
  if (!step.ok) {
    if (event.type === "clicked") {
      const detail = { event, refusal: step.refusal };
      await recordAudit(tx, `run.${event.action}`, runId, { outcome: "refused", detail });
    }
    return { ok: false, run: row, runbook, refusal: step.refusal };
  }
  const run = await storeRun(tx, row, { state: step.run, event });
  if (event.type === "clicked") {
    await recordAudit(tx, `run.${event.action}`, runId, { detail: { ...event } });
  }
  await carryOut(tx, run, { before: row.state, intents: step.intents });
  return { ok: true, run, runbook };
}

/** A run executes the text it was started with, whatever became of the file. */
export async function readSnapshot(
  deps: Pick<Context, "db" | "runbooks">,
  run: RunRow,
): Promise<Runbook> {
  const version = await findRunbookVersion(deps.db, run.versionId);
  if (!version) throw new Error(`run ${run.number} has lost its runbook version ${run.versionId}`);
  return deps.runbooks.readSnapshot(version.source, version.slug);
}

async function storeRun(
  tx: Tx,
  row: RunRow,
  { state, event }: { state: RunState; event: RunEvent },
): Promise<RunRow> {
  const isOver = state.state === "completed" || state.state === "aborted";
  const run: RunRow = {
    ...row,
    state,
    isOpen: isOver ? 0 : 1,
    endedAt: isOver ? (row.endedAt ?? tx.now) : null,
    eventSeq: row.eventSeq + 1,
  };
  await saveRun(tx.db, run);
  const { id: runId, eventSeq: seq } = run;
  await insertRunEvent(tx.db, { runId, seq, at: tx.now, actor: tx.actor, event: trim(event) });
  return run;
}

/** An answer of up to a megabyte is not history: the run keeps its declared outputs and an excerpt. */
const ANSWER_LIMIT = 16 * 1024;

function trim(event: RunEvent): RunEvent {
  if (event.type !== "effect-answered" || !event.answer.json) return event;
  if (JSON.stringify(event.answer.json).length <= ANSWER_LIMIT) return event;
  const { json: _, ...answer } = event.answer;
  return { ...event, answer };
}

export type Step = { readonly before: RunState | null; readonly intents: readonly Intent[] };

/** Everything that follows from a step, in the same transaction. */
export async function carryOut(tx: Tx, run: RunRow, { before, intents }: Step): Promise<void> {
  // Incident after run, always in this order: the timeline needs the incident's lock.
  const incident = await lockIncident(tx.db, run.incidentId);
  if (!incident) throw new Error(`run ${run.number} has lost its incident ${run.incidentId}`);
  const title = tx.runbooks.find(run.slug)?.runbook.title ?? run.slug;
  await appendTimeline(tx, run.incidentId, timelineOf(run, title, before));
  for (const intent of intents) {
    if (intent.do === "escalate") await pageNextOnCall(tx, incident, words.run.pageReason(run));
    else await carryOutIntent(tx, run, intent);
  }
  if (run.isOpen === 0) await deleteTimersOfRun(tx.db, run.id);
  // The card names the current step, not what becomes of it: a wait must not edit it at every look.
  if (run.isOpen === 0 || before?.cursor !== run.state.cursor) {
    await repaint(tx, "card", run.incidentId, run.incidentId);
  }
  await repaint(tx, "run", run.id, run.incidentId);
}

async function carryOutIntent(tx: Tx, run: RunRow, intent: Intent): Promise<void> {
  switch (intent.do) {
    case "read-metrics":
    case "send-request":
    case "read-back":
      return await oweEffects(tx, [{ kind: "run", runId: run.id, intent }]);
    case "set-timer": {
      const { step, attempt, timer } = intent;
      const key = `run:${run.id}:${step}:${attempt}:${timer}`;
      const set = { kind: "run", runId: run.id, step, attempt, timer } as const;
      return await changeTimers(tx, [{ set, key, fireAt: new Date(intent.fireAt) }]);
    }
    case "announce":
      return await announce(tx, run, intent);
    case "ask-person":
      return await say(tx, run, words.run.asks(run, intent.step, intent.reason));
    case "remind":
      return await say(tx, run, words.run.reminds(run, intent.step));
    case "say-unknown":
      return await say(tx, run, words.run.sinceUnknown(run, intent.step, intent.sinceMs));
    case "escalate":
    case "ended":
      return;
  }
}

async function say(tx: Tx, run: RunRow, text: string): Promise<void> {
  const message = { kind: "run-log", incidentId: run.incidentId, runId: run.id, text } as const;
  await oweEffects(tx, [
    { kind: "post", to: { in: "run-thread", runId: run.id, incidentId: run.incidentId }, message },
  ]);
}

/** An announcement reaches each audience as a message of its own, so that one failing stops no other. */
async function announce(
  tx: Tx,
  run: RunRow,
  { to, text }: Extract<Intent, { do: "announce" }>,
): Promise<void> {
  const { incidentId, id: runId } = run;
  const message = { kind: "run-announcement", incidentId, runId, text } as const;
  const destinations: Destination[] = [];
  for (const audience of to) {
    if (audience === "incident") destinations.push({ in: "incident", incidentId });
    else if (audience === "stakeholders") {
      destinations.push({ in: "announcement-thread", incidentId });
      const users = await listFollowers(tx.db, incidentId);
      destinations.push(...users.map((user) => ({ in: "dm" as const, user })));
    } else destinations.push({ in: "channel", channel: audience.slice("channel:".length) });
  }
  const effects: Effect[] = destinations.map((each) => ({ kind: "post", to: each, message }));
  await oweEffects(tx, effects);
}

/** What the timeline tells: steps that settled, requests that left, and the end. */
function timelineOf(run: RunRow, title: string, before: RunState | null): TimelineEntry[] {
  const { id: runId, state } = run;
  const entries: TimelineEntry[] = [];
  for (const [index, step] of state.steps.entries()) {
    const earlier = before?.steps[index];
    if (step.kind === "end" || !isTold(step) || (earlier && earlier.state === step.state)) continue;
    entries.push({
      kind: "run-step",
      runId,
      step: step.id,
      title: step.title,
      outcome: step.state,
      detail: words.run.stepDetail(step),
    });
  }
  if (before && run.isOpen === 0) {
    const outcome = state.outcome ?? state.state;
    entries.push({ kind: "run-ended", runId, title: words.run.title(run, title), outcome });
  }
  return entries;
}

/** Steps that a condition or a branch jumped over are not news. */
function isTold(step: StepState): boolean {
  if (step.state === "skipped") {
    return step.reason?.code !== "when" && step.reason?.code !== "branch";
  }
  return ["succeeded", "failed", "needs_decision"].includes(step.state);
}
