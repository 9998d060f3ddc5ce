// Gives a test an empty folder that goes with it, on the fastest disk there is.
import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY_DISK = "/dev/shm";
const ROOM_BYTES = 1024 ** 3;

/** A database is some 300 files: in memory they are made ten times as fast as on a busy disk. */
export async function chooseDisk(): Promise<string> {
  const disk = await statfs(MEMORY_DISK).catch(() => undefined); // not Linux
  return disk && disk.bavail * disk.bsize > ROOM_BYTES ? MEMORY_DISK : tmpdir();
}

export type TestFolder = AsyncDisposable & { readonly path: string };

/** `programs`: some will be started from it, which a memory disk may forbid. */
export async function makeTestFolder(
  mode = 0o755,
  use: "data" | "programs" = "data",
): Promise<TestFolder> {
  const disk = use === "data" ? await chooseDisk() : tmpdir();
  const path = await mkdtemp(join(disk, "muster-folder-"));
  await chmod(path, mode);
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
