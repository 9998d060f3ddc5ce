// Drafts a freeze: what it would be, and a look at each repository before anybody declares it; or discards the draft.
import { isPerson } from "../../domain/actor.ts";
import { discardDraft as discard } from "../../domain/freeze/decide-freeze.ts";
import { checkDraft, draftOf } from "../../domain/freeze/draft.ts";
import type { FreezeDraft } from "../../domain/freeze/freeze.ts";
import { timersOf } from "../../domain/freeze/timers.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { insertFreeze } from "../../storage/freezes.ts";
import { type Context, changeTimers, inTransaction, oweEffects, recordAudit } from "../context.ts";
import { decideLocked, type FreezeChanged } from "./decide-locked.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { actorOf, judgeManager, mayManage } from "./may-manage.ts";
import { paintFreeze } from "./repaint-freeze.ts";

export type FreezeFrom = {
  readonly incidentId?: string;
  readonly runId?: string;
  readonly effectId?: string;
};

export async function draftFreeze(
  ctx: Context,
  draft: FreezeDraft,
  by: Person,
  from: FreezeFrom = {},
): Promise<FreezeChanged> {
  const refused =
    checkDraft(draft, ctx.shop.repositories, ctx.clock.now()) ?? (await mayManage(ctx, null));
  if (refused) return refused;
  return await inTransaction(ctx, async (tx) => {
    const origin = { id: tx.newId(), by: actorOf(tx, by), now: tx.now, ...from };
    const freeze = await insertFreeze(tx.db, draftOf(draft, origin));
    if (!freeze) throw new Error("this effect has drafted a freeze already");
    const { id: freezeId, number, scope } = freeze;
    const detail = { number, title: freeze.title, scope, window: [freeze.startsAt, freeze.endsAt] };
    await recordFreezeEvent(tx, { what: "freeze.drafted", freezeId, detail });
    await recordAudit(tx, "freeze.drafted", freezeId, { detail });
    await changeTimers(tx, timersOf(freeze, tx.now));
    await oweEffects(
      tx,
      scope.repositories.map((repository) => ({
        kind: "freeze",
        task: { do: "preflight", repository, freezeId },
      })),
    );
    await paintFreeze(tx, freeze);
    return { ok: true, freeze };
  });
}

/** By whoever drafted it, or a release manager. */
export async function discardDraft(
  ctx: Context,
  freezeId: string,
  by: Person,
): Promise<FreezeChanged> {
  return await decideLocked(ctx, freezeId, "freeze.discard", async (tx, freeze) => {
    const isOwn = isPerson(freeze.declaredBy) && freeze.declaredBy.user === by.id;
    const refused = isOwn ? undefined : await judgeManager(tx, freeze);
    return refused ?? discard(freeze, actorOf(tx, by), tx.now);
  });
}
