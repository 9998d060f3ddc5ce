// Owns the reading of dead letters: jobs that failed for good, kept until a person looks at them.
import type { Sql } from "postgres";

export type DeadLetter<Payload> = {
  readonly id: string;
  readonly payload: Payload;
  /** What the last run failed with. */
  readonly reason: string;
  readonly attempts: number;
  readonly enqueuedAt: Date;
  readonly diedAt: Date;
};

export function deadQueueOf(name: string): string {
  return `${name}.dead`;
}

type Row = {
  id: string;
  data: { payload: unknown };
  source_output: unknown;
  source_retry_count: number;
  source_created_on: Date;
  created_on: Date;
};

/** Oldest first, a thousand at most. */
export async function listDeadLetters<Payload>(
  sql: Sql,
  name: string,
): Promise<DeadLetter<Payload>[]> {
  const rows = await sql<Row[]>`
    select id, data, source_output, source_retry_count, source_created_on, created_on
    from pgboss.job where name = ${deadQueueOf(name)} and state = 'created'
    order by created_on limit 1000`;
  return rows.map((row) => ({
    id: row.id,
    payload: row.data.payload as Payload,
    reason: readReason(row.source_output),
    attempts: row.source_retry_count + 1,
    enqueuedAt: row.source_created_on,
    diedAt: row.created_on,
  }));
}

/** Ours is `{ reason }`; pg-boss writes its own (a lost heartbeat, a time-out) as `{ value: { message } }` or an error. */
function readReason(output: unknown): string {
  const { reason, message, value } = (output ?? {}) as Record<string, unknown>;
  if (typeof reason === "string") return reason;
  if (typeof message === "string") return message;
  return value ? readReason(typeof value === "string" ? { reason: value } : value) : "unknown";
}
