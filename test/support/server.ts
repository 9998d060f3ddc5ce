// Owns the test run's PostgreSQL: one server for all test files, or one of its own for a file run alone.
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pid, ppid } from "node:process";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { connect } from "../../src/storage/connect.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/storage/embedded.ts";
import { migrateDatabase } from "../../src/storage/migrate.ts";
import { chooseDisk } from "./folder.ts";

/** The migrated, empty database that every test database is copied from. */
export const TEMPLATE = "muster_template";

export type TestServer = AsyncDisposable & { readonly url: string; unref(): void };

const PREFIX = "muster-test-";
const MIGRATIONS = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Starts a server in a folder that is deleted with it, and tells the other processes of this test run. */
export async function startTestServer(): Promise<TestServer> {
  await sweep();
  const folder = await mkdtemp(join(await chooseDisk(), `${PREFIX}${pid}-`));
  await chmod(folder, 0o711); // for root, whose server runs as somebody else
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, "data"),
    log: pino({ level: "error" }),
    fsync: false,
    settings: { max_connections: 200, max_wal_size: "256MB" },
  });
  await makeTemplate(postgres);
  await announce(postgres.url);
  return {
    url: postgres.url,
    unref: postgres.unref,
    async [Symbol.asyncDispose]() {
      await rm(addressFile(pid), { force: true });
      await postgres[Symbol.asyncDispose]();
      await rm(postgres.home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server that the test runner's process, or this very process, has started. */
export async function findTestServer(): Promise<string | undefined> {
  for (const owner of [pid, ppid]) {
    const file = addressFile(owner);
    if (existsSync(file)) return await readFile(file, "utf8");
  }
  return undefined;
}

/** The same server, another database. */
export function databaseUrl(server: string, database: string): string {
  return server.replace(/^postgres:\/\/\/[^?]*/, `postgres:///${database}`);
}

async function makeTemplate(postgres: EmbeddedPostgres): Promise<void> {
  const sql = connect(postgres.url, { max: 1, name: "muster test" });
  await sql.unsafe(`create database ${TEMPLATE} strategy file_copy`);
  await sql.end();
  // Absent only while the tables are being designed.
  if (existsSync(MIGRATIONS)) await migrateDatabase({ url: databaseUrl(postgres.url, TEMPLATE) });
}

function addressFile(owner: number): string {
  return join(tmpdir(), `${PREFIX}${owner}.url`);
}

async function announce(url: string): Promise<void> {
  const half = `${addressFile(pid)}.half`;
  await writeFile(half, url, { mode: 0o600 });
  await rename(half, addressFile(pid));
}

/** Removes what test runs that were killed have left; their servers stopped when they did. */
async function sweep(): Promise<void> {
  for (const disk of new Set([tmpdir(), await chooseDisk()])) {
    for (const name of await readdir(disk)) {
      const owner = name.startsWith(PREFIX)
        ? Number.parseInt(name.slice(PREFIX.length), 10)
        : Number.NaN;
      if (Number.isNaN(owner) || existsProcess(owner)) continue;
      await rm(join(disk, name), { recursive: true, force: true }).catch(() => undefined); // another user's
    }
  }
}

function existsProcess(owner: number): boolean {
  try {
    return process.kill(owner, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
