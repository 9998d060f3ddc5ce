// A person's answer to a run on its way to the engine, from buttons, forms and commands alike.
import type { Refused } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import { rightFor } from "../domain/runbook/run/permissions.ts";
import { findRunStep } from "../domain/runbook/state/find-step.ts";
import type { Clicked } from "../domain/runbook/state/run-event.ts";
import type { Person } from "../domain/runbook/state/stamp.ts";
import { actOnRun, type RunActed } from "../operations/act-on-run.ts";
import { checkRunPermission } from "../operations/check-run-permission.ts";
import { readSnapshot } from "../operations/read-snapshot.ts";
import { voteOnApproval } from "../operations/vote-on-approval.ts";
import { findRunByNumber, type RunRow } from "../storage/runs.ts";
import type { RunValue } from "./ids.ts";
import { refusalLine, runRefusalLine, runRefusalText } from "./refusals.ts";
import type { Turn } from "./turn.ts";

/** What a form or a command adds to the button; an empty note is one that was left out on purpose. */
export type Said = Pick<Clicked, "note" | "values" | "text" | "to" | "typed">;

export type AskedRun = {
  readonly run: RunRow;
  readonly runbook: Runbook;
  /** This Muster cannot read the run's runbook: it can only be ended. */
  readonly fault?: string;
};

export async function findAskedRun(turn: Turn, number: number): Promise<AskedRun | undefined> {
  const run = await findRunByNumber(turn.ctx.db, number);
  return run && { run, ...(await readSnapshot(turn.ctx, run)) };
}

/** Before a form opens: nobody fills one in for nothing. The submission is judged again. */
export async function refuseToAsk(
  { ctx }: Turn,
  { run, runbook }: AskedRun,
  { step, action }: RunValue,
): Promise<Refused | undefined> {
  const state = run.state.steps.find(({ id }) => id === step);
  const right = rightFor(action, state, state && findRunStep(runbook, run.state, state.id));
  return await checkRunPermission(ctx, { runbook, right, step, incidentId: run.incidentId });
}

export const personOf = ({ person }: Pick<Turn, "person">): Person => ({
  id: person.user,
  name: person.name,
});

/** Whether it counts is decided there, by what stands in the database and not by what a button said. */
export async function answerRun(
  turn: Turn,
  runId: string,
  value: RunValue,
  said: Said = {},
): Promise<RunActed> {
  const { step, attempt, action, option, target, sha8 } = value;
  const seen = sha8 === undefined ? {} : { sha8 };
  const by = personOf(turn);
  const { note: written, ...rest } = said;
  const note = written ? { note: written } : {};
  if (action === "approve" || action === "deny" || action === "break-glass") {
    const vote = { runId, step, attempt, vote: action, by, ...seen, ...note };
    return await voteOnApproval(turn.ctx, vote);
  }
  return await actOnRun(turn.ctx, runId, {
    step,
    attempt,
    action,
    by,
    ...(option !== undefined && { option }),
    ...(target !== undefined && { target }),
    ...seen,
    ...note,
    ...rest,
  });
}

export type Denied = Exclude<RunActed, { readonly ok: true }>;

/** Why it did not count, beside the click. */
export async function sayDenied(turn: Turn, denied: Denied): Promise<void> {
  if ("refusal" in denied) return await turn.refuse(denied.refusal);
  await turn.say({ text: runRefusalText(turn, denied.runRefusal) });
}

/** The same for under a field, in plain text. */
export async function deniedLine(turn: Turn, denied: Denied): Promise<string> {
  if ("refusal" in denied) return await refusalLine(turn, denied.refusal);
  return await runRefusalLine(turn, denied.runRefusal);
}
