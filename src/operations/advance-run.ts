// One event to one run: the engine decides under the run's lock; its intents become effects, timers and messages.

import type { Runbook } from "../domain/runbook/format/format.ts";
import { type Advance, advance } from "../domain/runbook/run/advance.ts";
import { recordOf } from "../domain/runbook/run/event-record.ts";
import { advanceUnreadable, holdUnreadable } from "../domain/runbook/run/unreadable.ts";
import type { RunRefusal } from "../domain/runbook/state/refusal.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { RunEvent } from "../domain/runbook/state/run-event.ts";
import { isOver } from "../domain/runbook/state/turn.ts";
import { insertRunEvent, lockRun, lockSourceOf, type RunRow, saveRun } from "../storage/runs.ts";
import { carryOut, type Ran, type Step } from "./carry-out.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "./context.ts";
import { readSnapshot, type Snapshot } from "./read-snapshot.ts";

export type Advanced =
  | {
      readonly ok: true;
      readonly run: RunRow;
      readonly runbook: Runbook;
      /** The click did something else than was meant: the person has to hear why. */
      readonly notice?: RunRefusal;
    }
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

/** The same within a transaction that has more to do; it may hold locks of older runs, and of no incident. */
export async function advanceLocked(
  tx: Tx,
  runId: string,
  event: RunEvent,
): Promise<Advanced | undefined> {
  const row = await lockWithSource(tx, runId);
  if (!row) return undefined;
  const snapshot = await readSnapshot(tx, row);
  const { runbook } = snapshot;
  const run = await holdIfUnreadable(tx, row, snapshot);
  const step = decide(tx, { run, snapshot }, event);
  if (!step.ok) {
    if (event.type === "clicked") {
      const detail = { event, refusal: step.refusal };
      await recordAudit(tx, `run.${event.action}`, runId, { outcome: "refused", detail });
    }
    if (event.type === "effect-answered")
      await keepLate(tx, run, recordOf(runbook, run.state, event));
    return { ok: false, run, runbook, refusal: step.refusal };
  }
  if (event.type === "clicked") {
    await recordAudit(tx, `run.${event.action}`, runId, { detail: { ...event } });
  }
  const next = await apply(tx, { run, runbook }, { event, state: step.run, intents: step.intents });
  const notice = "notice" in step && step.notice;
  return { ok: true, run: next, runbook, ...(notice && { notice }) };
}

/** A run that takes effects of another back tells it: the older one is locked first, as everywhere. */
export async function lockWithSource(tx: Tx, runId: string): Promise<RunRow | undefined> {
  await lockSourceOf(tx.db, runId);
  return await lockRun(tx.db, runId);
}

type Subject = { readonly run: RunRow; readonly snapshot: Snapshot };

function decide(
  tx: Tx,
  { run, snapshot }: Subject,
  event: RunEvent,
): Advance | ReturnType<typeof advanceUnreadable> {
  const { runbook, fault } = snapshot;
  const moment = { now: tx.now, chance: tx.chance() };
  return fault === undefined
    ? advance(runbook, run.state, event, moment)
    : advanceUnreadable(runbook, run.state, event, moment);
}

/** Said once, to the owner and on the run; whatever comes after meets a run that is held already. */
async function holdIfUnreadable(
  tx: Tx,
  run: RunRow,
  { runbook, fault: message }: Snapshot,
): Promise<RunRow> {
  if (message === undefined || run.isOpen === 0) return run;
  if (run.state.hold?.code === "incompatible") return run;
  const own: Tx = { ...tx, actor: { type: "muster", via: "job" } };
  const moment = { now: tx.now, chance: tx.chance() };
  const { run: state, intents } = holdUnreadable(runbook, run.state, message, moment);
  const event = { type: "became-incompatible", step: "", attempt: 0, message } as const;
  return await apply(own, { run, runbook }, { event, state, intents });
}

type Decided = {
  readonly event: RunEvent;
  readonly state: RunState;
  readonly intents: Step["intents"];
};

async function apply(
  tx: Tx,
  { run: row, runbook }: { run: RunRow; runbook: Runbook },
  { event, state, intents }: Decided,
): Promise<RunRow> {
  const run = await storeRun(tx, row, { state, event: recordOf(runbook, row.state, event) });
  return await followThrough(tx, { run, runbook }, { before: row.state, intents });
}

/** What a step asks for, and the events that follow from it at once; the run as they leave it. */
export async function followThrough(tx: Tx, ran: Ran, step: Step): Promise<RunRow> {
  let { run } = ran;
  for (const { tx: own, runId, event } of await carryOut(tx, ran, step)) {
    const advanced = await advanceLocked(own, runId, event);
    if (advanced && runId === run.id) run = advanced.run;
  }
  return run;
}

async function storeRun(
  tx: Tx,
  row: RunRow,
  { state, event }: { state: RunState; event: RunEvent },
): Promise<RunRow> {
  const isEnded = isOver(state);
  const run: RunRow = {
    ...row,
    state,
    isOpen: isEnded ? 0 : 1,
    endedAt: isEnded ? (row.endedAt ?? tx.now) : null,
    eventSeq: row.eventSeq + 1,
  };
  const { id: runId, eventSeq: seq } = run;
  const told = { runId, seq, at: tx.now, actor: tx.actor, event };
  // One round trip: nothing of the one is needed for the other.
  await Promise.all([saveRun(tx.db, run), insertRunEvent(tx.db, told)]);
  return run;
}

/** A late answer changes nothing, but whoever asks afterwards what came of a request finds it. */
async function keepLate(tx: Tx, run: RunRow, event: RunEvent): Promise<void> {
  const kept: RunRow = { ...run, eventSeq: run.eventSeq + 1 };
  await saveRun(tx.db, kept);
  const { id: runId, eventSeq: seq } = kept;
  await insertRunEvent(tx.db, { runId, seq, at: tx.now, actor: tx.actor, event });
}
