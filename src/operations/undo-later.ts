// Takes a change back after its run is over: a run of its own, linked to the first, in the same incident.
import { type Refused, refuse } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Person } from "../domain/runbook/state/stamp.ts";
import { startUndoRun } from "../domain/runbook/undo/undo-run.ts";
import { lockIncident } from "../storage/incidents.ts";
import { findRun, findRunbookVersion, lockRun, type RunRow } from "../storage/runs.ts";
import { words } from "../words/words.ts";
import { advanceLocked } from "./advance-run.ts";
import { beginRun, type RunStarted } from "./begin-run.ts";
import { checkRunPermission } from "./check-run-permission.ts";
import { type Context, inTransaction, type Tx } from "./context.ts";
import { readSnapshot } from "./read-snapshot.ts";

export type UndoWish = { readonly runId: string; readonly step: string; readonly by: Person };

/** A resolved incident stays resolved; a run that is still open is asked to undo it itself. */
export async function undoLater(ctx: Context, wish: UndoWish): Promise<RunStarted> {
  const { runId } = wish;
  const source = await findRun(ctx.db, runId);
  if (!source) return refuse({ code: "no-such-run", wanted: runId });
  const { number, incidentId } = source;
  const { runbook, fault } = await readSnapshot(ctx, source);
  if (fault !== undefined) return refuse({ code: "run-unreadable", number, message: fault });
  const denied = await checkRunPermission(ctx, { runbook, right: "operate", incidentId });
  if (denied) return denied;
  return await inTransaction(ctx, async (tx) => {
    const locked = await lockRun(tx.db, runId);
    if (!locked) return refuse({ code: "no-such-run", wanted: runId });
    if (locked.isOpen === 1) return refuse({ code: "run-open", number });
    return await begin(tx, { source: locked, runbook }, wish);
  });
}

type Source = { readonly source: RunRow; readonly runbook: Runbook };

async function begin(
  tx: Tx,
  { source, runbook }: Source,
  { step, by }: UndoWish,
): Promise<RunStarted> {
  const moment = { now: tx.now, chance: tx.chance() };
  const state = source.state.steps.find(({ id }) => id === step);
  const undo = startUndoRun(runbook, { run: source.state, number: source.number }, [step], {
    start: { id: tx.newId(), by },
    moment,
  });
  if (!undo.ok) return nothing(state, step, undo.messages);
  const incident = await lockIncident(tx.db, source.incidentId);
  const version = await findRunbookVersion(tx.db, source.versionId);
  if (!incident || !version) throw new Error(`run ${source.number} has lost where it belongs`);
  const begun = await beginRun(
    tx,
    { ...version, runbook },
    {
      ...{ incident, by, state: undo.run, intents: undo.intents },
      title: words.incident.undoes(source.number, runbook.title),
      detail: { undoes: step, of: source.id },
    },
  );
  if (!begun.ok) return begun;
  const event = { type: "undo-settled", step, attempt: state?.attempt ?? 0, by } as const;
  await advanceLocked(tx, source.id, { ...event, state: "undoing" });
  return begun;
}

function nothing(
  state: RunRow["state"]["steps"][number] | undefined,
  step: string,
  messages: readonly string[],
): Refused {
  if (messages.length > 0) return refuse({ code: "run-refused", text: messages.join(" ") });
  const title = state?.title ?? step;
  return refuse({ code: "nothing-to-undo", title, state: state?.undo?.state ?? null });
}
