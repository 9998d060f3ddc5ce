// Raw deliveries: stored in batches, claimed in order, kept as dead letters where nothing understands them.
import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { deliveries } from "./tables/deliveries.ts";

export type DeliveryRow = typeof deliveries.$inferSelect;

export type NewDelivery = Pick<
  DeliveryRow,
  | "id"
  | "hook"
  | "source"
  | "deliveryKey"
  | "isKeyedByBody"
  | "method"
  | "path"
  | "query"
  | "headers"
  | "body"
  | "receivedAt"
> & {
  /** How often this key arrived within the batch. */
  readonly copies: number;
};

/**
 * Stores a batch in one statement and gives the id kept for each key. A repeat only counts; where
 * equal bytes were understood before they are read again, since the alert may have recovered in between.
 * Hook and key must be unique within a batch and in a stable order.
 */
export async function insertDeliveries(
  db: Db,
  batch: readonly NewDelivery[],
): Promise<readonly Stored[]> {
  // One parameter for all rows: the query builder takes ten times as long over their columns.
  const rows = JSON.stringify(batch.map(toRecord));
  return await db.execute<Stored>(sql`
    insert into deliveries (id, hook, source, delivery_key, is_keyed_by_body, method, path, query,
      headers, body, received_at, last_received_at, repeats)
    select id, hook, source, delivery_key, is_keyed_by_body, method, path, query,
      headers, decode(body, 'base64'), received_at, received_at, copies - 1
    from json_to_recordset(${rows}::json) as batch (id uuid, hook text, source text,
      delivery_key text, is_keyed_by_body boolean, method text, path text, query text,
      headers jsonb, body text, received_at timestamptz, copies integer)
    on conflict (hook, delivery_key) do update set
      repeats = deliveries.repeats + 1 + excluded.repeats,
      last_received_at = excluded.last_received_at,
      state = case when deliveries.state = 'understood' and excluded.is_keyed_by_body
        then 'received' else deliveries.state end
    returning id, hook, delivery_key as "deliveryKey"`);
}

type Stored = Pick<DeliveryRow, "id" | "hook" | "deliveryKey">;

function toRecord(row: NewDelivery): Record<string, unknown> {
  const { deliveryKey, isKeyedByBody, body, receivedAt, ...rest } = row;
  return {
    ...rest,
    delivery_key: deliveryKey,
    is_keyed_by_body: isKeyedByBody,
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("base64"),
    received_at: receivedAt,
  };
}

/**
 * One process at a time turns deliveries into alerts and incidents, so that two never open twins;
 * false while another does.
 */
export async function lockUnderstanding(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ is_mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('muster.understanding')) as is_mine`,
  );
  return row?.is_mine ?? false;
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

/** The oldest not yet understood, without locking them. */
export async function listWaiting(db: Db, limit: number): Promise<DeliveryRow[]> {
  return await db
    .select()
    .from(deliveries)
    .where(eq(deliveries.state, "received"))
    .orderBy(asc(deliveries.seq))
    .limit(limit);
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

/** Puts a dead letter back to be understood again; undefined where it is none. */
export async function saveReplayed(
  db: Db,
  id: string,
): Promise<Pick<DeliveryRow, "hook"> | undefined> {
  const [row] = await db
    .update(deliveries)
    .set({ state: "received" })
    .where(sql`${deliveries.id} = ${id} and ${deliveries.state} = 'dead'`)
    .returning({ hook: deliveries.hook });
  return row;
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
