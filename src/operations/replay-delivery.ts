// A dead letter is put back, to be understood once more.
import { type Refused, refuse } from "../domain/refusal.ts";
import { saveReplayed } from "../storage/deliveries.ts";
import { replayGithubDelivery } from "../storage/github-deliveries.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "./context.ts";
import { GITHUB_HOOK } from "./freezes/understand-github-delivery.ts";
import { tellDeadLettersAnew } from "./tell-dead-letter.ts";

export async function replayDelivery(
  ctx: Context,
  deliveryId: string,
): Promise<{ readonly ok: true } | Refused> {
  return await inTransaction(ctx, async (tx) => {
    const hook = await replay(tx, deliveryId);
    if (hook === undefined) return refuse({ code: "not-a-dead-letter", wanted: deliveryId });
    await tellDeadLettersAnew(tx, hook);
    await recordAudit(tx, "delivery.replay", deliveryId);
    return { ok: true };
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The hook it came by; undefined where no dead letter has this id. */
async function replay({ db }: Tx, id: string): Promise<string | undefined> {
  if (await replayGithubDelivery(db, id)) return GITHUB_HOOK;
  return UUID.test(id) ? (await saveReplayed(db, id))?.hook : undefined;
}
