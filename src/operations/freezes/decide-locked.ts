// One decision on one freeze: under its lock, stored with what follows, or the no written down.
import type { FreezeDecision } from "../../domain/freeze/decide-freeze.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import { lockFreeze } from "../../storage/freezes.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "../context.ts";
import { commitFreeze } from "./commit-freeze.ts";

export type FreezeChanged = { readonly ok: true; readonly freeze: Freeze } | Refused;

type Deciding = (tx: Tx, freeze: Freeze) => Promise<FreezeDecision>;

export async function decideLocked(
  ctx: Context,
  freezeId: string,
  action: string,
  deciding: Deciding,
): Promise<FreezeChanged> {
  return await inTransaction(ctx, async (tx) => {
    const freeze = await lockFreeze(tx.db, freezeId);
    if (!freeze) return refuse({ code: "no-such-freeze", wanted: freezeId });
    const decided = await deciding(tx, freeze);
    if (!decided.ok) {
      const detail = { refusal: decided.refusal, number: freeze.number };
      await recordAudit(tx, action, freezeId, { outcome: "refused", detail });
      return decided;
    }
    return { ok: true, freeze: await commitFreeze(tx, freeze, decided) };
  });
}
