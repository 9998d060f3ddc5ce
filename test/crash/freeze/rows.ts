// What Muster has stored of freezes, read past its own code.
import type { Sql } from "postgres";
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import type { FrozenRepository } from "../../../src/domain/freeze/repository.ts";
import type { Owed } from "./judge.ts";
import type { CastVote } from "./ledger.ts";

export async function readFreezes(sql: Sql): Promise<readonly Freeze[]> {
  const rows = await sql<(Pick<Freeze, "id" | "number" | "version"> & { body: Freeze })[]>`
    select id, number, version, body from freezes order by number`;
  return rows.map(({ body, ...row }) => ({ ...body, ...row }));
}

export async function findFreeze(sql: Sql, number: number): Promise<Freeze> {
  const found = (await readFreezes(sql)).find((each) => each.number === number);
  if (!found) throw new Error(`there is no FRZ-${number}`);
  return found;
}

export async function readExceptions(sql: Sql): Promise<readonly FreezeException[]> {
  const rows = await sql<
    (Pick<FreezeException, "id" | "number" | "version"> & { body: FreezeException })[]
  >`select id, number, version, body from freeze_exceptions order by number`;
  return rows.map(({ body, ...row }) => ({ ...body, ...row }));
}

export async function readRepositories(sql: Sql): Promise<readonly FrozenRepository[]> {
  const rows = await sql<{ body: FrozenRepository }[]>`select body from frozen_repositories`;
  return rows.map(({ body }) => body);
}

/** Of a freeze's change, which no other vote of that freeze is about; or of an exception. */
export const nameOfVote = (id: string, change: unknown): string =>
  change === undefined ? id : `${id} ${JSON.stringify(change)}`;

type VoteLine = {
  readonly freezeId: string | null;
  readonly exceptionId: string | null;
  readonly detail: { readonly by: { readonly id: string }; readonly change?: unknown };
};

/** One line of the trail for each vote that was taken. */
export async function readVotes(sql: Sql): Promise<readonly CastVote[]> {
  const rows = await sql<VoteLine[]>`
    select freeze_id as "freezeId", exception_id as "exceptionId", detail from freeze_events
    where what in ('freeze.voted', 'exception.voted', 'exception.approved', 'exception.denied')
      and detail -> 'by' ->> 'id' is not null`;
  return rows.map(({ freezeId, exceptionId, detail }) => ({
    on: exceptionId ?? nameOfVote(freezeId ?? "", detail.change),
    by: detail.by.id,
  }));
}

/** What was given up, or is still to be done although nothing is left to do. */
export async function readOwed(sql: Sql): Promise<readonly Owed[]> {
  return await sql<Owed[]>`
    select effect::text, state, reason from outbox where state in ('owed', 'sent', 'dead')`;
}

export type Dues = {
  /** To be done now: effects, timers, requests from Slack, GitHub's deliveries. */
  readonly now: number;
  /** When the next effect is due. */
  readonly next: Date | null;
};

export async function readDues(sql: Sql, now: Date): Promise<Dues> {
  const [row] = await sql<Dues[]>`
    select (select count(*) from outbox where state in ('owed', 'sent') and due_at <= ${now})::int
        + (select count(*) from timers where fired_at is null and fire_at <= ${now})::int
        + (select count(*) from slack_requests where settled_at is null)::int
        + (select count(*) from github_deliveries where understood_at is null)::int as now,
      (select min(due_at) from outbox where state in ('owed', 'sent') and due_at > ${now}) as next`;
  return row ?? { now: 0, next: null };
}
