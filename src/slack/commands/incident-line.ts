// One incident in two lines, as lists and forms show it.
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { channelLink, date, esc, mention } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";

/** `🔴 *P1 INC-42* Payments down — Investigating, lead @anna, since 13:34 #inc-42-…` */
export function incidentLine(incident: Incident, { ctx }: Turn): string {
  const { isPlanned, priority, status, title, lead, startedAt, resolvedAt, room } = incident;
  const { zone } = ctx.shop;
  const when = resolvedAt
    ? words.command.line.closedAt(date(resolvedAt, zone))
    : words.command.line.since(date(startedAt, zone));
  const led = lead ? words.command.line.lead(mention(lead)) : words.command.line.noLead();
  const name = words.term.incident(incident);
  const sort = isPlanned ? name : `${priority} ${name}`;
  const mark = isPlanned ? words.drill.planned() : words.term.mark(priority, status);
  const head = `${mark} *${sort}* ${esc(title, 200)}`;
  const where = room ? ` · ${channelLink(room.channel)}` : "";
  return `${head}\n${words.term.standing(incident)} · ${led} · ${when}${where}`;
}
