// Decides which delayed jobs are due when a clock was forwarded by hand: in tests and in the rehearsal.
import type { Sql } from "postgres";

/** Delayed jobs go by the business time they were given; those that wait to be tried again are tried at once. */
export async function hastenJobs(sql: Sql, now: Date): Promise<void> {
  await sql`
    update pgboss.job set start_after = now()
    where start_after > now()
      and (state = 'retry' or (state = 'created' and (data ->> 'due')::timestamptz <= ${now}))`;
}
