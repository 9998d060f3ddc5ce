// Changes a freeze: longer, shorter, lifted before its time, cancelled, or let go; each asked of approvers first.
import { changeFreeze as decide, letGo as decideLetGo } from "../../domain/freeze/decide-freeze.ts";
import type { Freeze, FreezeChange } from "../../domain/freeze/freeze.ts";
import { endFreeze } from "../../domain/freeze/freeze-course.ts";
import { hasBegun } from "../../domain/freeze/freeze-time.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { lockFreeze } from "../../storage/freezes.ts";
import { type Context, inTransaction } from "../context.ts";
import { askOf } from "./ask-of.ts";
import { commitFreeze } from "./commit-freeze.ts";
import { decideLocked, type FreezeChanged } from "./decide-locked.ts";
import { actorOf, judgeManager } from "./may-manage.ts";

export type ChangeWish = { readonly by: Person; readonly reason: string };

/** Where approvals are needed it stays as it is until they are given: `freeze.proposal` says so. */
export async function changeFreeze(
  ctx: Context,
  freezeId: string,
  change: FreezeChange,
  { by, reason }: ChangeWish,
): Promise<FreezeChanged> {
  return await decideLocked(ctx, freezeId, `freeze.${change.kind}`, async (tx, freeze) => {
    const refused = await judgeManager(tx, freeze);
    if (refused) return refused;
    const actor = actorOf(tx, by);
    const ask = await askOf(tx, freeze, { need: needOf(freeze, change), by: actor });
    return decide(freeze, { change, reason, ask, proposalId: tx.newId(), by: actor }, tx.now);
  });
}

function needOf({ lift, state }: Freeze, { kind }: FreezeChange): number {
  if (state === "proposed" && kind === "cancel") return 0;
  return kind === "extend" ? lift.extendNeed : lift.earlyNeed;
}

/** At the end of a freeze that a person has to let go of. */
export async function letGo(ctx: Context, freezeId: string, by: Person): Promise<FreezeChanged> {
  return await decideLocked(ctx, freezeId, "freeze.let-go", async (tx, freeze) => {
    const refused = await judgeManager(tx, freeze);
    return refused ?? decideLetGo(freeze, actorOf(tx, by), tx.now);
  });
}

/**
 * For a run that takes its own declaration back. Before the start it is called off at once; once it holds, ending it
 * early takes the votes that it takes of everybody: they are asked for, and `freeze.proposal` says so. One that is
 * over, or is being lifted, stays as it is: lifting it again is the same.
 */
export async function liftForRun(
  ctx: Context,
  freezeId: string,
  { by, reason }: ChangeWish,
): Promise<FreezeChanged> {
  return await inTransaction(ctx, async (tx): Promise<FreezeChanged> => {
    const freeze = await lockFreeze(tx.db, freezeId);
    if (!freeze) return refuse({ code: "no-such-freeze", wanted: freezeId });
    if (freeze.ended || freeze.proposal?.change.kind === "lift") return { ok: true, freeze };
    const actor = actorOf(tx, by);
    if (!hasBegun(freeze, tx.now)) {
      const ended = endFreeze(freeze, { by: actor, why: "early", reason }, tx.now);
      return { ok: true, freeze: await commitFreeze(tx, freeze, ended) };
    }
    const ask = await askOf(tx, freeze, { need: freeze.lift.earlyNeed, by: actor });
    const wish = {
      change: { kind: "lift" },
      reason,
      ask,
      proposalId: tx.newId(),
      by: actor,
    } as const;
    const decided = decide(freeze, wish, tx.now);
    if (!decided.ok) return decided;
    return { ok: true, freeze: await commitFreeze(tx, freeze, decided) };
  });
}
