// Which pull requests the group of a merge queue would merge: those between the branch as it is and the group's commit.
import type { GithubEvent } from "../../domain/freeze/github-event.ts";
import { readGithubEvent } from "../../domain/freeze/read-github-event.ts";
import type { Db } from "../../storage/database.ts";
import { findQueueEntry } from "../../storage/github-deliveries.ts";

type Entry = Extract<GithubEvent, { readonly is: "queue-asks" }>;

/** More than any queue builds at once (GitHub allows 100). */
const MOST_ENTRIES = 100;

/**
 * Each entry is built on the one before, and GitHub tells of several at once in any order. Undefined where not all are
 * known: one was not told of yet, or what GitHub calls it says nothing. Then nothing of it can be let pass.
 */
export async function listQueuedPulls(
  db: Db,
  headSha: string,
  branchHead: string,
): Promise<readonly number[] | undefined> {
  const pulls: number[] = [];
  let at = headSha;
  while (at !== branchHead) {
    const entry = await findEntry(db, at);
    if (!entry || entry.pull === null || entry.baseSha === null) return undefined;
    if (pulls.length === MOST_ENTRIES) return undefined;
    pulls.unshift(entry.pull);
    at = entry.baseSha;
  }
  return pulls;
}

async function findEntry(db: Db, headSha: string): Promise<Entry | undefined> {
  const delivery = await findQueueEntry(db, headSha);
  const read = delivery && readGithubEvent(delivery.event, delivery.body);
  return read?.ok && read.event?.is === "queue-asks" ? read.event : undefined;
}
