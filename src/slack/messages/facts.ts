// What a message needs to know beside its own data.
import type { AlertCounts } from "../../domain/alert.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Message } from "../../domain/message.ts";
import { words } from "../../words/words.ts";
import type { Look } from "../blocks/look.ts";
import { incidentUrl } from "../blocks/look.ts";
import { link } from "../mrkdwn.ts";

export type MessageFacts = {
  readonly look: Look;
  /** As it is now; null for messages that are about none. */
  readonly incident: Incident | null;
  readonly alerts: AlertCounts;
};

export type MessageOf<K extends Message["kind"]> = Extract<Message, { readonly kind: K }>;

export function incidentOf(facts: MessageFacts): Incident {
  if (!facts.incident) throw new Error("this message needs its incident to be drawn");
  return facts.incident;
}

export const nameIncident = (facts: MessageFacts): string => words.term.incident(incidentOf(facts));

/** The incident's number as a link to its page: for readers who are not in its channel. */
export function linkIncident(facts: MessageFacts): string {
  const incident = incidentOf(facts);
  return link(incidentUrl(facts.look, incident.number), words.term.incident(incident));
}
