// English: what happened in an incident, one sentence of plain text an entry.
import type { IncidentStatus } from "../../domain/incident.ts";
import type { TimelineEntry } from "../../domain/timeline.ts";
import { term } from "./terms.ts";

const because = (reason: string | null): string => (reason === null ? "" : `: ${reason}`);
const status = (of: IncidentStatus): string => term.status(of).toLowerCase();

const alertChanges = {
  joined: "Alert",
  again: "Alert fires again",
  recovered: "Alert recovered",
} as const;

const overdue = {
  acknowledge: "Nobody acknowledged in time",
  update: "The promised update is overdue",
  lead: "Nobody leads the incident",
} as const;

function sentence(entry: TimelineEntry, name: (user: string) => string): string {
  switch (entry.kind) {
    case "opened":
      return `Declared as ${entry.priority}: ${entry.title}`;
    case "alert":
      return alert(entry);
    case "acknowledged": {
      const after = `after ${seconds(entry.afterSeconds)}`;
      return `Acknowledged ${after}${entry.isLate ? ", later than promised" : ""}`;
    }
    case "lead":
      return `${name(entry.user)} leads${entry.from === null ? "" : `, before it was ${name(entry.from)}`}`;
    case "role":
      return `${name(entry.user)} is ${entry.role}`;
    case "priority":
      return `Priority changed from ${entry.from} to ${entry.to}${because(entry.reason)}`;
    case "status":
      return `Status changed from ${status(entry.from)} to ${status(entry.to)}`;
    case "update":
      return `Update: ${entry.text}`;
    case "note":
      return `Note: ${entry.text}`;
    case "link":
      return entry.title === null ? `Link: ${entry.url}` : `Link: ${entry.title} (${entry.url})`;
    case "message":
      return `Message of ${name(entry.author)}: ${entry.text}`;
    case "edited":
      return edited(entry.title, entry.impact);
    case "paged":
      return `${name(entry.user)} was paged: ${entry.reason}`;
    case "page-passed":
      return `${name(entry.user)} passed the page on`;
    case "run-started":
      return `Runbook started: ${entry.title}`;
    case "run-step":
      return `${entry.title}: ${entry.outcome}${entry.detail === null ? "" : `, ${entry.detail}`}`;
    case "run-ended":
      return `Runbook ended (${entry.outcome.replaceAll("_", " ")}): ${entry.title}`;
    case "resolved":
      return `Resolved${because(entry.summary)}`;
    case "reopened":
      return `Reopened${because(entry.reason)}`;
    case "cancelled":
      return `Cancelled: ${entry.reason}`;
    case "action-item":
      return `Action item for ${name(entry.owner)}: ${entry.text}${due(entry.dueOn)}`;
    case "overdue":
      return `${overdue[entry.what]}${noticed(entry.noticedLateSeconds)}`;
    case "effect-failed":
      return `Given up: ${entry.effect}: ${entry.reason}`;
  }
}

function alert({ change, title, value, baseline }: Extract<TimelineEntry, { kind: "alert" }>) {
  const figures = value === undefined ? "" : ` (${against(value, baseline)})`;
  return `${alertChanges[change]}: ${title}${figures}`;
}

const due = (day: string | null): string => (day === null ? "" : ` (due ${day})`);

const noticed = (lateSeconds: number): string =>
  lateSeconds > 0 ? ` (noticed ${seconds(lateSeconds)} late: Muster was away)` : "";

const against = (value: string, baseline: string | undefined): string =>
  baseline === undefined ? value : `${value} against ${baseline}`;

function edited(title: string | null, impact: string | null): string {
  const parts = [
    ...(title === null ? [] : [`title: ${title}`]),
    ...(impact === null ? [] : [`impact: ${impact}`]),
  ];
  return `Edited, ${parts.join("; ")}`;
}

function seconds(many: number): string {
  return many < 60 ? `${Math.round(many)} s` : `${Math.round(many / 60)} min`;
}

export const timeline = {
  /** `name` turns a Slack id into the name people know. */
  sentence,
};
