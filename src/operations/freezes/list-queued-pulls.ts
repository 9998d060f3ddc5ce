// Which pull requests the entry of a merge queue would merge: its own, and those before it that are not merged yet.
import type { GithubEvent } from "../../domain/freeze/github-event.ts";
import { readGithubEvent } from "../../domain/freeze/read-github-event.ts";
import { listExceptions } from "../../storage/freeze-exceptions.ts";
import { findQueueEntry } from "../../storage/github-deliveries.ts";
import type { Tx } from "../context.ts";

type Entry = Extract<GithubEvent, { readonly is: "queue-asks" }>;

/** More than any queue builds at once (GitHub allows 100). */
const MOST_ENTRIES = 100;

/** Empty where GitHub's name for the entry says nothing: then nothing of it can be let pass. */
export async function listQueuedPulls(
  tx: Tx,
  repository: string,
  entry: Entry,
): Promise<readonly number[]> {
  const merged = new Set(
    (await listExceptions(tx.db, [repository]))
      .filter(({ state }) => state === "used")
      .map(({ pull }) => pull),
  );
  const pulls: number[] = [];
  let at: Entry | undefined = entry;
  while (at && pulls.length < MOST_ENTRIES) {
    if (at.pull === null) return [];
    if (at !== entry && merged.has(at.pull)) break;
    pulls.unshift(at.pull);
    at = at.baseSha === null ? undefined : await findEntry(tx, at.baseSha);
  }
  return pulls;
}

/** Each entry is built on the one before, whose own delivery came first. */
async function findEntry(tx: Tx, headSha: string): Promise<Entry | undefined> {
  const delivery = await findQueueEntry(tx.db, headSha);
  const read = delivery && readGithubEvent(delivery.event, delivery.body);
  return read?.ok && read.event?.is === "queue-asks" ? read.event : undefined;
}
