// How single facts look on every page: instants, people, priorities and statuses.
import type { Actor } from "../../domain/actor.ts";
import type { Incident, IncidentStatus } from "../../domain/incident.ts";
import type { Person } from "../../domain/person.ts";
import type { Priority } from "../../domain/priority.ts";
import { words } from "../../words/words.ts";
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
  const format = new Intl.DateTimeFormat(
    words.webPage.lang === "en" ? "en-GB" : words.webPage.lang,
    {
      timeZone: zone,
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    },
  );
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
      return words.webPage.product();
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
  return html`<span class="pill ${statusTones[status]}">${words.term.status(status)}</span>`;
}

export function incidentLink(incident: Pick<Incident, "number">): Html {
  return html`<a href="/incidents/${incident.number}">${words.term.incident(incident)}</a>`;
}
