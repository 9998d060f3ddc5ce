// Decides how jobs of one kind are fetched: each lane runs one at a time, so that a slow job holds up no other.
import type { JobResult, PgBoss, Job as PgBossJob } from "pg-boss";

export type OpenLanes<Payload extends object> = {
  readonly boss: PgBoss;
  readonly name: string;
  readonly count: number;
  readonly run: (job: PgBossJob<Payload>) => Promise<JobResult>;
};

/** How soon a delayed or retried job is seen when its time has come: one idle lane looks that often. */
const POLL_MS = 1_000;

const LANE = {
  batchSize: 1,
  perJobResults: true,
  // Only the floor: lanes are woken.
  pollingIntervalSeconds: 30,
  notifyPollingIntervalSeconds: 30,
} as const;

export type Lanes = Disposable & {
  /** There may be a job: one idle lane looks. */
  wake(): void;
};

/**
 * pg-boss's own batches would bind jobs together: none is settled, and none fetched, before the slowest has ended.
 * Its lanes of one rest until the next poll after each job (17 jobs a second in a burst), unless they are woken: here
 * a lane that has done a job looks again at once, and one that has found a job sends an idle one to look for more.
 */
export async function openLanes<Payload extends object>(
  options: OpenLanes<Payload>,
): Promise<Lanes> {
  const { boss, name, count, run } = options;
  const ids: string[] = [];
  const busy = new Set<number>();
  let last = 0;
  // In turn, for a lane that looks already is idle too, and waking it again would leave the others asleep.
  const wake = () => {
    for (let step = 1; step <= count; step++) {
      const lane = (last + step) % count;
      if (busy.has(lane)) continue;
      last = lane;
      return boss.notifyWorker(ids[lane] ?? "");
    }
  };
  async function work(lane: number, jobs: PgBossJob<Payload>[]): Promise<JobResult[]> {
    busy.add(lane);
    wake();
    const results = await Promise.all(jobs.map(run));
    busy.delete(lane);
    boss.notifyWorker(ids[lane] ?? "");
    return results;
  }
  for (let lane = 0; lane < count; lane++) {
    ids.push(
      await boss.work<Payload, JobResult[], typeof LANE>(name, LANE, (jobs) => work(lane, jobs)),
    );
  }
  const poll = setInterval(wake, POLL_MS);
  return { wake, [Symbol.dispose]: () => clearInterval(poll) };
}
