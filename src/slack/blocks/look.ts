// What every renderer is told beside its subject: the shop, and how people are called in plain words.
import type { Actor } from "../../domain/actor.ts";
import type { Shop } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { type DateStyle, date, esc, escLines } from "../mrkdwn.ts";

export type Look = {
  readonly shop: Shop;
  /** Slack user id to the name people know; ids that are missing are shown as they are. */
  readonly names: ReadonlyMap<string, string>;
  /** "https://acme.slack.com/"; undefined where links to channels cannot be made. */
  readonly teamUrl?: string | undefined;
};

/** The name, made safe for mrkdwn: where a mention would ring for somebody who has nothing to do. */
export const nameText = (look: Look, user: string): string => esc(nameOf(look, user), 80);

/** A plain name, where a mention would call somebody or show an id: texts for managers and for speech. */
export function nameOf(look: Look, user: string | null): string {
  if (user === null) return words.term.nobody();
  return look.names.get(user) ?? user;
}

/** Who acted; Muster or the alert where no person did. */
export function actorName(look: Look, actor: Actor): string {
  return actor.type === "person" ? nameOf(look, actor.user) : actorWord(actor);
}

function actorWord(actor: Exclude<Actor, { type: "person" }>): string {
  return actor.type === "alert" ? words.term.alert() : words.term.muster();
}

export function when(look: Look, at: Date, style: DateStyle = "moment"): string {
  return date(at, look.shop.zone, style);
}

const HALF_A_DAY_MS = 12 * 3_600_000;

/** Something to come: by its time alone only as long as nobody can take it for today's. */
export function whenDue(look: Look, at: string, since: string): string {
  const due = new Date(at);
  const isFar = due.getTime() - Date.parse(since) >= HALF_A_DAY_MS;
  return when(look, due, isFar ? "moment" : "clock");
}

/** Opens the channel in the reader's Slack. */
export function channelUrl(look: Look, channel: string): string | undefined {
  return look.teamUrl === undefined ? undefined : `${look.teamUrl}archives/${channel}`;
}

export function incidentUrl(look: Look, number: number): string {
  return `${look.shop.url}/incidents/${number}`;
}

/** What a person typed in Slack: people and channels they named are shown by name and call nobody. */
export function typed(look: Look, text: string, limit = 3_000): string {
  const named = text
    .replaceAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g, (_, user: string) => `@${nameOf(look, user)}`)
    .replaceAll(/<#[CG][A-Z0-9]+\|([^<>]*)>/g, (_, name: string) => `#${name}`)
    .replaceAll(/<(https?:\/\/[^<>|]+)(?:\|[^<>]*)?>/g, (_, url: string) => url);
  return escLines(named, limit);
}
