// What the ledger holds at this moment, for metrics.
import { eq, isNotNull, min, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { countEffects } from "./outbox.ts";
import { deliveries } from "./tables/deliveries.ts";
import { githubDeliveries } from "./tables/freezes.ts";
import { outbox } from "./tables/outbox.ts";

export async function readLedgerFigures(db: Db, now: Date) {
  const counts = await countEffects(db);
  const [oldest] = await db
    .select({ at: min(outbox.createdAt) })
    .from(outbox)
    .where(sql`${outbox.state} in ('owed', 'sent')`);
  const age = oldest?.at ? (now.getTime() - oldest.at.getTime()) / 1000 : 0;
  return {
    owed: counts["owed"] ?? 0,
    sent: counts["sent"] ?? 0,
    dead: counts["dead"] ?? 0,
    oldestOwedSeconds: Math.max(0, age),
    deadDeliveries:
      (await db.$count(deliveries, eq(deliveries.state, "dead"))) +
      (await db.$count(githubDeliveries, isNotNull(githubDeliveries.error))),
  };
}
