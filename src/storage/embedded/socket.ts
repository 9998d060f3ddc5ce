// Decides where the server's unix socket lies: its path must be short, and only the account may enter.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, giveTo, makePrivate } from "./account.ts";

/** Names the socket file only; there is no TCP port. */
export const PORT = 5432;

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, with the closing zero. */
const LONGEST_PATH = 103;

export type SocketFolder = AsyncDisposable & { readonly path: string };

export async function openSocketFolder(
  home: string,
  account: Account | undefined,
): Promise<SocketFolder> {
  const near = join(home, "socket");
  if (fits(near)) {
    await makePrivate(near, account);
    return { path: near, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const short = fits(join(tmpdir(), "muster-XXXXXX")) ? tmpdir() : "/tmp";
  const path = await mkdtemp(join(short, "muster-"));
  await giveTo(path, account);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= LONGEST_PATH;
}
