// Decides as which user the embedded server runs: PostgreSQL refuses root, so root's server drops its rights.
import { execFile } from "node:child_process";
import { chmod, chown, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { getuid } from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Account = { readonly uid: number; readonly gid: number };

/** What "nobody" is where it cannot be looked up. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

/**
 * The account to drop to, or undefined when Muster is an ordinary user and the server can be the same.
 * Root working in somebody's folder takes that person's account, so that both may start Muster there.
 */
export async function chooseAccount(folder: string): Promise<Account | undefined> {
  if (getuid?.() !== 0) return undefined;
  const owner = await findOwner(folder);
  if (owner.uid !== 0 && (await hasName(owner.uid))) return owner;
  return await findNobody();
}

async function findOwner(folder: string): Promise<Account> {
  try {
    return await stat(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    return await findOwner(dirname(folder));
  }
}

/** initdb refuses an account without a name, which a container's bind mount may well have. */
async function hasName(uid: number): Promise<boolean> {
  return await run("id", ["-un", String(uid)]).then(
    () => true,
    () => false, // "no such user", which is the answer and not a failure
  );
}

async function findNobody(): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([
      run("id", ["-u", "nobody"]),
      run("id", ["-g", "nobody"]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return NOBODY; // no such user, or no `id` here: Linux still lets root drop to this number
  }
}

/** Whether the account can run or enter every path; asked of the system itself, for modes do not tell all (ACLs, mounts). */
export async function canReach(
  account: Account | undefined,
  paths: readonly string[],
): Promise<boolean> {
  const test = 'for path; do test -r "$path" && test -x "$path" || exit 1; done';
  const child = run("/bin/sh", ["-c", test, "sh", ...paths], { ...account, cwd: "/", env: {} });
  return await child.then(
    () => true,
    (error: { code?: unknown }) => {
      if (error.code === 1) return false;
      throw error;
    },
  );
}

/** Makes a folder that only the account may enter, and the way to it. */
export async function makePrivate(folder: string, account: Account | undefined): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  // Made by root with a strict umask, the folders above would be closed to the account.
  for (let above = dirname(folder); above.length >= first.length; above = dirname(above)) {
    await giveTo(above, account, 0o755);
  }
  await giveTo(folder, account);
}

/** Hands a folder over, with the mode PostgreSQL asks for whatever the umask is. */
export async function giveTo(
  folder: string,
  account: Account | undefined,
  mode = 0o700,
): Promise<void> {
  await chmod(folder, mode);
  if (account) await chown(folder, account.uid, account.gid);
}
