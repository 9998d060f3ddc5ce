// Runs a verb as the command line does, and keeps what it said.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { runVerb } from "../../src/cli/run-verb.ts";
import type { Env } from "../../src/config/read-environment.ts";

export const ROOT = new URL("../..", import.meta.url).pathname;

export async function run(args: readonly string[], { cwd = ROOT, env = {} as Env } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runVerb({
    ...{ args, env, cwd, stop: new AbortController().signal },
    say: (line) => void out.push(line),
    complain: (line) => void err.push(line),
  });
  return { code, out, err };
}

/** A folder with these files, gone after the test; names may hold one folder. */
export async function folderOf(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "muster-cli-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "runbooks"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
