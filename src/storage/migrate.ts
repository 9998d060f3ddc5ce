// Owns bringing the database's tables to what this version of Muster needs, once, however many replicas start.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type { Sql } from "postgres";
import { connect } from "./connect.ts";
import { unreachable } from "./database.ts";

export type MigrateDatabase = {
  readonly url: string;
  /** Folder written by drizzle-kit; by default `drizzle/` of this package. */
  readonly folder?: string;
};

export type Migrated = {
  /** Migrations this call carried out; 0 when there was nothing to do or another replica did it. */
  readonly applied: number;
  /** Migrations in the database that this version does not know: a newer Muster has run here. */
  readonly unknown: number;
};

const OWN_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Key of the advisory lock: the ASCII of "muster". Never change it, or two versions would not exclude each other. */
const LOCK = 0x6d7573746572;

/** A replica that holds the lock longer than this is stuck, not busy. */
const LOCK_WAIT = "60s";

/** The server's code for a lock not given in time. */
const LOCK_NOT_AVAILABLE = "55P03";

export async function migrateDatabase({
  url,
  folder = OWN_FOLDER,
}: MigrateDatabase): Promise<Migrated> {
  const known = await listKnown(folder);
  const sql = connect(url, { max: 1, name: "muster migrate" });
  try {
    const before = await listApplied(sql).catch((cause: unknown) => {
      throw unreachable(url, cause);
    });
    if (pending(known, before) === 0) return { applied: 0, unknown: surplus(known, before) };
    return await migrateLocked(sql, known, folder);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function migrateLocked(
  sql: Sql,
  known: readonly number[],
  folder: string,
): Promise<Migrated> {
  // drizzle's migrate() has no lock: replicas that start together on an empty database would break each other.
  await lock(sql);
  const before = await listApplied(sql);
  await migrate(drizzle(sql), { migrationsFolder: folder });
  return { applied: pending(known, before), unknown: surplus(known, before) };
}

async function lock(sql: Sql): Promise<void> {
  await sql.unsafe(`set lock_timeout = '${LOCK_WAIT}'`);
  try {
    await sql.unsafe(`select pg_advisory_lock(${LOCK})`);
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw cause;
    throw new Error(
      `Another Muster has held the migration lock of this database for ${LOCK_WAIT}. ` +
        "Look for its session in pg_stat_activity (application_name 'muster migrate') and end it.",
      { cause },
    );
  }
  await sql.unsafe("reset lock_timeout");
}

/** drizzle decides by the newest timestamp alone, and so do we. */
function pending(known: readonly number[], applied: readonly number[]): number {
  const newest = Math.max(-1, ...applied);
  return known.filter((when) => when > newest).length;
}

function surplus(known: readonly number[], applied: readonly number[]): number {
  return applied.filter((when) => !known.includes(when)).length;
}

async function listApplied(sql: Sql): Promise<readonly number[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as here`;
  if (!table?.["here"]) return [];
  const rows = await sql<
    { created_at: string }[]
  >`select created_at from drizzle.__drizzle_migrations`;
  return rows.map((row) => Number(row.created_at));
}

async function listKnown(folder: string): Promise<readonly number[]> {
  const file = join(folder, "meta", "_journal.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`Cannot read the migrations in ${file}. Run Muster from a complete copy.`, {
      cause,
    });
  });
  const journal = JSON.parse(text) as { entries: { when: number }[] };
  return journal.entries.map((entry) => entry.when);
}
