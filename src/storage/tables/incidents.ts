// Incidents and what belongs to them: alerts, timeline, followers, pages, action items.
import { sql } from "drizzle-orm";
import {
  boolean,
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
import type { ActionItemState } from "../../domain/action-item.ts";
import type { Actor } from "../../domain/actor.ts";
import type { AlertState } from "../../domain/alert.ts";
import type { IncidentStatus, Room } from "../../domain/incident.ts";
import type { PageState } from "../../domain/page.ts";
import type { Priority } from "../../domain/priority.ts";
import type { TimelineEntry } from "../../domain/timeline.ts";
import { instant } from "./deliveries.ts";

export const incidents = pgTable(
  "incidents",
  {
    id: uuid().primaryKey(),
    number: serial().notNull(),
    title: text().notNull(),
    service: text(),
    team: text(),
    priority: text().$type<Priority>().notNull(),
    status: text().$type<IncidentStatus>().notNull(),
    impact: text(),
    lead: text(),
    roles: jsonb().$type<Record<string, string>>().notNull(),
    declaredBy: jsonb().$type<Actor>().notNull(),
    startedAt: instant().notNull(),
    openedAt: instant().notNull(),
    acknowledgedAt: instant(),
    acknowledgedBy: text(),
    ackDueAt: instant(),
    updateDueAt: instant(),
    restoreDueAt: instant(),
    mitigatedAt: instant(),
    resolvedAt: instant(),
    closedBy: text(),
    closingText: text(),
    lastUpdate: jsonb().$type<{ text: string; at: string; by: string }>(),
    suggestedRunbook: text(),
    /** Where the incident lives in Slack: a channel of its own, or a thread where none may be made. */
    room: jsonb().$type<Room>(),
    isDrill: boolean().notNull().default(false),
    isPlanned: boolean().notNull().default(false),
    version: integer().notNull().default(1),
  },
  (table) => [
    uniqueIndex("incidents_number").on(table.number),
    index("incidents_open").on(table.service).where(sql`resolved_at is null`),
    index("incidents_by_opening").on(table.openedAt),
  ],
);

export const alerts = pgTable(
  "alerts",
  {
    id: uuid().primaryKey(),
    hook: text().notNull(),
    source: text().notNull(),
    alertKey: text().notNull(),
    incidentId: uuid().references(() => incidents.id),
    service: text(),
    state: text().$type<AlertState>().notNull(),
    title: text().notNull(),
    summary: text().notNull(),
    priority: text().$type<Priority>().notNull(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    value: text(),
    baseline: text(),
    links: jsonb().$type<readonly { label: string; url: string }[]>().notNull(),
    groupKey: text(),
    startedAt: instant().notNull(),
    stateAt: instant().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    recoveredAt: instant(),
    /** When it was put into its present incident. */
    joinedAt: instant(),
    occurrence: integer().notNull().default(1),
    count: integer().notNull().default(1),
    lastDeliveryId: uuid(),
  },
  (table) => [
    uniqueIndex("alerts_key").on(table.hook, table.alertKey),
    index("alerts_by_incident").on(table.incidentId, table.joinedAt),
  ],
);

export const timeline = pgTable(
  "timeline",
  {
    id: uuid().primaryKey(),
    incidentId: uuid()
      .notNull()
      .references(() => incidents.id),
    at: instant().notNull(),
    seq: integer().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    entry: jsonb().$type<TimelineEntry>().notNull(),
  },
  (table) => [uniqueIndex("timeline_order").on(table.incidentId, table.seq)],
);

export const followers = pgTable(
  "followers",
  {
    incidentId: uuid()
      .notNull()
      .references(() => incidents.id),
    user: text().notNull(),
    since: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.user] })],
);

export const pages = pgTable(
  "pages",
  {
    id: uuid().primaryKey(),
    incidentId: uuid()
      .notNull()
      .references(() => incidents.id),
    user: text().notNull(),
    reason: text().notNull(),
    pagedBy: jsonb().$type<Actor>().notNull(),
    pagedAt: instant().notNull(),
    ackDueAt: instant(),
    state: text().$type<PageState>().notNull(),
    answeredAt: instant(),
    answeredBy: text(),
    isUrgent: boolean().notNull().default(true),
  },
  (table) => [index("pages_by_incident").on(table.incidentId)],
);

export const actionItems = pgTable("action_items", {
  id: uuid().primaryKey(),
  incidentId: uuid()
    .notNull()
    .references(() => incidents.id),
  text: text().notNull(),
  owner: text().notNull(),
  dueOn: text(),
  state: text().$type<ActionItemState>().notNull(),
  createdAt: instant().notNull(),
  createdBy: text().notNull(),
});
