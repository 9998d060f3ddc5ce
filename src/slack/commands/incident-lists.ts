// `/incident`, `/incident list` and `/incident timeline`: what only the asker sees.
import type { KnownBlock } from "@slack/types";
import { isPerson } from "../../domain/actor.ts";
import { type Incident, isOpen } from "../../domain/incident.ts";
import {
  findIncidentByNumber,
  listIncidentsSince,
  listOpenIncidents,
} from "../../storage/incidents.ts";
import { listTimeline } from "../../storage/timeline.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import { stacked, timelineLines } from "../views/timeline-lines.ts";
import { panelButtons } from "./control-panel.ts";
import { declareButton, incidentHere } from "./find-incident.ts";
import { handlesById } from "./find-person.ts";
import { takeWord } from "./grammar.ts";
import { incidentLine } from "./incident-line.ts";

export async function showPanel(turn: Turn, number: number | null): Promise<void> {
  const incident =
    number === null ? await incidentHere(turn) : await findIncidentByNumber(turn.ctx.db, number);
  if (incident) {
    const text = incidentLine(incident, turn);
    return await turn.say({
      text,
      blocks: [section(text), ...panelButtons(incident, turn.person.user)],
    });
  }
  if (number !== null) {
    return await turn.refuse({ code: "no-such-incident", wanted: `INC-${number}` });
  }
  await listOpen(turn);
}

export async function listIncidents(turn: Turn, rest: string): Promise<void> {
  const { word } = takeWord(rest);
  const days = Number(/^(\d{1,3})d?$/i.exec(word)?.[1] ?? Number.NaN);
  if (word.toLowerCase() === "mine") return await listMine(turn);
  if (days > 0) return await listRecent(turn, days);
  await listOpen(turn);
}

async function listOpen(turn: Turn): Promise<void> {
  const open = (await listOpenIncidents(turn.ctx.db)).filter(isOpen);
  const title = open.length === 0 ? words.command.noneOpen() : words.command.openOnes(open.length);
  const blocks = [...lines(turn, title, open), actions([declareButton()])];
  await turn.say({ text: title.replaceAll("*", ""), blocks });
}

const DAY_MS = 86_400_000;
const MINE_DAYS = 30;

async function listRecent(turn: Turn, days: number): Promise<void> {
  const since = new Date(turn.ctx.clock.now().getTime() - days * DAY_MS);
  const found = await listIncidentsSince(turn.ctx.db, since);
  await sayList(turn, words.command.listed.recent(days), found);
}

async function listMine(turn: Turn): Promise<void> {
  const { user } = turn.person;
  const since = new Date(turn.ctx.clock.now().getTime() - MINE_DAYS * DAY_MS);
  const found = (await listIncidentsSince(turn.ctx.db, since)).filter(
    ({ lead, acknowledgedBy, declaredBy, roles }) =>
      [lead, acknowledgedBy, ...Object.values(roles)].includes(user) ||
      (isPerson(declaredBy) && declaredBy.user === user),
  );
  await sayList(turn, words.command.listed.mine(), found);
}

async function sayList(turn: Turn, title: string, found: readonly Incident[]): Promise<void> {
  await turn.say({ text: title.replaceAll("*", ""), blocks: lines(turn, title, found) });
}

const MOST_LINES = 20;

function lines(turn: Turn, title: string, found: readonly Incident[]): KnownBlock[] {
  const shown = found.slice(0, MOST_LINES).map((incident) => section(incidentLine(incident, turn)));
  const left = found.length - shown.length;
  const more = left > 0 ? [context(words.command.listed.more(left, `<${turn.ctx.shop.url}>`))] : [];
  const none = found.length === 0 && title !== words.command.noneOpen();
  const empty = none ? [section(words.command.listed.none())] : [];
  return [section(title), ...shown, ...more, ...empty];
}

const SHOWN_ENTRIES = 15;
const MOST_ENTRIES = 50;

/** `timeline 30`: the last entries; the details hold more. */
export async function showTimeline(turn: Turn, incident: Incident, rest: string): Promise<void> {
  const wanted = Number(/^\d{1,3}/.exec(rest)?.[0] ?? SHOWN_ENTRIES);
  const all = await listTimeline(turn.ctx.db, incident.id);
  const last = all.slice(-Math.min(Math.max(wanted, 1), MOST_ENTRIES));
  const lines = timelineLines(turn, last, await handlesById(turn));
  const title = words.command.timeline(incident, last.length, all.length);
  const { number, version } = incident;
  const details = button({
    action: ACTIONS.details,
    value: { about: "incident", incident: number, version },
    text: words.button.details(),
    label: words.button.spoken(words.button.details(), words.term.incident(number)),
  });
  const blocks = [section(title), ...stacked(lines), actions([details])];
  await turn.say({ text: title.replaceAll("*", ""), blocks });
}
