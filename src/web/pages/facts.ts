// How single facts look on every page: instants, people, priorities and statuses.
import type { Actor } from "../../domain/actor.ts";
import type { Incident, IncidentStatus } from "../../domain/incident.ts";
import type { Person } from "../../domain/person.ts";
import type { Priority } from "../../domain/priority.ts";
import { webPage } from "../../words/en/page.ts";
import { type Html, html } from "../html.ts";

/** What turns stored facts into readable ones. */
export type Reader = {
  /** A Slack id to the name people know. */
  readonly name: (user: string) => string;
  /** `22 Nov 13:35:02`, with the exact instant for machines. */
  readonly time: (at: Date) => Html;
  readonly timeText: (at: Date) => string;
};

export function createReader(people: readonly Person[], zone: string): Reader {
  const names = new Map(people.map((person) => [person.user, person.name || `@${person.handle}`]));
  const format = new Intl.DateTimeFormat(webPage.lang === "en" ? "en-GB" : webPage.lang, {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const timeText = (at: Date) => format.format(at).replace(",", "");
  return {
    name: (user) => names.get(user) ?? user,
    timeText,
    time: (at) => html`<time datetime="${at.toISOString()}">${timeText(at)}</time>`,
  };
}

export function actorName(actor: Actor, reader: Reader): string {
  switch (actor.type) {
    case "person":
      return reader.name(actor.user);
    case "alert":
      return actor.hook;
    case "muster":
      return webPage.product();
  }
}

const priorityTones: Readonly<Record<Priority, string>> = {
  P1: "bad",
  P2: "warn",
  P3: "",
  P4: "",
};

export function priorityPill(priority: Priority): Html {
  return html`<span class="pill ${priorityTones[priority]}">${priority}</span>`;
}

const statusTones: Readonly<Record<IncidentStatus, string>> = {
  investigating: "bad",
  identified: "warn",
  monitoring: "warn",
  resolved: "good",
  cancelled: "",
};

export function statusPill(status: IncidentStatus): Html {
  return html`<span class="pill ${statusTones[status]}">${webPage.statusName(status)}</span>`;
}

export function incidentLink(incident: Pick<Incident, "number">): Html {
  return html`<a href="/incidents/${incident.number}">${webPage.incidentNumber(incident.number)}</a>`;
}

/** `18 min`, `2 h 5 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
