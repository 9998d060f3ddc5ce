// Leaves a change as it is, on purpose: with a reason, an owner and a day, as an action item.
import { type ActionItem, isDay } from "../domain/action-item.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { unescapeText } from "../domain/runbook/language/sink.ts";
import type { Person } from "../domain/runbook/state/stamp.ts";
import { appliedChanges } from "../domain/runbook/view/describe-changes.ts";
import { findRun } from "../storage/runs.ts";
import { words } from "../words/words.ts";
import { addItemLocked } from "./add-action-item.ts";
import { advanceLocked } from "./advance-run.ts";
import { checkRunPermission } from "./check-run-permission.ts";
import { type Context, inTransaction, type Tx } from "./context.ts";
import { readSnapshot } from "./read-snapshot.ts";

export type LeaveWish = {
  readonly runId: string;
  readonly step: string;
  readonly reason: string;
  /** Slack user id. */
  readonly owner: string;
  /** `2026-11-30`. */
  readonly dueOn: string;
  readonly by: Person;
};

export type ChangeLeft = { readonly ok: true; readonly item: ActionItem } | Refused;

export async function leaveChange(ctx: Context, wish: LeaveWish): Promise<ChangeLeft> {
  const { runId, reason, dueOn } = wish;
  if (reason.trim() === "") return refuse({ code: "reason-needed", what: "leave-change" });
  if (!isDay(dueOn)) return refuse({ code: "bad-day", given: dueOn });
  const run = await findRun(ctx.db, runId);
  if (!run) return refuse({ code: "no-such-run", wanted: runId });
  const { runbook } = await readSnapshot(ctx, run);
  const { incidentId } = run;
  const denied = await checkRunPermission(ctx, { runbook, right: "operate", incidentId });
  if (denied) return denied;
  return await inTransaction(ctx, async (tx) => await leave(tx, incidentId, wish));
}

async function leave(tx: Tx, incidentId: string, wish: LeaveWish): Promise<ChangeLeft> {
  const { runId, step, owner, dueOn, by } = wish;
  const reason = wish.reason.trim();
  const found = await findChange(tx, runId, step);
  if (!found) return refuse({ code: "nothing-to-undo", title: step, state: null });
  const { attempt, title } = found;
  const event = { type: "undo-settled", step, attempt, state: "left", by, note: reason } as const;
  const advanced = await advanceLocked(tx, runId, event);
  if (!advanced?.ok) {
    return refuse({ code: "nothing-to-undo", title, state: found.state });
  }
  const text = words.incident.leftItem(unescapeText(title), reason);
  return await addItemLocked(tx, incidentId, { text, owner, dueOn, createdBy: by.id });
}

async function findChange(tx: Tx, runId: string, step: string) {
  const run = await findRun(tx.db, runId);
  const state = run?.state.steps.find(({ id }) => id === step);
  if (!run || !state) return undefined;
  const { runbook } = await readSnapshot(tx, run);
  const change = appliedChanges(runbook, run.state).find((each) => each.step === step);
  if (!change) return undefined;
  return { attempt: state.attempt, title: state.title, state: change.undo?.state ?? null };
}
