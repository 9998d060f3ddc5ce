// Declares a freeze: of its draft, asking its approvers; or at once, for a run in which the approval was given.
import { declareFreeze as decide } from "../../domain/freeze/decide-freeze.ts";
import { checkDraft, draftOf } from "../../domain/freeze/draft.ts";
import type { FreezeDraft } from "../../domain/freeze/freeze.ts";
import { scheduled } from "../../domain/freeze/freeze-course.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { findFreezeByEffect, insertFreeze } from "../../storage/freezes.ts";
import type { Context, Tx } from "../context.ts";
import { askOf } from "./ask-of.ts";
import { commitFreeze } from "./commit-freeze.ts";
import { decideLocked, type FreezeChanged } from "./decide-locked.ts";
import { actorOf, judgeManager } from "./may-manage.ts";

/** `proposed` where approvals are needed, else `scheduled`, and begun where its start has passed. */
export async function declareFreeze(
  ctx: Context,
  freezeId: string,
  by: Person,
): Promise<FreezeChanged> {
  return await decideLocked(ctx, freezeId, "freeze.declare", async (tx, freeze) => {
    const refused = await judgeManager(tx, freeze);
    if (refused) return refused;
    const actor = actorOf(tx, by);
    const ask = await askOf(tx, freeze, { need: tx.shop.freeze.approval.need, by: actor });
    const { reason } = freeze;
    const change = { kind: "declare" } as const;
    return decide(freeze, { change, reason, ask, proposalId: tx.newId(), by: actor }, tx.now);
  });
}

export type OfRun = { readonly runId: string; readonly effectId: string; readonly by: Person };

/** Scheduled at once; the same effect again is the same freeze. */
export async function declareAtOnce(
  tx: Tx,
  draft: FreezeDraft,
  { runId, effectId, by }: OfRun,
): Promise<FreezeChanged> {
  const known = await findFreezeByEffect(tx.db, effectId);
  if (known) return { ok: true, freeze: known };
  const wrong = checkDraft(draft, tx.shop.repositories, tx.now);
  if (wrong) return wrong;
  const origin = { id: tx.newId(), by: actorOf(tx, by), now: tx.now, runId, effectId };
  const freeze = await insertFreeze(tx.db, draftOf(draft, origin));
  if (freeze) {
    return { ok: true, freeze: await commitFreeze(tx, freeze, scheduled(freeze, tx.now)) };
  }
  const other = await findFreezeByEffect(tx.db, effectId);
  if (!other) throw new Error(`the freeze of effect ${effectId} was not stored`);
  return { ok: true, freeze: other };
}
