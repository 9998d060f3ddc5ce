// The runbooks at hand: the last good version of each file, and what is wrong with the others.
import type { Runbook } from "../domain/runbook/format/format.ts";

export type ShelvedRunbook = {
  readonly runbook: Runbook;
  /** The file's text: what a run's snapshot keeps. */
  readonly source: string;
  readonly sha256: string;
  readonly file: string;
};

export type RunbookShelf = {
  list(): readonly ShelvedRunbook[];
  find(slug: string): ShelvedRunbook | undefined;
  /** The runbook a stored snapshot holds; throws where this version of Muster cannot read it. */
  readSnapshot(source: string, slug: string): Runbook;
};

/** By its id, else by a word that one of its `command` triggers gives it. */
export function findRunbook(shelf: RunbookShelf, word: string): ShelvedRunbook | undefined {
  return shelf.find(word) ?? shelf.list().find(({ runbook }) => isCalled(runbook, word));
}

const isCalled = ({ triggers }: Runbook, word: string): boolean =>
  triggers.some((trigger) => "command" in trigger && trigger.command === word);
