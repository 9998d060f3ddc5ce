// Raw webhook deliveries: stored before they are understood, kept when they cannot be.
import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

export const instant = () => timestamp({ withTimezone: true, mode: "date" });

export const deliveries = pgTable(
  "deliveries",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    hook: text().notNull(),
    source: text().notNull(),
    deliveryKey: text().notNull(),
    /** Only the bytes are equal: a repeat may still say something (down, up, down). */
    isKeyedByBody: boolean().notNull(),
    method: text().notNull(),
    path: text().notNull(),
    query: text().notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    body: bytes().notNull(),
    receivedAt: instant().notNull(),
    lastReceivedAt: instant().notNull(),
    repeats: integer().notNull().default(0),
    /** received -> understood | dead; equal bytes sent again put it back to received. */
    state: text().$type<"received" | "understood" | "dead">().notNull().default("received"),
    reason: text(),
    understoodAt: instant(),
  },
  (table) => [
    uniqueIndex("deliveries_key").on(table.hook, table.deliveryKey),
    index("deliveries_waiting").on(table.seq).where(sql`state = 'received'`),
    index("deliveries_dead").on(table.receivedAt).where(sql`state = 'dead'`),
  ],
);
