// Owns how a database address becomes a postgres.js client, and how that address may be spoken of.
import postgres, { type PostgresType, type Sql } from "postgres";
import { guardTransactions } from "./guard-transactions.ts";

export type ConnectOptions = {
  /** Most connections this client opens. */
  readonly max: number;
  /** Shown by `pg_stat_activity`, so that an operator sees whose session holds a lock. */
  readonly name: string;
  /** Takes strings for JSON as they are, as node-postgres does and libraries written for it expect. */
  readonly hasRawJson?: boolean;
};

const RAW_JSON: PostgresType = {
  to: 114,
  from: [114, 3802],
  serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text),
};

/** Parameters that libpq understands and the server refuses as unknown settings. */
const LIBPQ_ONLY = ["channel_binding", "gssencmode", "sslcompression"];

/** A session that forgot an open transaction would hold its row locks, and so block an incident, for ever. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * Builds a client; nothing is opened until the first query.
 * Takes libpq's form of a unix socket as well (`postgres:///db?host=/dir&user=me`), which postgres.js does not read.
 */
export function connect(url: string, options: ConnectOptions): Sql {
  const address = readAddress(url);
  const client = postgres(address.url, {
    ...address.socket,
    max: options.max,
    connect_timeout: 10,
    onnotice: () => undefined,
    ...(options.hasRawJson && { types: { json: RAW_JSON } }),
    connection: {
      application_name: options.name,
      TimeZone: "UTC",
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    },
  });
  return guardTransactions(client);
}

/** Names the server in a message: host, port and database, never the user's password. */
export function describeAddress(url: string): string {
  const { url: plain, socket } = readAddress(url);
  const parsed = new URL(plain);
  const database = parsed.pathname.slice(1) || "(default database)";
  if (socket) return `${database} on the socket ${socket.host}/.s.PGSQL.${socket.port}`;
  return `${database} on ${parsed.hostname || "localhost"}:${parsed.port || "5432"}`;
}

type Socket = {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
};

function readAddress(text: string): { readonly url: string; readonly socket?: Socket } {
  const url = parse(text);
  const query = url.searchParams;
  for (const name of LIBPQ_ONLY) query.delete(name);
  const host = query.get("host") ?? decodeURIComponent(url.hostname);
  if (!host.startsWith("/")) return { url: url.href };

  const user = query.get("user") ?? decodeURIComponent(url.username);
  const password = query.get("password") ?? decodeURIComponent(url.password);
  const port = Number(query.get("port") ?? (url.port || 5432));
  for (const name of ["host", "port", "user", "password"]) query.delete(name);
  return {
    url: `postgres://${url.pathname}${url.search}`,
    socket: { host, port, ...(user && { user }), ...(password && { password }) },
  };
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === "postgres:" || url.protocol === "postgresql:")) return url;
  throw new TypeError(
    "The database address is not of the form postgres://user:password@host:port/database. " +
      "(It is not shown here, for it may hold a password.) Set DATABASE_URL to that form; " +
      "characters such as @ / # in the password must be written percent-encoded.",
  );
}
