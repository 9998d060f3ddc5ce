// Decides whether a cluster is free to be started, or held by another server, and says by whose.

import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "./failure.ts";
import { PORT } from "./socket.ts";

export type Tenant = { readonly pid: number; readonly status: string };

/** The running server's process and state (`ready`, `stopping`, …), by the file it keeps in its cluster. */
export async function findTenant(cluster: string): Promise<Tenant | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    },
  );
  // pg_ctl reads the same lines: the first is the process, the eighth the state.
  const lines = text?.split("\n") ?? [];
  const pid = Number(lines[0]);
  return pid > 0 && isAlive(pid) ? { pid, status: lines[7]?.trim() ?? "starting" } : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's, and alive
  }
}

/** Whether the process is a PostgreSQL at all: after a crash, or in a new container, its number may be anybody's. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/comm`, "utf8")).trim() === "postgres";
  } catch {
    // No /proc on this system: ps knows.
  }
  const ps = promisify(execFile)("ps", ["-o", "comm=", "-p", String(pid)]);
  return await ps.then(
    ({ stdout }) => /(^|\/)postgres$/.test(stdout.trim()),
    () => isAlive(pid), // no ps either: take it for one, which is the safe answer
  );
}

/** The Muster that started the cluster last writes its process id here, for this message only. */
export const OWNER_FILE = "muster.pid";

/** How long the server of a Muster that was just killed may take to notice, and then to write down its state. */
const NOTICE_MS = 2_000;
const SHUTDOWN_MS = 30_000;

export type Cluster = {
  readonly cluster: string;
  readonly socketDir: string;
  readonly home: string;
  readonly dataDir: string;
};

/** Returns when no server runs on the cluster; throws when one does and is not about to end. */
export async function awaitVacancy(where: Cluster): Promise<void> {
  for (const since = performance.now(); ; await sleep(25)) {
    const tenant = await findTenant(where.cluster);
    if (!tenant) return;
    if (!(await isPostgres(tenant.pid))) return await forget(where);
    const patience = tenant.status === "stopping" ? SHUTDOWN_MS : NOTICE_MS;
    if (performance.now() - since > patience) throw await inUse(where, tenant);
  }
}

/** PostgreSQL would take any living process with the number in these files for its predecessor. */
async function forget({ cluster, socketDir }: Cluster): Promise<void> {
  await rm(join(cluster, "postmaster.pid"), { force: true });
  await rm(join(socketDir, `.s.PGSQL.${PORT}.lock`), { force: true });
}

async function inUse({ home, dataDir }: Cluster, tenant: Tenant): Promise<EmbeddedPostgresError> {
  const owner = await readFile(join(home, OWNER_FILE), "utf8").catch(() => ""); // only a detail of the message
  const whose = owner.trim() ? `Muster (process ${owner.trim()})` : "Muster";
  return new EmbeddedPostgresError(
    `The data folder ${dataDir} is in use by another ${whose}; its PostgreSQL is process ${tenant.pid}. ` +
      "Stop that one, or set MUSTER_DATA_DIR to a folder of its own for this one. " +
      "Several replicas share one database only through DATABASE_URL.",
  );
}
