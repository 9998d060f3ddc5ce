// How late deadlines fire: spread over some seconds, and all at once; beside bare timers of Node.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { spreadOf } from "./quantile.ts";
import type { Stage } from "./stage.ts";
import { pair, type Row } from "./table.ts";

const TIMERS = 200;
const SPREAD_MS = 10_000;
const LEAD_MS = 2_500;
const SETTLE_MS = 2_500;

export async function measureTimers(stage: Stage): Promise<readonly Row[]> {
  const spread = Array.from({ length: TIMERS }, (_, index) => (index * SPREAD_MS) / TIMERS);
  const [many, bare] = await Promise.all([fire(stage, spread), fireBare(spread)]);
  const burst = await fire(stage, Array<number>(TIMERS).fill(0));
  return [
    {
      what: `timer lateness, ${TIMERS} over ${SPREAD_MS / 1000} s, p50 / p99`,
      figure: pair(spreadOf(many)),
      peer: `setTimeout of Node ${pair(spreadOf(bare))}`,
    },
    { what: `timer lateness, ${TIMERS} at one instant, p50 / p99`, figure: pair(spreadOf(burst)) },
  ];
}

/** Milliseconds from due to fired, of real rows that Muster finds by itself. */
async function fire(stage: Stage, offsets: readonly number[]): Promise<number[]> {
  const { sql } = stage;
  const round = randomUUID();
  const start = Date.now() + LEAD_MS;
  const rows = offsets.map((offset, index) => {
    const incidentId = randomUUID();
    return {
      id: randomUUID(),
      key: `bench:${round}:${index}`,
      timer: sql.json({ kind: "lead-missing", incidentId }),
      fire_at: new Date(start + offset),
    };
  });
  await sql`insert into timers ${sql(rows)}`;
  await sleep(LEAD_MS + Math.max(...offsets) + SETTLE_MS);
  const fired = await sql<{ late: number }[]>`
    select extract(epoch from fired_at - fire_at)::float8 * 1000 as late
    from timers where starts_with(key, ${`bench:${round}:`}) and fired_at is not null`;
  if (fired.length !== rows.length) {
    throw new Error(`${rows.length - fired.length} of ${rows.length} timers did not fire`);
  }
  return fired.map(({ late }) => late);
}

async function fireBare(offsets: readonly number[]): Promise<number[]> {
  const start = Date.now() + LEAD_MS;
  return await Promise.all(
    offsets.map(async (offset) => {
      await sleep(start + offset - Date.now());
      return Math.max(0, Date.now() - start - offset);
    }),
  );
}
