// Owns the handle to PostgreSQL: the typed pool, the raw client, and how its unreachability is told.
import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import { type ConnectOptions, connect, describeAddress } from "./connect.ts";

/** The pool or a transaction: every storage function takes this and does not mind which. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export type Database = AsyncDisposable & {
  readonly db: Db;
  /** A client of its own: drizzle turns off the date and JSON serializers of the one it is given (drizzle-orm #5789). */
  readonly sql: Sql;
  /** Makes one more client of the same database, which its maker closes. */
  connect(options: ConnectOptions): Sql;
  /** Resolves when the server answers; throws DatabaseUnreachable otherwise. */
  ping(): Promise<void>;
};

export type OpenDatabase = {
  /** `DATABASE_URL`, or the `url` of the embedded server. */
  readonly url: string;
  /** Most connections of the typed pool, and of the raw client. */
  readonly max?: number;
};

export class DatabaseUnreachable extends Error {
  override readonly name = "DatabaseUnreachable";
}

/** Queries that still run when the handle is closed get this long to end. */
const CLOSE_SECONDS = 2;

export async function openDatabase({ url, max = 10 }: OpenDatabase): Promise<Database> {
  const pool = connect(url, { max, name: "muster" });
  const sql = connect(url, { max, name: "muster raw" });

  async function close(): Promise<void> {
    await Promise.all([pool.end({ timeout: CLOSE_SECONDS }), sql.end({ timeout: CLOSE_SECONDS })]);
  }
  async function ping(): Promise<void> {
    try {
      await sql`select 1`;
    } catch (cause) {
      throw unreachable(url, cause);
    }
  }

  try {
    await ping();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db: drizzle(pool, { casing: "snake_case" }),
    sql,
    connect: (options) => connect(url, options),
    ping,
    [Symbol.asyncDispose]: close,
  };
}

/** What an operator does about each way a connection fails, by the error's code. */
const FIXES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Start the server, or correct the host and port in DATABASE_URL.",
  ENOENT: "Start the server, or correct the socket folder in DATABASE_URL.",
  ENOTFOUND: "Correct the host name in DATABASE_URL.",
  EAI_AGAIN: "The host name cannot be resolved now: look at DNS, or correct it in DATABASE_URL.",
  CONNECT_TIMEOUT: "Look whether a firewall stands between, or correct the host in DATABASE_URL.",
  "28P01": "Correct the user or the password in DATABASE_URL.",
  "28000":
    "Allow this user and host in the server's pg_hba.conf (or add sslmode=require to DATABASE_URL).",
  "3D000": "Create the database, or correct its name in DATABASE_URL.",
  "53300": "Raise max_connections of the server, or run fewer replicas.",
};

/** Turns a failed connection into an error that names the server, the cause and the fix. */
export function unreachable(url: string, cause: unknown): DatabaseUnreachable {
  const code = String((cause as { code?: unknown })?.code ?? "");
  const said = cause instanceof Error ? cause.message : String(cause);
  const fix = FIXES[code] ?? "Look at the server's log, and at DATABASE_URL.";
  return new DatabaseUnreachable(
    `Cannot use the database ${describeAddress(url)}: ${said}. ${fix}`,
    {
      cause,
    },
  );
}
