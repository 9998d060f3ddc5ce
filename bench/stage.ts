// Sets up what the measurements share: a database with fsync, a Slack, the real Muster, and a peer of bare parts.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Sql } from "postgres";
import { connect } from "../src/storage/connect.ts";
import { startEmbeddedPostgres } from "../src/storage/embedded.ts";
import { type RunningMuster, startMuster } from "./muster.ts";
import { writeRunbooks } from "./sixty-steps.ts";
import { type SlackPeer, startSlackPeer } from "./slack.ts";
import { startPeer } from "./start-peer.ts";

export type Stage = AsyncDisposable & {
  readonly muster: RunningMuster;
  readonly peerUrl: string;
  readonly slackPeer: SlackPeer;
  readonly databaseUrl: string;
  readonly sql: Sql;
};

/** `nodeOptions`: of Muster's process, for a profile. */
export async function setStage(nodeOptions: readonly string[] = []): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await makeFolder());
  const log = pino({ level: "warn" });
  const postgres = stack.use(
    await startEmbeddedPostgres({ dataDir: join(folder.path, "database"), log }),
  );
  const slackPeer = stack.use(await startSlackPeer(folder.path));
  const runbooks = join(folder.path, "runbooks");
  await writeRunbooks(runbooks);
  const env = { ...slackPeer.env, DATABASE_URL: postgres.url, MUSTER_RUNBOOKS: runbooks };
  const muster = stack.use(await startMuster(env, nodeOptions));
  slackPeer.slack.deliverTo(`${muster.url}/slack/events`);
  const sql = connect(postgres.url, { max: 2, name: "bench" });
  stack.defer(async () => await sql.end({ timeout: 1 }));
  await sql`create table bench_commits (id bigserial primary key, body bytea not null)`;
  const peer = stack.use(await startPeer(postgres.url, slackPeer.slack.apiUrl));
  const held = stack.move();
  return {
    muster,
    peerUrl: peer.url,
    slackPeer,
    databaseUrl: postgres.url,
    sql,
    [Symbol.asyncDispose]: async () => await held.disposeAsync(),
  };
}

export async function makeFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "muster-bench-"));
  // As root, the database runs under an account of its own, which has to reach its files.
  await chmod(path, 0o755);
  return {
    path,
    [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }),
  };
}
