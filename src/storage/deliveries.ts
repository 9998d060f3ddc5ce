// Raw deliveries: stored in batches, claimed in order, kept as dead letters where nothing understands them.
import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { deliveries } from "./tables/deliveries.ts";

export type DeliveryRow = typeof deliveries.$inferSelect;

export type NewDelivery = {
  readonly id: string;
  readonly key: string;
  readonly hasSenderId: boolean;
  readonly delivery: Pick<
    DeliveryRow,
    "hook" | "source" | "method" | "path" | "query" | "headers" | "body" | "receivedAt"
  >;
  /** How often this key arrived within the batch. */
  readonly copies: number;
};

/**
 * Stores a batch in one statement and gives the id kept for each key. A repeat only counts; where
 * equal bytes were understood before they are read again, since the alert may have recovered in between.
 * Keys must be unique within a batch and in a stable order.
 */
export async function insertDeliveries(
  db: Db,
  batch: readonly NewDelivery[],
): Promise<{ key: string; id: string }[]> {
  const rows = batch.map(({ id, key, hasSenderId, delivery, copies }) => ({
    ...delivery,
    id,
    deliveryKey: key,
    hasSenderId,
    lastReceivedAt: delivery.receivedAt,
    repeats: copies - 1,
  }));
  return await db
    .insert(deliveries)
    .values(rows)
    .onConflictDoUpdate({
      target: [deliveries.hook, deliveries.deliveryKey],
      set: {
        repeats: sql`${deliveries.repeats} + 1 + excluded.repeats`,
        lastReceivedAt: sql`excluded.last_received_at`,
        state: sql`case when ${deliveries.state} = 'understood' and not excluded.has_sender_id
          then 'received' else ${deliveries.state} end`,
      },
    })
    .returning({ key: deliveries.deliveryKey, id: deliveries.id });
}

/** The oldest deliveries not yet understood, locked for this transaction and passed over by others. */
export async function claimDeliveries(db: Db, limit: number): Promise<DeliveryRow[]> {
  return await db
    .select()
    .from(deliveries)
    .where(eq(deliveries.state, "received"))
    .orderBy(asc(deliveries.seq))
    .limit(limit)
    .for("update", { skipLocked: true });
}

export async function saveUnderstood(db: Db, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(deliveries)
    .set({ state: "understood", understoodAt: at, reason: null })
    .where(inArray(deliveries.id, [...ids]));
}

export async function saveDead(db: Db, id: string, reason: string): Promise<void> {
  await db.update(deliveries).set({ state: "dead", reason }).where(eq(deliveries.id, id));
}

/** Puts a dead letter back to be understood again; false where it is none. */
export async function saveReplayed(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .update(deliveries)
    .set({ state: "received" })
    .where(sql`${deliveries.id} = ${id} and ${deliveries.state} = 'dead'`)
    .returning({ id: deliveries.id });
  return rows.length > 0;
}

export async function findDelivery(db: Db, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await db.select().from(deliveries).where(eq(deliveries.id, id));
  return row;
}

export async function listDeadLetters(db: Db, limit: number): Promise<DeliveryRow[]> {
  return await db
    .select()
    .from(deliveries)
    .where(eq(deliveries.state, "dead"))
    .orderBy(desc(deliveries.lastReceivedAt))
    .limit(limit);
}
