// The verb `start`: runs Muster until it is told to stop, with the rehearsal around it where no Slack is connected.
import process from "node:process";
import type { Logger } from "pino";
import { formatProblem } from "../config/problem.ts";
import { readConfig } from "../config/read-config.ts";
import { type Env, readEnvironment } from "../config/read-environment.ts";
import { createLog } from "../log.ts";
import type { Rehearsal } from "../rehearsal/start-rehearsal.ts";
import { startMuster } from "../start.ts";
import { standIn, startRehearsal } from "../start-rehearsal.ts";

export type StartCall = {
  readonly env: Env;
  readonly cwd: string;
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal;
};

/** What is held is finished or released within this; then the process goes, and leases do the rest. */
const STOP_MS = 14_000;

/** Returns the exit code once it has stopped. */
export async function runStart({ env, cwd, stop }: StartCall): Promise<number> {
  const { environment, problems } = readEnvironment(env, cwd);
  const log = createLog({ level: environment.logLevel, isTerminal: process.stdout.isTTY });
  await using started = new AsyncDisposableStack();
  const isRehearsing = !env["SLACK_BOT_TOKEN"]?.trim();
  const rehearsal =
    isRehearsing && problems.length === 0
      ? started.use(await startRehearsal({ dataDir: environment.dataDir, url: environment.url }))
      : undefined;
  const read = await readConfig(standIn(env, rehearsal?.env), cwd);
  if (!read.ok || !read.config.slack) {
    for (const problem of read.ok ? [] : read.problems) {
      process.stderr.write(`${formatProblem(problem)}\n`);
    }
    return 1;
  }
  const config = { ...read.config, slack: read.config.slack };
  const guest = rehearsal && { rehearsal: rehearsal.listener };
  const muster = started.use(await startMuster({ config, log, ...guest }));
  tellReady(log, muster.url, rehearsal);
  const lost = await Promise.race([aborted(stop), muster.lost]);
  if (lost) log.fatal(lost);
  log.info("stopping");
  setTimeout(() => {
    log.error(`still busy after ${STOP_MS / 1000} s: what is held passes on by its lease`);
    process.exit(0);
  }, STOP_MS).unref();
  return lost ? 1 : 0;
}

function tellReady(log: Logger, url: string, rehearsal: Rehearsal | undefined): void {
  log.info({ url, isRehearsing: rehearsal !== undefined }, "Muster is ready");
  if (!process.stdout.isTTY) return;
  const lines = rehearsal
    ? [
        "Rehearsal: no Slack is connected. Open the workspace in a browser:",
        `  ${url}/`,
        "Break the shop there, and follow the incident. Ctrl-C stops everything.",
      ]
    : [`Muster listens on ${url}; its pages: ${url}/incidents`];
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
}
