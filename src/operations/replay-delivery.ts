// A dead letter is put back, to be understood once more.
import { type Refused, refuse } from "../domain/refusal.ts";
import { saveReplayed } from "../storage/deliveries.ts";
import { type Context, inTransaction, recordAudit } from "./context.ts";
import { tellDeadLettersAnew } from "./tell-dead-letter.ts";

export async function replayDelivery(
  ctx: Context,
  deliveryId: string,
): Promise<{ readonly ok: true } | Refused> {
  return await inTransaction(ctx, async (tx) => {
    const replayed = await saveReplayed(tx.db, deliveryId);
    if (!replayed) return refuse({ code: "not-a-dead-letter", wanted: deliveryId });
    await tellDeadLettersAnew(tx, replayed.hook);
    await recordAudit(tx, "delivery.replay", deliveryId);
    return { ok: true };
  });
}
