// Owns the making of an empty database cluster: all of it or nothing, however often it is interrupted.
import { readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { getuid, pid } from "node:process";
import { type Account, makePrivate } from "./account.ts";
import { EmbeddedPostgresError, explainFailure } from "./failure.ts";
import { startLeashed } from "./leash.ts";
import { isAlive } from "./tenant.ts";

export const SUPERUSER = "muster";

export type MakeCluster = {
  readonly home: string;
  readonly native: string;
  readonly account: Account | undefined;
};

/** Its major version is in the name, so that another one never opens it by mistake. */
export function clusterFolder(home: string): string {
  return join(home, "postgres-18");
}

/** Says whether the cluster is new. */
export async function makeCluster({ home, native, account }: MakeCluster): Promise<boolean> {
  const cluster = clusterFolder(home);
  if (await isOurs(cluster, account)) return false;
  await sweepUnfinished(home);
  const unfinished = join(home, `${UNFINISHED}${pid}`);
  await makePrivate(unfinished, account);
  await initialize(native, unfinished, account);
  try {
    await rename(unfinished, cluster);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    // Another Muster was quicker; its cluster stands, and the lock on it decides which of us may use it.
    await removeAll(unfinished);
    return false;
  }
}

async function isOurs(cluster: string, account: Account | undefined): Promise<boolean> {
  const found = await stat(cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  const uid = account?.uid ?? getuid?.();
  if (!found || uid === undefined || found.uid === uid) return found !== undefined;
  throw new EmbeddedPostgresError(
    `The database in ${cluster} belongs to user ${found.uid}, and Muster would run it as user ${uid}. Start Muster ` +
      `as the user that made it, run chown -R ${uid} ${cluster}, or set MUSTER_DATA_DIR to another folder.`,
  );
}

const UNFINISHED = ".postgres-18-unfinished-";

/** What a Muster killed during its first start left behind. */
async function sweepUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const maker = Number(name.slice(UNFINISHED.length));
    if (maker === pid || !isAlive(maker)) await removeAll(join(home, name));
  }
}

/** An initdb that was just interrupted may still write, or remove, in the same folder. */
async function removeAll(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
}

async function initialize(
  native: string,
  folder: string,
  account: Account | undefined,
): Promise<void> {
  const child = startLeashed({
    account,
    command: [
      join(native, "bin/initdb"),
      ...[`--pgdata=${folder}`, `--username=${SUPERUSER}`],
      // The socket's folder is closed to everybody else, which is the lock on this door.
      "--auth=trust",
      // Sorting must not depend on the machine's locales: the same folder may move between machines.
      ...[
        "--encoding=UTF8",
        "--no-locale",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      // Synced in the background by syncCluster: it would double the first start.
      ...["--no-sync", "--no-instructions"],
    ],
  });
  const status = await child.exited;
  if (status === 0) return;
  await removeAll(folder);
  throw explainFailure(dirname(folder), status, child.tail());
}

/** Brings the files of a new cluster safely to the disk while the server already works. */
export async function syncCluster({ home, native, account }: MakeCluster): Promise<void> {
  const command = [
    join(native, "bin/initdb"),
    "--sync-only",
    `--pgdata=${clusterFolder(home)}`,
  ] as const;
  const child = startLeashed({ account, command });
  child.unref();
  const status = await child.exited;
  if (status !== 0) throw explainFailure(home, status, child.tail());
}
