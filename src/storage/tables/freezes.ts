// Freezes, exceptions, repositories as GitHub was brought to them, what pull requests were told, GitHub's deliveries.
import { sql } from "drizzle-orm";
import {
  bigserial,
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
import type { ExceptionState, FreezeException } from "../../domain/freeze/exception.ts";
import type { Freeze, FreezeState } from "../../domain/freeze/freeze.ts";
import type { FrozenRepository } from "../../domain/freeze/repository.ts";
import { instant } from "./deliveries.ts";

/** The columns besides `body` are copies for finding; `body` is the freeze itself. */
export const freezes = pgTable(
  "freezes",
  {
    id: uuid().primaryKey(),
    number: serial().notNull(),
    state: text().$type<FreezeState>().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant(),
    incidentId: uuid(),
    effectId: uuid(),
    isOpen: integer().notNull().default(1),
    body: jsonb().$type<Omit<Freeze, "id" | "number" | "version">>().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    uniqueIndex("freezes_number").on(table.number),
    uniqueIndex("freezes_effect").on(table.effectId),
    /** An incident freezes once, however often it is looked at; reopened, it does while the former one is lifted. */
    uniqueIndex("freezes_incident")
      .on(table.incidentId)
      .where(sql`is_open = 1 and state <> 'lifting'`),
    index("freezes_open").on(table.startsAt).where(sql`is_open = 1`),
  ],
);

/** Everything that happened to a freeze, an exception or a repository in its time; only added to. */
export const freezeEvents = pgTable(
  "freeze_events",
  {
    id: uuid().primaryKey(),
    /** In which order they were written: many happen at one instant. */
    seq: bigserial({ mode: "number" }).notNull(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    freezeId: uuid(),
    exceptionId: uuid(),
    repository: text(),
    /** `noun.verb`, as in the audit trail. */
    what: text().notNull(),
    /** GitHub's own id of what was seen there: seen twice is written once. */
    key: text(),
    detail: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (table) => [
    index("freeze_events_by_freeze").on(table.freezeId, table.at),
    index("freeze_events_by_repository").on(table.repository, table.at),
    uniqueIndex("freeze_events_key").on(table.repository, table.key),
  ],
);

export const freezeExceptions = pgTable(
  "freeze_exceptions",
  {
    id: uuid().primaryKey(),
    number: serial().notNull(),
    repository: text().notNull(),
    pull: integer().notNull(),
    headSha: text().notNull(),
    state: text().$type<ExceptionState>().notNull(),
    incidentId: uuid(),
    body: jsonb().$type<Omit<FreezeException, "id" | "number" | "version">>().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    uniqueIndex("freeze_exceptions_number").on(table.number),
    /** One that is asked or approved for a commit. */
    uniqueIndex("freeze_exceptions_live")
      .on(table.repository, table.pull, table.headSha)
      .where(sql`state in ('asked', 'approved')`),
    index("freeze_exceptions_by_pull").on(table.repository, table.pull),
  ],
);

export const frozenRepositories = pgTable("frozen_repositories", {
  /** In lower case: GitHub does not tell names apart by case. */
  key: text().primaryKey(),
  body: jsonb().$type<FrozenRepository>().notNull(),
});

/** What one pull request was told last, so that it is told once. */
export const toldPulls = pgTable(
  "told_pulls",
  {
    repository: text().notNull(),
    pull: integer().notNull(),
    headSha: text().notNull(),
    /** `frozen`, `excepted` or `open`, and until when: what was told. */
    told: text().notNull(),
    /** The check run, or the comment. */
    githubId: text().notNull(),
    toldAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.repository, table.pull] })],
);

export const githubDeliveries = pgTable(
  "github_deliveries",
  {
    /** X-GitHub-Delivery: the same for every redelivery. */
    id: text().primaryKey(),
    event: text().notNull(),
    body: jsonb().$type<unknown>().notNull(),
    receivedAt: instant().notNull(),
    understoodAt: instant(),
    /** What came of it, where it could not be understood. */
    error: text(),
  },
  (table) => [
    index("github_deliveries_waiting").on(table.receivedAt).where(sql`understood_at is null`),
  ],
);
