// The world around the real program: a database, Slack and the shop behind gates, and the people in it.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "postgres";
import { parse } from "yaml";
import { type Rehearsal, startRehearsal } from "../../src/rehearsal/start-rehearsal.ts";
import { connect } from "../../src/storage/connect.ts";
import { createTestDatabase } from "./database.ts";
import { makeTestFolder } from "./folder.ts";
import { type Gate, type GateCall, openGate } from "./gate.ts";
import { type MusterProcess, startProcess } from "./muster-process.ts";

export type World = AsyncDisposable & {
  readonly slack: Rehearsal["slack"];
  readonly shop: Rehearsal["shop"];
  readonly slackGate: Gate;
  readonly shopGate: Gate;
  /** Folder of the runbooks that were given. */
  readonly runbooks: string;
  /** A session of the test's own, for locks and for questions. */
  readonly sql: Sql;
  /** The process that people and monitoring reach. */
  readonly muster: MusterProcess;
  /** How far the clocks of Muster, Slack and the shop are ahead of the machine's. */
  readonly aheadMs: number;
  /** A process on the same database; it is reached once it is made `muster` by `reach`. */
  start(env?: Readonly<Record<string, string>>): Promise<MusterProcess>;
  reach(muster: MusterProcess): void;
  /** A life that is killed `ms` after its birth, mostly in the middle of its start. */
  startAndKill(ms: number): Promise<void>;
  /**
   * One more life after a crash, `laterMs` after it. What a crash leaves leased is free after 20 s:
   * those are taken as passed.
   */
  restart(laterMs?: number): Promise<void>;
  /** Lets time pass for everybody. */
  forward(ms: number): void;
};

export type WorldOptions = {
  /** Changes to the sample `muster.yml`. */
  readonly config?: (text: string) => string;
  /** Runbooks by file name, beside nothing else. */
  readonly runbooks?: Readonly<Record<string, string>>;
  /** Stands between Muster and its database; closed with the world. */
  readonly wire?: (url: string) => Promise<AsyncDisposable & { readonly url: string }>;
};

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  await using made = new AsyncDisposableStack();
  const folder = made.use(await makeTestFolder());
  const database = made.use(await createTestDatabase());
  const sql = connect(database.url, { max: 2, name: "muster test" });
  made.defer(async () => await sql.end({ timeout: 1 }));
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const manifest: unknown = parse(await readFile("manifest.yml", "utf8"));
  const rehearsal = made.use(
    await startRehearsal({
      dir: folder.path,
      host: "127.0.0.1",
      manifest,
      clock,
      requestClock: clock,
      shopTickMs: 0,
    }),
  );
  const { slack, shop } = rehearsal;
  const slackGate = made.use(await openSlackGate(slack));
  const shopGate = made.use(await openGate(() => shop.url));
  const wire = options.wire && made.use(await options.wire(database.url));
  const env = {
    ...rehearsal.env,
    ...(await writeFiles(folder.path, options)),
    SLACK_API_URL: `${slackGate.url}/api/`,
    SHOP_URL: shopGate.url,
    GITHUB_API_URL: `${shopGate.url}/api/v3`,
    DATABASE_URL: wire?.url ?? database.url,
  };

  const all = new Set<MusterProcess>();
  made.defer(async () => {
    for (const each of all) await each.kill();
  });
  async function start(own: Readonly<Record<string, string>> = {}): Promise<MusterProcess> {
    const muster = await startProcess({ env: { ...env, ...own }, aheadMs });
    all.add(muster);
    return muster;
  }
  let reached = await start();
  const reach = (muster: MusterProcess) => {
    reached = muster;
    slack.deliverTo(`${muster.url}/slack/events`);
    shop.github.deliverTo(`${muster.url}/github/events`);
  };
  reach(reached);
  const held = made.move();
  return {
    slack,
    shop,
    slackGate,
    shopGate,
    runbooks: join(folder.path, "runbooks"),
    sql,
    get muster() {
      return reached;
    },
    get aheadMs() {
      return aheadMs;
    },
    start,
    reach,
    async startAndKill(ms) {
      const gone = startProcess({ env, aheadMs, killAfterMs: ms });
      // It may well be ready before: then it is killed at its first work.
      await gone.then((muster) => muster.kill()).catch(() => undefined);
    },
    async restart(laterMs = 0) {
      await reached.kill();
      await sql`update lanes set lease_until = null`;
      aheadMs += laterMs;
      reach(await start());
    },
    forward(ms) {
      aheadMs += ms;
      for (const muster of all) if (muster.isRunning()) muster.setAhead(aheadMs);
    },
    [Symbol.asyncDispose]: async () => await held.disposeAsync(),
  };
}

async function writeFiles(
  folder: string,
  { config, runbooks }: WorldOptions,
): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  if (config) {
    env["MUSTER_CONFIG"] = join(folder, "muster.yml");
    await writeFile(env["MUSTER_CONFIG"], config(await readFile("muster.yml", "utf8")));
  }
  if (runbooks) {
    const dir = join(folder, "runbooks");
    env["MUSTER_RUNBOOKS"] = dir;
    await mkdir(dir);
    for (const [name, text] of Object.entries(runbooks)) await writeFile(join(dir, name), text);
  }
  return env;
}

/** A gate of its own for one process: tells which process calls. */
export async function openSlackGate(slack: Rehearsal["slack"]): Promise<Gate> {
  const origin = slack.apiUrl.replace(/\/api\/$/, "");
  return await openGate(() => origin);
}

/** A call of this Web API method, with arguments that hold the texts. */
export const slackCall =
  (method: string, ...texts: readonly string[]) =>
  ({ path, body }: GateCall): boolean =>
    path === `/api/${method}` && texts.every((text) => body.includes(encodeURIComponent(text)));

export const shopCall =
  (method: string, path: RegExp) =>
  (call: GateCall): boolean =>
    call.method === method && path.test(call.path);

/** Calls that change something that more than one person sees in Slack. */
const READS = /^\/api\/(?:auth\.test|users\.|conversations\.(?:list|history|replies|info|open))/;
export const isChange = ({ path }: GateCall): boolean =>
  path.startsWith("/api/") && !path.startsWith("/api/views.") && !READS.test(path);

export function only<T>(items: readonly T[], what: string): T {
  const [first, ...rest] = items;
  assert.ok(first !== undefined, `there is no ${what}`);
  assert.deepEqual(rest, [], `there is more than one ${what}`);
  return first;
}
