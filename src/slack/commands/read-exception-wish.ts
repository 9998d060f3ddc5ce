// What `/freeze except …` says: the pull request, the incident whose fix it is, and why.
import { type Incident, isOpen } from "../../domain/incident.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { code } from "../mrkdwn.ts";
import { findRepository, readPull } from "../read-pull.ts";
import type { Turn } from "../turn.ts";
import type { ExceptionWish } from "../views/exception-ask.ts";
import { incidentHere } from "./find-incident.ts";
import { suggest, takeIncident, takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";

export async function readExceptionWish(turn: Turn, text: string): Promise<ExceptionWish> {
  const { incident: number, rest } = takeIncident(text);
  const incident = await findMeant(turn, number);
  const change = takeChange(turn.ctx.shop.repositories, rest);
  const reason = await plainWords(turn, change.rest);
  return {
    ...(incident && isOpen(incident) && { incident }),
    ...(change.repository && { repository: change.repository }),
    ...(change.pull !== undefined && { pull: change.pull }),
    ...(reason !== "" && { reason }),
    ...(change.problem && { problem: change.problem }),
  };
}

async function findMeant(turn: Turn, number: number | null): Promise<Incident | undefined> {
  if (number === null) return await incidentHere(turn);
  return await findIncidentByNumber(turn.ctx.db, number);
}

type Change = {
  readonly repository?: string | undefined;
  readonly pull?: number | undefined;
  readonly problem?: string;
  readonly rest: string;
};

/** `shop/web#12 why`, `<address> why`, `shop/web 12 why`, `shop/web why`; anything else is all reason. */
function takeChange(known: readonly string[], text: string): Change {
  const { word, rest } = takeWord(text);
  const named = readPull(word);
  if (named?.repository === null) return { pull: named.pull, rest };
  const wanted = named?.repository ?? word;
  const repository = findRepository(wanted, known);
  if (repository === undefined) {
    if (!wanted.includes("/")) return { rest: text };
    return { problem: unknown(wanted, known), rest };
  }
  if (named) return { repository, pull: named.pull, rest };
  const next = takeWord(rest);
  const number = readPull(next.word);
  return number?.repository === null
    ? { repository, pull: number.pull, rest: next.rest }
    : { repository, rest };
}

function unknown(wanted: string, known: readonly string[]): string {
  const near = suggest(wanted.toLowerCase(), known).map((each) => code(each, 140));
  return words.freezeCommand.unknownRepository(code(wanted, 140), near);
}
