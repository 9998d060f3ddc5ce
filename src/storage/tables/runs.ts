// Runbook versions, runs (the engine's state as one document), their events.
import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Actor } from "../../domain/actor.ts";
import type { RunMode, RunState } from "../../domain/runbook/state/run.ts";
import type { RunEvent } from "../../domain/runbook/state/run-event.ts";
import { instant } from "./deliveries.ts";
import { incidents } from "./incidents.ts";

export type RunStarted = { readonly type: "started"; readonly inputs: RunState["inputs"] };

export const runbookVersions = pgTable(
  "runbook_versions",
  {
    id: uuid().primaryKey(),
    slug: text().notNull(),
    sha256: text().notNull(),
    source: text().notNull(),
    firstSeenAt: instant().notNull(),
  },
  (table) => [uniqueIndex("runbook_versions_content").on(table.slug, table.sha256)],
);

export const runs = pgTable(
  "runs",
  {
    id: uuid().primaryKey(),
    number: serial().notNull(),
    versionId: uuid()
      .notNull()
      .references(() => runbookVersions.id),
    slug: text().notNull(),
    incidentId: uuid()
      .notNull()
      .references(() => incidents.id),
    lockKey: text(),
    mode: text().$type<RunMode>().notNull().default("live"),
    /** The runbook and the alert that started it by itself: one open run each. */
    triggerKey: text(),
    isOpen: integer().notNull().default(1),
    state: jsonb().$type<RunState>().notNull(),
    startedBy: text().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    eventSeq: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex("runs_lock").on(table.lockKey).where(sql`is_open = 1`),
    uniqueIndex("runs_trigger").on(table.triggerKey).where(sql`is_open = 1`),
    index("runs_by_incident").on(table.incidentId),
    index("runs_open").on(table.startedAt).where(sql`is_open = 1`),
    index("runs_rehearsed").on(table.slug, table.endedAt).where(sql`mode = 'drill'`),
  ],
);

export const runEvents = pgTable(
  "run_events",
  {
    runId: uuid()
      .notNull()
      .references(() => runs.id),
    seq: integer().notNull(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    event: jsonb().$type<RunEvent | RunStarted>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);
