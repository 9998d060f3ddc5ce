// Owns the counting of jobs by name and state, for metrics and readiness.
import type { Sql } from "postgres";
import { deadQueueOf } from "./dead-letters.ts";

export type JobCounts = {
  readonly name: string;
  /** Could start now. */
  readonly waiting: number;
  /** Waits for its time: delayed, or to be tried again. */
  readonly delayed: number;
  readonly active: number;
  readonly dead: number;
};

type Row = { name: string; waiting: number; delayed: number; active: number };

export async function countJobs(sql: Sql): Promise<JobCounts[]> {
  const rows = await sql<Row[]>`
    select q.name,
      count(*) filter (where j.state < 'active' and j.start_after <= now())::int as waiting,
      count(*) filter (where j.state < 'active' and j.start_after > now())::int as delayed,
      count(*) filter (where j.state = 'active')::int as active
    from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state <= 'active'
    group by q.name order by q.name`;
  const deadOf = new Map(rows.map((row) => [row.name, row.waiting]));
  return rows
    .filter((row) => deadOf.has(deadQueueOf(row.name)))
    .map((row) => ({ ...row, dead: deadOf.get(deadQueueOf(row.name)) ?? 0 }));
}
