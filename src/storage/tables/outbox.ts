// The ledger of effects owed to the world and done, their lanes, and the messages they painted.
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Effect, EffectState } from "../../domain/effect.ts";
import type { ProjectionKind } from "../../domain/projection.ts";
import { instant } from "./deliveries.ts";

export const outbox = pgTable(
  "outbox",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    lane: text().notNull(),
    urgency: integer().notNull(),
    effect: jsonb().$type<Effect>().notNull(),
    /** At most one owed row a key: a later wish of the same key is the same row. */
    coalesceKey: text(),
    incidentId: uuid(),
    state: text().$type<EffectState>().notNull().default("owed"),
    attempts: integer().notNull().default(0),
    createdAt: instant().notNull(),
    dueAt: instant().notNull(),
    sentAt: instant(),
    settledAt: instant(),
    reason: text(),
    /** What a half-done effect already has (a file id, a channel id), for the next attempt. */
    progress: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    index("outbox_owed").on(table.dueAt).where(sql`state in ('owed', 'sent')`),
    index("outbox_lane").on(table.lane, table.seq).where(sql`state in ('owed', 'sent')`),
    uniqueIndex("outbox_coalesce").on(table.coalesceKey).where(sql`state = 'owed'`),
    index("outbox_by_incident").on(table.incidentId),
  ],
);

export const lanes = pgTable("lanes", {
  lane: text().primaryKey(),
  /** Rises with every row put on the lane, so that a drain never misses one as it lets go. */
  wanted: bigint({ mode: "number" }).notNull().default(0),
  owner: text(),
  fence: bigint({ mode: "number" }).notNull().default(0),
  leaseUntil: timestamp({ withTimezone: true, mode: "date" }),
});

export const projections = pgTable(
  "projections",
  {
    kind: text().$type<ProjectionKind>().notNull(),
    ref: text().notNull(),
    incidentId: uuid(),
    channel: text(),
    ts: text(),
    wantedVersion: integer().notNull().default(1),
    renderedVersion: integer().notNull().default(0),
    renderedHash: text(),
    lastEditAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.ref] }),
    index("projections_by_message").on(table.channel, table.ts),
  ],
);
