// `/incident actions`: what is left to do after one incident, for one person, or altogether.
import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import {
  type ListedItem,
  listActionItems,
  listOpenActionItems,
} from "../../storage/action-items.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { itemBlocks } from "../blocks/action-items.ts";
import { context, section } from "../blocks/elements.ts";
import { lookOf } from "../look-of.ts";
import type { Turn } from "../turn.ts";
import { incidentHere } from "./find-incident.ts";
import { takeIncident, takeWord } from "./grammar.ts";

/** More would be longer than an answer may be. */
const MOST_LISTED = 15;

/** `actions [INC-42 | mine | all]`: in an incident's channel those of the incident, elsewhere all that are open. */
export async function listActions(turn: Turn, rest: string): Promise<void> {
  const { incident: number, rest: said } = takeIncident(rest);
  const word = takeWord(said).word.toLowerCase();
  if (number !== null) return await ofNumber(turn, number);
  if (word === "mine") return await mine(turn);
  const here = word === "all" ? undefined : await incidentHere(turn);
  return here ? await ofIncident(turn, here) : await all(turn);
}

async function ofNumber(turn: Turn, number: number): Promise<void> {
  const incident = await findIncidentByNumber(turn.ctx.db, number);
  if (incident) return await ofIncident(turn, incident);
  await turn.refuse({ code: "no-such-incident", wanted: words.term.incident(number) });
}

/** Done ones too, behind what is open. */
async function ofIncident(turn: Turn, incident: Incident): Promise<void> {
  const { actionItem: say, term } = words;
  const items = await listActionItems(turn.ctx.db, incident.id);
  const open = items.filter(({ state }) => state === "open");
  const done = items.filter(({ state }) => state === "done");
  const name = term.incident(incident);
  const title = items.length === 0 ? say.noneOf(name) : say.ofIncident(name, say.open(open.length));
  const listed = [...open, ...done].map((item) => ({ item, incident }));
  await sayList(turn, title, listed);
}

async function mine(turn: Turn): Promise<void> {
  const listed = await listOpenActionItems(turn.ctx.db, turn.person.user);
  const { actionItem: say } = words;
  await sayList(turn, listed.length === 0 ? say.noneMine() : say.mine(), listed);
}

async function all(turn: Turn): Promise<void> {
  const listed = await listOpenActionItems(turn.ctx.db);
  const { actionItem: say } = words;
  await sayList(turn, listed.length === 0 ? say.noneOpen() : say.all(), listed);
}

async function sayList(turn: Turn, title: string, listed: readonly ListedItem[]): Promise<void> {
  const shown = { look: await lookOf(turn), now: turn.ctx.clock.now() };
  const rest = listed.length - MOST_LISTED;
  const blocks: KnownBlock[] = [
    section(title),
    ...listed.slice(0, MOST_LISTED).flatMap((each) => itemBlocks(each, shown)),
    ...(rest > 0 ? [context(words.actionItem.more(rest))] : []),
  ];
  await turn.say({ text: title.replaceAll("*", ""), blocks });
}
