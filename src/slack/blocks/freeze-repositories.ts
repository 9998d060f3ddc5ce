// The repositories of a freeze, one a line: how each is held by the last look at GitHub, what is wrong first.
import type { FrozenRepository, RepositoryState } from "../../domain/freeze/repository.ts";
import { words } from "../../words/words.ts";
import { esc } from "../mrkdwn.ts";
import { type Look, when } from "./look.ts";

/** What a person has to look after stands first. */
const ORDER: readonly RepositoryState[] = [
  "failed",
  "drifted",
  "unknown",
  "unenforced",
  "frozen",
  "staged",
  "open",
];

const WRONG: ReadonlySet<RepositoryState> = new Set(["failed", "drifted", "unknown", "unenforced"]);

export const isTrouble = ({ state }: FrozenRepository): boolean => WRONG.has(state);

export function byTrouble(repositories: readonly FrozenRepository[]): readonly FrozenRepository[] {
  return repositories.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

export function repositoryLine(body: FrozenRepository, look: Look): string {
  const { freeze: say } = words;
  const { repository, state } = body;
  return say.repositoryLine(
    say.repositoryMark(state),
    `*${esc(repository, 140)}*`,
    [
      [say.repositoryState(state), ...how(body), ...seen(body, look)].join(", "),
      ...complaint(body),
    ].join(" · "),
  );
}

/** A mode says how it is held, or why it is not, where GitHub's own words do not. */
function how({ state, mode, error }: FrozenRepository): string[] {
  if (state === "unenforced" && error !== null) return [];
  return state === "frozen" || state === "unenforced" ? [words.freeze.mode(mode)] : [];
}

function seen({ state, observedAt }: FrozenRepository, look: Look): string[] {
  const { freeze: say } = words;
  if (state === "unenforced" || state === "open") return [];
  if (observedAt === null) return [say.neverRead()];
  const at = when(look, new Date(observedAt), "time");
  return [state === "frozen" ? say.readBack(at) : say.lastRead(at)];
}

const LONGEST_ERROR = 220;

function complaint({ state, error }: FrozenRepository): string[] {
  if (error === null) return [];
  return [words.freeze.githubSays(esc(error, LONGEST_ERROR), state === "failed")];
}

/** The first lines within `room` characters, and how many are not shown. */
export function foldedLines(
  lines: readonly string[],
  { most, characters }: { readonly most: number; readonly characters: number },
): string {
  const shown: string[] = [];
  let size = 0;
  for (const line of lines.slice(0, most)) {
    if (size + line.length > characters) break;
    shown.push(line);
    size += line.length + 1;
  }
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [words.freeze.more(more)] : [])].join("\n");
}
