// A load generator in a process of its own: posts distinct alerts as fast as they are answered, or at a fixed rate.
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { alertBody } from "./alert-body.ts";
import { spreadOf } from "./quantile.ts";
import type { Load, LoadResult } from "./run-load.ts";

const TICK_MS = 5;
/** Answers that are still missing this long after the last request count as failed. */
const PATIENCE_MS = 10_000;

const load = JSON.parse(process.argv[2] ?? "") as Load;
const { origin, pathname } = new URL(load.url);
const pool = new Pool(origin, { connections: load.connections, pipelining: 1 });
const bodyOf = alertBody();
const latencies: number[] = [];
let failed = 0;
let sent = 0;

async function post(): Promise<void> {
  sent += 1;
  const id = `${load.name}-${sent}`;
  const body = bodyOf({ id, service: load.service });
  const since = performance.now();
  try {
    const answer = await pool.request({
      method: "POST",
      path: pathname,
      headers: { "content-type": "application/json" },
      body,
    });
    await answer.body.dump();
    if (answer.statusCode >= 300) failed += 1;
    else latencies.push(performance.now() - since);
  } catch {
    failed += 1; // counted, and the table shows it: a refused or cut connection is no answer
  }
}

/** As many requests at once as there are connections; the next one when the last is answered. */
async function closedLoop(seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  const lane = async () => {
    while (performance.now() < end) await post();
  };
  await Promise.all(Array.from({ length: load.connections }, lane));
}

/** By the clock, whatever is still unanswered: a slow receiver gets no mercy. */
async function openLoop(seconds: number, perSecond: number): Promise<void> {
  const start = performance.now();
  const posts: Promise<void>[] = [];
  for (let passed = 0; passed < seconds * 1000; passed = performance.now() - start) {
    const due = Math.floor((passed / 1000) * perSecond);
    while (sent < due) posts.push(post());
    await sleep(TICK_MS);
  }
  await Promise.race([Promise.all(posts), sleep(PATIENCE_MS, undefined, { ref: false })]);
}

const since = performance.now();
if (load.perSecond === undefined) await closedLoop(load.seconds);
else await openLoop(load.seconds, load.perSecond);
const seconds = (performance.now() - since) / 1000;
const result: LoadResult = {
  ...spreadOf(latencies),
  failed: failed + sent - failed - latencies.length,
  perSecond: latencies.length / seconds,
  cpuShare: (process.cpuUsage().user + process.cpuUsage().system) / 1e6 / seconds,
};
process.stdout.write(JSON.stringify(result), () => process.exit(0));
