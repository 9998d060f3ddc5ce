// One line about a vote: what was given by whom, and who could still give one.
import type { Ballot } from "../../domain/freeze/ballot.ts";
import { words } from "../../words/words.ts";
import { esc } from "../mrkdwn.ts";
import { type Look, nameText, when } from "./look.ts";

const MOST_NAMES = 5;

export const givenOf = ({ votes }: Ballot): number =>
  votes.filter(({ vote }) => vote === "approve").length;

export function ballotLine(ballot: Ballot, look: Look): string {
  const { approval: say } = words;
  const votes = ballot.votes.map(({ by, at, vote }) => {
    const name = esc(by.name, 80);
    const time = when(look, new Date(at), "clock");
    return vote === "approve" ? say.vote(name, time) : say.deniedBy(name, time);
  });
  const parts = [say.count(givenOf(ballot), ballot.need), ...votes];
  const waits = ballot.state === "asked" ? [waitsFor(ballot, look)] : [];
  return [...parts, ...waits].join(" · ");
}

function waitsFor(ballot: Ballot, look: Look): string {
  const { approval: say, freeze } = words;
  const left = ballot.eligible.filter((user) => !ballot.votes.some(({ by }) => by.id === user));
  if (left.length === 0) return say.from(esc(freeze.people(ballot.from), 300));
  const names = left.slice(0, MOST_NAMES).map((user) => nameText(look, user));
  return say.waitsFor(ballot.need - givenOf(ballot), names, left.length - names.length);
}

/** Who approved, for the line that says what became of it. */
export const approversText = ({ votes }: Ballot): string =>
  votes
    .filter(({ vote }) => vote === "approve")
    .map(({ by }) => esc(by.name, 80))
    .join(", ");

export function denialOf({ votes }: Ballot): { name: string; note: string | null } {
  const denial = votes.find(({ vote }) => vote === "deny");
  return { name: esc(denial?.by.name ?? "", 80), note: denial?.note ?? null };
}
