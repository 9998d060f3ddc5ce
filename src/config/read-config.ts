// Reads the whole configuration: the environment and muster.yml; all problems at once, or none.
import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import type { Config } from "./config.ts";
import { isLoopback } from "./loopback.ts";
import type { ConfigProblem } from "./problem.ts";
import { type Env, findMistyped, readEnvironment } from "./read-environment.ts";
import { readShopFile } from "./read-shop-file.ts";

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** `cwd`: the folder that relative paths are of. */
export async function readConfig(env: Env, cwd: string): Promise<ConfigRead> {
  const { environment, problems } = readEnvironment(env, cwd);
  const { configFile, host, url } = environment;
  const file = relative(cwd, configFile) || configFile;
  const text = await readText(configFile, file);
  if (typeof text !== "string") return { ok: false, problems: [...problems, text] };
  const surroundings = { env, url, isOnLoopback: isLoopback(host) };
  const shopFile = readShopFile(text, file, surroundings);
  const all = [
    ...problems,
    ...findMistyped(env, shopFile.variables),
    ...(await findLostFolder(env, environment.runbooksDir)),
    ...shopFile.problems,
  ];
  if (!shopFile.settings || all.length > 0) return { ok: false, problems: all };
  return { ok: true, config: { ...environment, ...shopFile.settings } };
}

/** Without any runbook Muster still works; a folder that was named must be there. */
async function findLostFolder(env: Env, dir: string): Promise<readonly ConfigProblem[]> {
  if (!env["MUSTER_RUNBOOKS"]?.trim()) return [];
  const isFolder = await stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return [];
  return [{ file: "environment", message: `MUSTER_RUNBOOKS is ${dir}. There is no such folder.` }];
}

async function readText(path: string, shown: string): Promise<string | ConfigProblem> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "There is no such file." : `It cannot be read (${code}).`;
    const fix =
      "Set MUSTER_CONFIG to the shop's file; muster.yml of this package is the example to copy.";
    return { file: shown, message: `${why} ${fix}` };
  }
}
