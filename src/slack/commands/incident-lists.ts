// `/incident`, `/incident list` and `/incident timeline`: what only the asker sees.
import type { KnownBlock } from "@slack/types";
import { isPerson } from "../../domain/actor.ts";
import { type Incident, isOpen } from "../../domain/incident.ts";
import {
  findIncidentByNumber,
  listIncidentsSince,
  listOpenIncidents,
} from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { channelLink, date, esc, mention } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { detailsView } from "../views/details.ts";
import { actions } from "../views/parts.ts";
import { panelButtons } from "./control-panel.ts";
import { declareButton, incidentHere } from "./find-incident.ts";
import { takeWord } from "./grammar.ts";

export async function showPanel(turn: Turn, number: number | null): Promise<void> {
  const incident =
    number === null ? await incidentHere(turn) : await findIncidentByNumber(turn.ctx.db, number);
  if (incident) {
    const text = incidentLine(incident, turn);
    return await turn.say({ text, blocks: [section(text), ...panelButtons(incident)] });
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

/** `🔴 *P1 INC-42* Payments down — Investigating, lead @anna, since 13:34 #inc-42-…` */
export function incidentLine(incident: Incident, { ctx }: Turn): string {
  const { number, priority, status, title, lead, startedAt, resolvedAt, room } = incident;
  const { zone } = ctx.shop;
  const when = resolvedAt
    ? words.command.line.closedAt(date(resolvedAt, zone))
    : words.command.line.since(date(startedAt, zone));
  const led = lead ? words.command.line.lead(mention(lead)) : words.command.line.noLead();
  const head = `${words.term.mark(priority, status)} *${priority} INC-${number}* ${esc(title, 200)}`;
  const where = room ? ` · ${channelLink(room.channel)}` : "";
  return `${head}\n${words.term.status(status)} · ${led} · ${when}${where}`;
}

/** The whole of it stands in the details; this is the end, for a glance. */
export async function showTimeline(turn: Turn, incident: Incident): Promise<void> {
  await openModal(turn, await detailsView(turn, incident));
}
