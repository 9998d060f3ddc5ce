// Owns the folder of runbooks: the last good version of each file, read again when it changes.
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BaseLogger } from "pino";
import { type Connection, kindsOf } from "../domain/connection.ts";
import type { Allowances } from "../domain/runbook/format/allowances.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import { formatProblem, type Problem } from "../domain/runbook/format/problem.ts";
import { readRunbook } from "../domain/runbook/format/read.ts";
import type { RunbookShelf, ShelvedRunbook } from "../operations/runbook-shelf.ts";

export type RunbookFolder = RunbookShelf &
  Disposable & {
    /** What is wrong with the files as they are now. */
    problems(): readonly Problem[];
    /** Reads what has changed since; also done every two seconds. Never rejects. */
    refresh(): Promise<void>;
  };

export type OpenRunbookFolder = {
  readonly dir: string;
  readonly connections: Readonly<Record<string, Connection>>;
  /** What muster.yml lets runbooks do; everything where absent. */
  readonly allows?: Allowances;
  readonly log: BaseLogger;
  /** 0: only `refresh` reads again. */
  readonly pollMs?: number;
};

type Kept = {
  /** Changes whenever the file may have: several editors replace a file instead of writing to it. */
  readonly stamp: string;
  readonly shelved?: ShelvedRunbook;
  readonly problems: readonly Problem[];
};

/** Looking at the times of some dozen files costs nothing, and sees what file events miss on mounted folders. */
const POLL_MS = 2_000;

export async function openRunbookFolder(options: OpenRunbookFolder): Promise<RunbookFolder> {
  const { dir, log, pollMs = POLL_MS } = options;
  let kept: ReadonlyMap<string, Kept> = new Map();
  let folderProblem: Problem | undefined;
  let shelf: ReadonlyMap<string, ShelvedRunbook> = new Map();

  async function refresh(): Promise<void> {
    try {
      kept = await readFolder(options, kept);
      folderProblem = undefined;
      shelf = shelve(kept);
    } catch (error) {
      // The folder is away (unmounted, being replaced): what was read stays.
      const message = `cannot read the runbooks: ${(error as Error).message}. Set MUSTER_RUNBOOKS to their folder`;
      if (message !== folderProblem?.message) log.error({ dir }, message);
      folderProblem = { file: dir, line: 1, column: 1, message };
    }
  }

  await refresh();
  const timer = pollMs > 0 ? setInterval(() => void refresh(), pollMs).unref() : undefined;
  return {
    list: () => [...shelf.values()],
    find: (slug) => shelf.get(slug),
    readSnapshot,
    problems: () => [
      ...(folderProblem ? [folderProblem] : []),
      ...[...kept.values()].flatMap((file) => file.problems),
    ],
    refresh,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** The files of a folder that are runbooks, in the order of their names. */
export async function listRunbookFiles(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir);
  return names
    .filter((name) => /^[^.].*\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(dir, name));
}

async function readFolder(
  options: OpenRunbookFolder,
  before: ReadonlyMap<string, Kept>,
): Promise<ReadonlyMap<string, Kept>> {
  const files = await listRunbookFiles(options.dir);
  const read = await Promise.all(
    files.map(async (file): Promise<[string, Kept]> => {
      const old = before.get(file);
      const stamp = await stampOf(file);
      return [file, old?.stamp === stamp ? old : await readOne(options, file, { stamp, old })];
    }),
  );
  for (const file of before.keys()) {
    if (!files.includes(file)) options.log.info({ file }, "runbook removed");
  }
  return new Map(read);
}

async function stampOf(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(file);
  return `${mtimeMs} ${size} ${ino}`;
}

/** A bad file never takes away the last good version: a run may need it right now. */
async function readOne(
  { connections, allows, log }: OpenRunbookFolder,
  file: string,
  { stamp, old }: { readonly stamp: string; readonly old: Kept | undefined },
): Promise<Kept> {
  const source = await readFile(file, "utf8");
  const read = readRunbook(source, file, kindsOf(connections), allows);
  if (!read.ok) {
    for (const problem of read.problems) log.warn({ file }, formatProblem(problem));
    return { stamp, problems: read.problems, ...(old?.shelved && { shelved: old.shelved }) };
  }
  const sha256 = createHash("sha256").update(source).digest("hex");
  for (const warning of read.warnings) log.warn({ file }, formatProblem(warning));
  log.info({ runbook: read.runbook.id, sha256: sha256.slice(0, 12) }, "runbook loaded");
  return { stamp, problems: [], shelved: { runbook: read.runbook, source, sha256, file } };
}

function shelve(kept: ReadonlyMap<string, Kept>): ReadonlyMap<string, ShelvedRunbook> {
  const shelved = [...kept.values()].flatMap((file) => file.shelved ?? []);
  return new Map(shelved.map((each) => [each.runbook.id, each]));
}

function readSnapshot(source: string, slug: string): Runbook {
  const read = readRunbook(source, `${slug}.yml`);
  if (read.ok) return read.runbook;
  const why = read.problems.map(formatProblem).join("\n");
  throw new Error(`The stored version of runbook ${slug} cannot be read by this Muster:\n${why}`);
}
