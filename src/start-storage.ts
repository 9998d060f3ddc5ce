// Opens the database Muster runs on: a server of others, or its own.
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { type Database, openDatabase } from "./storage/database.ts";
import { startEmbeddedPostgres } from "./storage/embedded.ts";
import { migrateDatabase } from "./storage/migrate.ts";
import { deleteAllLaneLeases } from "./storage/outbox.ts";

export type Storage = AsyncDisposable & {
  readonly database: Database;
  /** Resolves with the reason where our own server died; never for a server of others. */
  readonly lost: Promise<string>;
};

/** Most connections of the pool: drains, requests and loops of one process. */
const POOL = 16;

export async function openStorage(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  log: Logger,
): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const own =
    databaseUrl === null ? opened.use(await startEmbeddedPostgres({ dataDir, log })) : null;
  const url = own?.url ?? databaseUrl ?? "";
  await migrateDatabase({ url });
  const database = opened.use(await openDatabase({ url, max: POOL }));
  // Nobody else is on our own server: leases of an earlier life need not run out first.
  if (own) await deleteAllLaneLeases(database.db);
  const held = opened.move();
  const lost = own
    ? own.lost.then((error) => error.message)
    : Promise.withResolvers<string>().promise;
  return { database, lost, [Symbol.asyncDispose]: async () => await held.disposeAsync() };
}
