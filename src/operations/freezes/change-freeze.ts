// Changes a freeze: longer, shorter, lifted before its time, cancelled, or let go; each asked of approvers first.
import { changeFreeze as decide, letGo as decideLetGo } from "../../domain/freeze/decide-freeze.ts";
import type { Freeze, FreezeChange } from "../../domain/freeze/freeze.ts";
import { endFreeze } from "../../domain/freeze/freeze-course.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { lockFreeze } from "../../storage/freezes.ts";
import type { Context, Tx } from "../context.ts";
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
 * For a run whose own approval was given: at once, before the start as well as after it. One that is over, or is being
 * lifted, stays as it is: lifting it again is the same.
 */
export async function liftAtOnce(
  tx: Tx,
  freezeId: string,
  { by, reason }: ChangeWish,
): Promise<FreezeChanged> {
  const freeze = await lockFreeze(tx.db, freezeId);
  if (!freeze) return refuse({ code: "no-such-freeze", wanted: freezeId });
  if (freeze.ended) return { ok: true, freeze };
  const ending = { by: actorOf(tx, by), why: "early", reason } as const;
  return { ok: true, freeze: await commitFreeze(tx, freeze, endFreeze(freeze, ending, tx.now)) };
}
