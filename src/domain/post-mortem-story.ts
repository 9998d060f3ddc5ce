// The chapters of a post-mortem that tell what happened: head, impact, times, alerts, timeline.
import type { Alert } from "./alert.ts";
import { escapeMarkdown } from "./markdown.ts";
import {
  actorName,
  bullet,
  type DraftWords,
  type PostMortemFacts,
  text,
} from "./post-mortem-facts.ts";
import { type Measure, measuresOf } from "./post-mortem-times.ts";
import { actedBy } from "./timeline.ts";
import { exactMoment, plainMoment } from "./zone-time.ts";

export function headTable(facts: PostMortemFacts, { say, status }: DraftWords): string {
  const { incident, serviceTitle, nameOf } = facts;
  const rows: [string, string][] = [
    [say.head.priority, incident.priority],
    [say.head.status, status(incident.status)],
    ...(serviceTitle ? [[say.head.service, serviceTitle] as [string, string]] : []),
    [say.head.lead, incident.lead ? nameOf(incident.lead) : say.nobody],
    [say.head.declaredBy, actorName(facts, incident.declaredBy)],
  ];
  const lines = rows.map(([name, value]) => `| **${name}** | ${escapeMarkdown(value)} |`);
  return ["| | |", "|---|---|", ...lines].join("\n");
}

export function impact(facts: PostMortemFacts, { say, duration }: DraftWords): string[] {
  const { impact: seen, startedAt, resolvedAt } = facts.incident;
  const lasted = resolvedAt ? resolvedAt.getTime() - startedAt.getTime() : undefined;
  return [
    text(facts, seen) ?? say.ask(say.askSee),
    ...(lasted === undefined ? [] : [say.impactLasted(duration(lasted))]),
    say.ask(say.askImpact),
  ];
}

export function times(facts: PostMortemFacts, words: DraftWords): string[] {
  const { say, duration, count } = words;
  const { incident, timeline, zone } = facts;
  const moment = (at: Date): string => exactMoment(at, zone);
  const row = ({ measure, from, to }: Measure): string => {
    const value = duration(to.at.getTime() - from.at.getTime());
    const cells = [
      say[measure],
      value,
      say[from.what](moment(from.at)),
      say[to.what](moment(to.at)),
    ];
    return `| ${cells.join(" | ")} |`;
  };
  const again = timeline.filter(({ entry }) => entry.kind === "reopened").length;
  return [
    `| ${say.measure} | ${say.value} | ${say.from} | ${say.to} |`,
    "|---|---|---|---|",
    ...measuresOf(incident, timeline).map(row),
    ...promises(facts, words),
    ...(again > 0 ? [say.reopened(count(again, say.once, say.often))] : []),
  ];
}

function promises({ incident, zone, now }: PostMortemFacts, { say }: DraftWords): string[] {
  const { ackDueAt, acknowledgedAt, restoreDueAt, resolvedAt } = incident;
  const line = (name: (when: string) => string, due: Date | null, at: Date | null): string[] => {
    if (!due) return [];
    const isOpen = at === null && now <= due;
    const end = isOpen ? say.promiseOpen : (at ?? now) <= due ? say.kept : say.missed;
    return [bullet(say.promised(name(plainMoment(due, zone)), end))];
  };
  const lines = [
    ...line(say.ackBy, ackDueAt, acknowledgedAt),
    ...line(say.restoreBy, restoreDueAt, resolvedAt),
  ];
  return lines.length > 0 ? [`**${say.promises}**`, ...lines] : [];
}

export function fired(facts: PostMortemFacts, words: DraftWords): string[] {
  const { say } = words;
  if (facts.alerts.length === 0) return [say.noAlert, say.ask(say.askNoAlert)];
  return facts.alerts.map((alert) => bullet(alertLine(alert, facts, words)));
}

function alertLine(alert: Alert, { zone }: PostMortemFacts, { say }: DraftWords): string {
  const { title, value, baseline, source, startedAt, recoveredAt, links } = alert;
  const measured =
    value && baseline ? say.against(value, baseline) : (value ?? baseline ?? undefined);
  const link = links.find(({ label }) => label === "source") ?? links[0];
  return [
    `**${escapeMarkdown(title)}**`,
    ...(measured ? [escapeMarkdown(measured)] : []),
    say.firing(exactMoment(startedAt, zone)),
    recoveredAt ? say.recovered(exactMoment(recoveredAt, zone)) : say.stillFiring,
    link ? `${escapeMarkdown(source)}: <${link.url}>` : escapeMarkdown(source),
  ].join("; ");
}

export function story(facts: PostMortemFacts, { say, happened }: DraftWords): string[] {
  if (facts.timeline.length === 0) return [say.noTimeline];
  return facts.timeline.map((item) => {
    const sentence = text(facts, happened(item.entry, facts.nameOf)) ?? "";
    const user = actedBy(item);
    const who = user === null ? "" : ` (${escapeMarkdown(facts.nameOf(user))})`;
    return bullet(`${exactMoment(item.at, facts.zone)} ${sentence}${who}`);
  });
}
