// Decides where the embedded server's files lie: in the data folder, or where its account can reach them.
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { BaseLogger } from "pino";
import { type Account, canReach, giveTo, makePrivate } from "./account.ts";
import { EmbeddedPostgresError } from "./failure.ts";

/** Folders for root's files when the unprivileged account cannot enter root's own; kept across reboots. */
export const SHELTERS = ["/var/lib/muster", "/var/tmp/muster"] as const;

/** Left in the data folder when the data is elsewhere: the next start follows it, and so can a person. */
const SIGNPOST = "data-is-in.txt";

export type Place = {
  /** Holds the cluster and the socket. */
  readonly home: string;
  /** Opens the folder for a copy of the binaries, should one be needed. */
  readonly openCopies: () => Promise<string>;
};

export type FindPlace = {
  readonly dataDir: string;
  readonly account: Account | undefined;
  readonly shelters: readonly string[];
  readonly log: BaseLogger;
};

export async function findPlace({ dataDir, account, shelters, log }: FindPlace): Promise<Place> {
  await makePrivate(dataDir, account).catch((cause: NodeJS.ErrnoException) => {
    throw new EmbeddedPostgresError(
      `Cannot make the data folder ${dataDir} (${cause.code ?? cause.message}). Set MUSTER_DATA_DIR to a folder ` +
        "this user may write, or set DATABASE_URL to a PostgreSQL server.",
      { cause },
    );
  });
  const elsewhere = await readSignpost(dataDir);
  if (!account) {
    const home = elsewhere ?? dataDir;
    return { home, openCopies: () => Promise.resolve(home) };
  }
  const openCopies = () => openShelter(shelters);
  if (elsewhere) {
    log.warn(
      { dataDir, home: elsewhere },
      `the database lies in ${elsewhere}, as ${SIGNPOST} in ${dataDir} says`,
    );
    return { home: elsewhere, openCopies };
  }
  if (await canTake(dataDir, account)) return { home: dataDir, openCopies };
  const home = await mkdtemp(join(await openCopies(), `${basename(dataDir)}-`));
  await giveTo(home, account);
  await writeFile(join(dataDir, SIGNPOST), `${home}\n`);
  log.warn(
    { dataDir, home, uid: account.uid },
    `PostgreSQL cannot run as root, and user ${account.uid} cannot enter ${dataDir}: the database is put into ${home}`,
  );
  return { home, openCopies };
}

/** An empty folder that root made for us and closed (`mktemp -d`) may be given away; one with content may not. */
async function canTake(dataDir: string, account: Account): Promise<boolean> {
  if (await canReach(account, [dataDir])) return true;
  if ((await readdir(dataDir)).length > 0) return false;
  await giveTo(dataDir, account);
  return await canReach(account, [dataDir]);
}

async function readSignpost(dataDir: string): Promise<string | undefined> {
  const file = join(dataDir, SIGNPOST);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const home = text.trim();
  if (await stat(home).catch(() => undefined)) return home;
  throw new EmbeddedPostgresError(
    `${file} says that the database lies in ${home}, and there is nothing. Bring that folder back; ` +
      `or delete ${file} to start with an empty database.`,
  );
}

/** Only a folder that belongs to root and that nobody else may write is trusted with programs to run. */
async function openShelter(shelters: readonly string[]): Promise<string> {
  const refused: string[] = [];
  for (const folder of shelters) {
    try {
      if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
      const { uid, mode } = await stat(folder);
      if (uid === 0 && (mode & 0o022) === 0) return folder;
      refused.push(`${folder} (others than root may write it)`);
    } catch (error) {
      refused.push(`${folder} (${(error as NodeJS.ErrnoException).code ?? error})`);
    }
  }
  throw new EmbeddedPostgresError(
    `As root, Muster keeps what PostgreSQL's unprivileged account must reach in ${refused.join(" or ")}: neither ` +
      "can be used. Make one, start Muster as an ordinary user, or set DATABASE_URL to a PostgreSQL server.",
  );
}
