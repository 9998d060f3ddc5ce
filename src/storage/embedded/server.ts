// Owns one run of the PostgreSQL server: its settings, when it is ready, how it ends.
import { join } from "node:path";
import { kill } from "node:process";
import type { BaseLogger } from "pino";
import type { Account } from "./account.ts";
import { type EmbeddedPostgresError, explainFailure } from "./failure.ts";
import { startLeashed } from "./leash.ts";
import { PORT } from "./socket.ts";
import { findTenant } from "./tenant.ts";

export type Settings = Readonly<Record<string, string | number | boolean>>;

/** One shop's incidents on a machine that does other work: about 40 MB in all its processes together. */
const SMALL: Settings = {
  listen_addresses: "",
  port: PORT,
  unix_socket_permissions: "0700",
  max_connections: 60,
  shared_buffers: "32MB",
  min_wal_size: "32MB",
  max_wal_size: "128MB",
  // No replica reads the log of changes, so it need hold only what crash recovery needs.
  wal_level: "minimal",
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  max_parallel_workers_per_gather: 0,
  io_method: "sync",
  jit: false,
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "",
  log_checkpoints: false,
};

const STARTUP_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 10_000;

export type Server = AsyncDisposable & {
  /** Resolves when the server ended without being asked to. */
  readonly lost: Promise<EmbeddedPostgresError>;
  unref(): void;
};

export type StartServer = {
  readonly native: string;
  readonly cluster: string;
  readonly socketDir: string;
  readonly account: Account | undefined;
  readonly settings: Settings;
  readonly log: BaseLogger;
};

/** Rejects with what PostgreSQL said when it ends before it is ready. */
export async function startServer({
  native,
  cluster,
  socketDir,
  settings,
  ...rest
}: StartServer): Promise<Server> {
  const ready = Promise.withResolvers<"ready">();
  const all = { ...SMALL, ...settings, unix_socket_directories: socketDir };
  const child = startLeashed({
    account: rest.account,
    command: [
      ...([join(native, "bin/postgres"), "-D", cluster] as const),
      ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    onLine: (line) => {
      if (line.includes("database system is ready to accept connections")) ready.resolve("ready");
      tell(rest.log, line);
    },
  });
  const limit = setTimeout(() => child.release(), STARTUP_LIMIT_MS);
  const first = await Promise.race([ready.promise, child.exited]);
  clearTimeout(limit);
  if (first !== "ready") throw explainFailure(cluster, first, child.tail());

  let isStopping = false;
  const lost = Promise.withResolvers<EmbeddedPostgresError>();
  void child.exited.then((status) => {
    if (!isStopping) lost.resolve(explainFailure(cluster, status, child.tail()));
  });
  return {
    lost: lost.promise,
    unref: () => child.unref(),
    async [Symbol.asyncDispose]() {
      isStopping = true;
      child.release();
      const insist = setTimeout(() => void hurry(cluster), STOP_LIMIT_MS);
      await child.exited;
      clearTimeout(insist);
    },
  };
}

/** A shutdown that waits for something that does not come is cut short; the next start recovers from the log. */
async function hurry(cluster: string): Promise<void> {
  const tenant = await findTenant(cluster);
  if (tenant) kill(tenant.pid, "SIGQUIT");
}

/** What ends one session (FATAL) or statement is told by whoever was in it; loud is only what concerns the server. */
function tell(log: BaseLogger, line: string): void {
  if (line.startsWith("PANIC:")) log.error(`postgres: ${line}`);
  else if (line.startsWith("WARNING:")) log.warn(`postgres: ${line}`);
  else log.debug(`postgres: ${line}`);
}
