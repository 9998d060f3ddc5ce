// Owns the PostgreSQL server that npm brought: starts it on a folder, survives kill -9, stops with its parent.
import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pid } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { BaseLogger } from "pino";
import { chooseAccount } from "./embedded/account.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { clusterFolder, makeCluster, SUPERUSER, syncCluster } from "./embedded/cluster.ts";
import type { EmbeddedPostgresError } from "./embedded/failure.ts";
import { findPlace, SHELTERS } from "./embedded/place.ts";
import { type Server, type Settings, type StartServer, startServer } from "./embedded/server.ts";
import { openSocketFolder, PORT } from "./embedded/socket.ts";
import { awaitVacancy, type Cluster, OWNER_FILE } from "./embedded/tenant.ts";

export type StartEmbeddedPostgres = {
  readonly dataDir: string;
  readonly log: BaseLogger;
  /** PostgreSQL settings on top of the small ones built in. */
  readonly settings?: Settings;
  /** False only where the data may be lost in a power cut: tests. */
  readonly fsync?: boolean;
  /** Folders to use instead of root's own that the server's account cannot enter. */
  readonly shelters?: readonly string[];
};

export type EmbeddedPostgres = AsyncDisposable & {
  /** libpq's form of a socket address, which `openDatabase` and psql take. */
  readonly url: string;
  readonly socketDir: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Where the files really are: below `dataDir`, unless root's server could not reach it. */
  readonly home: string;
  /** Resolves when the server ended without being asked to: nothing can go on then. */
  readonly lost: Promise<EmbeddedPostgresError>;
  /** Lets this process end without stopping the server first; the server then stops by itself. */
  unref(): void;
};

const DATABASE = "postgres";

export async function startEmbeddedPostgres(
  options: StartEmbeddedPostgres,
): Promise<EmbeddedPostgres> {
  const { log, fsync = true, shelters = SHELTERS } = options;
  const dataDir = resolve(options.dataDir);
  const account = await chooseAccount(dataDir);
  const { home, openCopies } = await findPlace({ dataDir, account, shelters, log });
  const native = await findBinaries({ account, openCopies, log });
  const isNew = await makeCluster({ home, native, account });
  await using starting = new AsyncDisposableStack();
  const socket = starting.use(await openSocketFolder(home, account));
  const durability = fsync
    ? {}
    : { fsync: false, synchronous_commit: false, full_page_writes: false };
  const settings = { ...durability, ...options.settings };
  const where = { cluster: clusterFolder(home), socketDir: socket.path, home, dataDir };
  const server = starting.use(await startWhenFree({ ...where, native, account, settings, log }));
  await nameOwner(home);
  if (isNew && fsync) {
    const synced = syncCluster({ home, native, account }).catch((error: unknown) =>
      log.warn(error, "the new database could not be synced to the disk at once"),
    );
    starting.defer(() => synced);
  }
  const running = starting.move();
  return {
    url: `postgres:///${DATABASE}?${new URLSearchParams({ host: socket.path, port: String(PORT), user: SUPERUSER })}`,
    socketDir: socket.path,
    port: PORT,
    database: DATABASE,
    user: SUPERUSER,
    home,
    lost: server.lost,
    unref: server.unref,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Longest wait for the last processes of a server that was killed outright to let go of its memory. */
const RELEASE_MS = 10_000;

async function startWhenFree(start: StartServer & Cluster): Promise<Server> {
  for (const since = performance.now(); ; await sleep(25)) {
    await awaitVacancy(start);
    try {
      return await startServer(start);
    } catch (error) {
      // Held again: another start was quicker (the next round tells so), or a killed server is still going.
      const isHeld = /lock file .* already exists|still in use/.test(String(error));
      if (!isHeld || performance.now() - since > RELEASE_MS) throw error;
    }
  }
}

async function nameOwner(home: string): Promise<void> {
  const file = join(home, OWNER_FILE);
  // As root in another account's folder: never write through a link that was put there.
  await rm(file, { force: true });
  await writeFile(file, `${pid}\n`, { flag: "wx" });
}
