// Opens the database Muster runs on: a server of others, or its own.
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { type Database, openDatabase } from "./storage/database.ts";
import { startEmbeddedPostgres } from "./storage/embedded.ts";
import { migrateDatabase } from "./storage/migrate.ts";
import { deleteAllLaneLeases } from "./storage/outbox.ts";

export type Storage = AsyncDisposable & { readonly database: Database };

/** Most connections of the pool: drains, requests and loops of one process. */
const POOL = 16;

export async function openStorage(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  log: Logger,
): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const url = databaseUrl ?? opened.use(await startEmbeddedPostgres({ dataDir, log })).url;
  await migrateDatabase({ url });
  const database = opened.use(await openDatabase({ url, max: POOL }));
  // Nobody else is on our own server: leases of an earlier life need not run out first.
  if (databaseUrl === null) await deleteAllLaneLeases(database.db);
  const held = opened.move();
  return { database, [Symbol.asyncDispose]: async () => await held.disposeAsync() };
}
