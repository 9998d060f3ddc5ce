// A hook turned deliveries away: audited, and said where everybody looks.
import { type Context, inTransaction, oweEffects, recordAudit } from "./context.ts";

export async function recordHookRefusal(
  ctx: Context,
  refused: { readonly hook: string; readonly reason: string; readonly count: number },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await recordAudit(tx, "hook.refuse", refused.hook, { outcome: "refused", detail: refused });
    const to = { in: "channel", channel: tx.shop.announceChannel } as const;
    await oweEffects(tx, [{ kind: "post", to, message: { kind: "hook-refused", ...refused } }]);
  });
}
