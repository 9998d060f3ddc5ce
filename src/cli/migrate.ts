// Brings the database's tables to what this version needs, and nothing else: for a step before a deployment.
import { formatProblem } from "../config/problem.ts";
import { readEnvironment } from "../config/read-environment.ts";
import { createLog } from "../log.ts";
import { startEmbeddedPostgres } from "../storage/embedded.ts";
import { type Migrated, migrateDatabase } from "../storage/migrate.ts";
import type { Surroundings } from "./verb.ts";

export async function runMigrate({ env, cwd, say, complain }: Surroundings): Promise<number> {
  const { environment, problems } = readEnvironment(env, cwd);
  for (const problem of problems) complain(formatProblem(problem));
  if (problems.length > 0) return 1;
  const { databaseUrl, dataDir } = environment;
  try {
    say(describe(await (databaseUrl ? migrateDatabase({ url: databaseUrl }) : inFolder(dataDir))));
    return 0;
  } catch (error) {
    complain((error as Error).message);
    return 1;
  }
}

async function inFolder(dataDir: string): Promise<Migrated> {
  const log = createLog({ level: "silent", isTerminal: false });
  await using postgres = await startEmbeddedPostgres({ dataDir, log });
  return await migrateDatabase({ url: postgres.url });
}

function describe({ applied, unknown }: Migrated): string {
  const done =
    applied === 0
      ? "The database is up to date."
      : `${applied} migration${applied === 1 ? "" : "s"} applied.`;
  return unknown === 0 ? done : `${done} It was also used by a newer Muster (${unknown} unknown).`;
}
