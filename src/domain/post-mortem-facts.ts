// What a post-mortem is drafted from, and the words it is written in.
import type { PostMortemWords } from "../words/en/post-mortem.ts";
import type { ActionItem } from "./action-item.ts";
import { type Actor, isPerson } from "./actor.ts";
import type { Alert } from "./alert.ts";
import type { Incident } from "./incident.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { RunView } from "./runbook/view/describe.ts";
import type { TimelineEntry, TimelineItem } from "./timeline.ts";

export type PostMortemFacts = {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly timeline: readonly TimelineItem[];
  readonly runs: readonly { readonly number: number; readonly view: RunView }[];
  readonly actionItems: readonly ActionItem[];
  readonly serviceTitle: string | null;
  /** Slack user id to the name people know. */
  readonly nameOf: (user: string) => string;
  readonly zone: string;
  readonly now: Date;
};

/** The catalogue's part that a draft needs. */
export type DraftWords = {
  readonly say: PostMortemWords;
  readonly incident: (number: number) => string;
  readonly status: (status: Incident["status"]) => string;
  readonly duration: (ms: number) => string;
  readonly count: (many: number, one: string, more: string) => string;
  readonly outcome: (outcome: NonNullable<RunView["outcome"]> | "aborted") => string;
  readonly happened: (entry: TimelineEntry, nameOf: (user: string) => string) => string;
};

/** Words of people and of alerts, on one line, with mentions turned into names. */
export function text({ nameOf }: PostMortemFacts, raw: string | null): string | undefined {
  if (!raw?.trim()) return undefined;
  return escapeMarkdown(
    raw.replaceAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g, (_, user: string) => `@${nameOf(user)}`),
  );
}

export function actorName({ nameOf }: PostMortemFacts, actor: Actor): string {
  if (isPerson(actor)) return nameOf(actor.user);
  if (actor.type !== "alert") return "Muster";
  return actor.source === actor.hook ? actor.source : `${actor.source} (${actor.hook})`;
}

export const bullet = (line: string): string => `- ${line}`;
