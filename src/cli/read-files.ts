// The runbooks that a verb is asked about, and the muster.yml that they are judged by.
import { readFile, stat } from "node:fs/promises";
import { basename, relative } from "node:path";
import type { Mentions } from "../config/mentions.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { readShopFile } from "../config/read-shop-file.ts";
import { listRunbookFiles } from "../config/runbook-folder.ts";
import { type ReadRunbook, readRunbook } from "../domain/runbook/format/read.ts";
import type { Surroundings } from "./verb.ts";

/** A folder stands for the runbooks in it; one that cannot be read is kept, to be told as a file is. */
export async function expandFolders(paths: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      );
      return isFolder ? await listRunbookFiles(path) : [path];
    }),
  );
  return lists.flat();
}

async function readText(file: string, shown: string): Promise<string | ConfigProblem> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "There is no such file." : `It cannot be read (${code}).`;
    return { file: shown, message: why };
  }
}

export type ShopRead = {
  readonly problems: readonly ConfigProblem[];
  readonly mentions?: Mentions;
};

/** Where it will run, and with which secrets, is not known here. */
export async function readShop(
  file: string,
  { env, cwd }: Pick<Surroundings, "env" | "cwd">,
): Promise<ShopRead> {
  const shown = show(file, cwd);
  const text = await readText(file, shown);
  if (typeof text !== "string") return { problems: [text] };
  return readShopFile(text, shown, {
    ...{ env, mayLackVariables: true, isOnLoopback: true, url: "http://localhost" },
  });
}

export type FileRead = ReadRunbook | { readonly ok: false; readonly problems: [ConfigProblem] };

export async function readRunbookFile(
  file: string,
  cwd: string,
  mentions: Mentions | undefined,
): Promise<FileRead> {
  const shown = show(file, cwd);
  const text = await readText(file, shown);
  if (typeof text !== "string") return { ok: false, problems: [text] };
  return readRunbook(text, shown, mentions?.connections, mentions?.allows);
}

export const slugOf = (file: string): string => basename(file).replace(/\.ya?ml$/, "");

export const show = (file: string, cwd: string): string => relative(cwd, file) || file;
