// Gives a test an empty folder that goes with it.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type TestFolder = AsyncDisposable & { readonly path: string };

export async function makeTestFolder(mode = 0o755): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), "muster-folder-"));
  await chmod(path, mode);
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
