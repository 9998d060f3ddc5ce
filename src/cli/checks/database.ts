// Whether the database answers, and whether its clock agrees with this machine's.
import { existsSync } from "node:fs";
import { createLog } from "../../log.ts";
import { openDatabase } from "../../storage/database.ts";
import { startEmbeddedPostgres } from "../../storage/embedded.ts";
import { bad, type Finding, ok, warn } from "../finding.ts";

export type DatabasePlace = { readonly databaseUrl: string | null; readonly dataDir: string };

/** Due times are of this machine's clock, leases of the database's: seconds apart they still fit together. */
const MOST_SKEW_SECONDS = 5;

export async function checkDatabase({ databaseUrl, dataDir }: DatabasePlace): Promise<Finding> {
  try {
    return databaseUrl ? await checkServer(databaseUrl) : await checkFolder(dataDir);
  } catch (error) {
    const { message } = error as Error;
    if (/is in use by another/.test(message)) {
      return ok("database", `embedded, in ${dataDir}, used by the Muster that runs now`);
    }
    // The message names the place and the fix.
    return bad("database", message);
  }
}

async function checkServer(url: string): Promise<Finding> {
  await using database = await openDatabase({ url, max: 2 });
  const before = Date.now();
  const [row] = await database.sql<{ version: string; at: Date }[]>`
    select current_setting('server_version') as version, clock_timestamp() as at`;
  if (!row) return bad("database", "it answered nothing", "Look at the server's log.");
  const middle = (before + Date.now()) / 2;
  const skew = Math.round(Math.abs(row.at.getTime() - middle) / 1000);
  const name = `PostgreSQL ${row.version}`;
  if (skew <= MOST_SKEW_SECONDS) return ok("database", name);
  const fix = "Synchronize both machines' clocks (NTP).";
  return warn("database", `${name}; its clock is ${skew} s away from this machine's.`, fix);
}

async function checkFolder(dataDir: string): Promise<Finding> {
  if (!existsSync(dataDir)) {
    return ok("database", `embedded, made in ${dataDir} at the first start`);
  }
  const log = createLog({ level: "silent", isTerminal: false });
  await using postgres = await startEmbeddedPostgres({ dataDir, log });
  const finding = await checkServer(postgres.url);
  return { ...finding, text: `embedded ${finding.text}, in ${postgres.home}` };
}
