// The text a run was started with, read: a run executes that text whatever became of the file.
import type { Runbook } from "../domain/runbook/format/format.ts";
import { shellOf } from "../domain/runbook/run/unreadable.ts";
import { findRunbookVersion, type RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";
import type { RunbookShelf } from "./runbook-shelf.ts";

export type Snapshot = {
  /** Without steps where the text cannot be read: enough to show the run, and to end it. */
  readonly runbook: Runbook;
  /** Why this Muster cannot read the text; another version of Muster wrote it. */
  readonly fault?: string;
};

export async function readSnapshot(
  deps: Pick<Deps, "db" | "runbooks">,
  run: Pick<RunRow, "number" | "versionId">,
): Promise<Snapshot> {
  const known = knownTo(deps.runbooks);
  const found = known.get(run.versionId);
  if (found) return { runbook: found };
  const version = await findRunbookVersion(deps.db, run.versionId);
  if (!version) throw new Error(`run ${run.number} has lost its runbook version ${run.versionId}`);
  const { source, slug } = version;
  try {
    const runbook = deps.runbooks.readSnapshot(source, slug);
    if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? "");
    known.set(run.versionId, runbook);
    return { runbook };
  } catch (error) {
    // Told on the run and to its owner: a crash here would come back with every timer of the run.
    const fault = error instanceof Error ? error.message : String(error);
    return { runbook: shellOf(slug, source), fault };
  }
}

const MOST_KNOWN = 100;

/** A stored version never changes, and a run wants it at every click, timer and painting. */
const knownByShelf = new WeakMap<RunbookShelf, Map<string, Runbook>>();

function knownTo(shelf: RunbookShelf): Map<string, Runbook> {
  const known = knownByShelf.get(shelf) ?? new Map<string, Runbook>();
  knownByShelf.set(shelf, known);
  return known;
}
