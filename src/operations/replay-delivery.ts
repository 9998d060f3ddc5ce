// A dead letter is put back, to be understood once more.
import { type Refused, refuse } from "../domain/refusal.ts";
import { saveReplayed } from "../storage/deliveries.ts";
import { type Context, inTransaction, recordAudit } from "./context.ts";

export async function replayDelivery(
  ctx: Context,
  deliveryId: string,
): Promise<{ readonly ok: true } | Refused> {
  return await inTransaction(ctx, async (tx) => {
    if (!(await saveReplayed(tx.db, deliveryId))) {
      return refuse({ code: "not-a-dead-letter", wanted: deliveryId });
    }
    await recordAudit(tx, "delivery.replay", deliveryId);
    return { ok: true };
  });
}
