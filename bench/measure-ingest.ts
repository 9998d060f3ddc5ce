// Durable 202s per second at 64 connections, beside single commits of the same database and an empty route.

import { connect } from "../src/storage/connect.ts";
import { alertBody } from "./alert-body.ts";
import { median, type Spread } from "./quantile.ts";
import { type LoadResult, runLoad } from "./run-load.ts";
import type { Stage } from "./stage.ts";
import { pair, type Row, rate } from "./table.ts";

const CONNECTIONS = 64;
/** As many as Muster's own pool has. */
const DATABASE_CONNECTIONS = 16;
const ROUNDS = 3;
const SECONDS = 4;
const BAR_PER_SECOND = 5_000;
const BAR_RATIO = 0.3;
const BAR_P99_MS = 50;

export async function measureIngest(stage: Stage): Promise<readonly Row[]> {
  const hook = `${stage.muster.url}/hooks/alertmanager`;
  const empty = `${stage.peerUrl}/empty`;
  await load(hook, "warm");
  await load(empty, "warm-empty");
  const rounds: { hook: LoadResult; empty: LoadResult; commits: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      empty: await load(empty, `empty-${round}`),
      commits: await commitRows(stage.databaseUrl),
      hook: await load(hook, `ingest-${round}`),
    });
  }
  return rowsOf(rounds);
}

type Rounds = readonly { hook: LoadResult; empty: LoadResult; commits: number }[];

function rowsOf(rounds: Rounds): readonly Row[] {
  const stored = median(rounds.map(({ hook }) => hook.perSecond));
  const spread = middle(rounds.map(({ hook }) => hook));
  const emptySpread = middle(rounds.map((round) => round.empty));
  const empty = median(rounds.map((round) => round.empty.perSecond));
  const commits = median(rounds.map((round) => round.commits));
  const failed = rounds.reduce((sum, { hook }) => sum + hook.failed, 0);
  const isFast = stored >= BAR_PER_SECOND || stored / empty >= BAR_RATIO;
  return [
    {
      what: `durable 202s at ${CONNECTIONS} connections`,
      figure: rate(stored),
      peer: `empty Fastify route ${rate(empty)}`,
      ratio: stored / empty,
      bar: `>= ${rate(BAR_PER_SECOND)} or ${BAR_RATIO} of it`,
      holds: isFast && failed === 0,
    },
    {
      what: "  the same",
      figure: rate(stored),
      peer: `single-row commits ${rate(commits)}`,
      ratio: stored / commits,
    },
    {
      what: "  their p50 / p99",
      figure: pair(spread),
      peer: failed > 0 ? `${failed} FAILED` : `empty Fastify route ${pair(emptySpread)}`,
      ratio: spread.p99 / emptySpread.p99,
      bar: `p99 < ${BAR_P99_MS} ms`,
      holds: spread.p99 < BAR_P99_MS,
    },
  ];
}

const middle = (rounds: readonly Spread[]) => ({
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
});

const load = async (url: string, name: string): Promise<LoadResult> =>
  await runLoad({ url, name, service: "ingest", connections: CONNECTIONS, seconds: SECONDS });

/** One row and one commit each, as many under way as there are requests in the load. */
async function commitRows(databaseUrl: string): Promise<number> {
  const sql = connect(databaseUrl, { max: DATABASE_CONNECTIONS, name: "bench commits" });
  const body = Buffer.from(alertBody()({ id: "commit", service: "commit" }));
  let rows = 0;
  const since = performance.now();
  const lane = async () => {
    while (performance.now() - since < SECONDS * 1000) {
      await sql`insert into bench_commits (body) values (${body})`;
      rows += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const seconds = (performance.now() - since) / 1000;
  await sql.end({ timeout: 1 });
  return rows / seconds;
}
