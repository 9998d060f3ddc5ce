// Audit trail, timers, requests from Slack, people seen, cron slots, settings of the installation.
import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Actor } from "../../domain/actor.ts";
import type { Timer } from "../../domain/timer.ts";
import { instant } from "./deliveries.ts";

/** Append-only: a trigger refuses UPDATE and DELETE. */
export const audit = pgTable(
  "audit",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    outcome: text().$type<"done" | "refused">().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index("audit_by_subject").on(table.subject, table.at)],
);

export const timers = pgTable(
  "timers",
  {
    id: uuid().primaryKey(),
    /** One live timer a key; setting it again moves it. */
    key: text().notNull().unique(),
    timer: jsonb().$type<Timer>().notNull(),
    fireAt: instant().notNull(),
    firedAt: instant(),
  },
  (table) => [index("timers_due").on(table.fireAt).where(sql`fired_at is null`)],
);

/** Every accepted request from Slack, so that a redelivered one acts once and a crash loses none. */
export const slackRequests = pgTable(
  "slack_requests",
  {
    key: text().primaryKey(),
    receivedAt: instant().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    appliedAt: instant(),
    settledAt: instant(),
    attempts: integer().notNull().default(1),
  },
  (table) => [index("slack_requests_open").on(table.receivedAt).where(sql`settled_at is null`)],
);

export const people = pgTable("people", {
  user: text().primaryKey(),
  teamId: text(),
  handle: text().notNull(),
  name: text().notNull(),
  email: text(),
  zone: text().notNull(),
  isMember: boolean().notNull(),
  refusal: text(),
  fetchedAt: instant().notNull(),
});

export const homes = pgTable("homes", {
  user: text().primaryKey(),
  seenAt: instant().notNull(),
});

export const cronRuns = pgTable("cron_runs", {
  key: text().primaryKey(),
  leaseUntil: timestamp({ withTimezone: true, mode: "date" }).notNull(),
});

export const settings = pgTable("settings", {
  key: text().primaryKey(),
  value: jsonb().$type<Record<string, unknown>>().notNull(),
});
