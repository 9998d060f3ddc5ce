// The fewest calls and the shortest time that GitHub's documented limits leave anybody who freezes by rulesets.

/** Branches only, as where muster.yml says nothing; tags need a second one, GitHub has none for both. */
const RULESETS = 1;
/** Pull requests on a page of a list, at most. */
const PAGE = 100;
/** docs.github.com, "Best practices for using the REST API": at least one second between changes. */
const APART_MS = 1_000;

export type Fewest = {
  /** Created, switched on, deleted: by GitHub's API one call each for each ruleset. */
  readonly rules: number;
  /** A repository counts as held, or as open, only when that was read back: after each of the three. */
  readonly readBacks: number;
  /** The open pull requests, at the start and at the end. */
  readonly lists: number;
  /** A check for each at the start, and its edit at the end. */
  readonly checks: number;
  readonly all: number;
  /** From the start to the last change, and to its read-back at once after it. */
  readonly holdMs: number;
};

export function fewestCalls(repositories: number, pulls: number): Fewest {
  const rules = 3 * RULESETS * repositories;
  const readBacks = 3 * repositories;
  const pages = Math.ceil(pulls / repositories / PAGE);
  const lists = 2 * repositories * Math.max(1, pages);
  const checks = 2 * pulls;
  return {
    ...{ rules, readBacks, lists, checks, all: rules + readBacks + lists + checks },
    holdMs: (RULESETS * repositories - 1) * APART_MS,
  };
}
