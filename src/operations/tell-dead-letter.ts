// Says in Slack that a delivery was not understood: at most once an hour and hook, and anew after a replay.
import { findSetting, saveSetting } from "../storage/settings.ts";
import { oweEffects, type Tx } from "./context.ts";

const TELL_AGAIN_MS = 3_600_000;

const told = (hook: string): string => `dead-letter-told:${hook}`;

/** Of any hook: monitoring's, or GitHub's own. */
type Letter = { readonly id: string; readonly hook: string };

export async function tellDeadLetter(tx: Tx, row: Letter, reason: string): Promise<void> {
  const last = (await findSetting(tx.db, told(row.hook)))?.["at"];
  if (typeof last === "string" && tx.now.getTime() - Date.parse(last) < TELL_AGAIN_MS) return;
  await saveSetting(tx.db, told(row.hook), { at: tx.now.toISOString() });
  const message = { kind: "dead-letter", hook: row.hook, deliveryId: row.id, reason } as const;
  const to = { in: "channel", channel: tx.shop.announceChannel } as const;
  await oweEffects(tx, [{ kind: "post", to, message }]);
}

/** Whoever replays a letter waits for what becomes of it: silence would mean that it was understood. */
export async function tellDeadLettersAnew(tx: Tx, hook: string): Promise<void> {
  await saveSetting(tx.db, told(hook), {});
}
