// The facts of a freeze that all its messages share: window, scope, reason, who may let something through.
import type { SectionBlock } from "@slack/types";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { code, esc } from "../mrkdwn.ts";
import { section } from "./elements.ts";
import { type Look, typed, when } from "./look.ts";

type Window = Pick<Freeze, "startsAt" | "endsAt" | "zone">;

/** Meant in one zone, read in others: both are written. */
export function windowLines({ startsAt, endsAt, zone }: Window, look: Look): string {
  const { freeze: say } = words;
  const from = new Date(startsAt);
  const to = endsAt === null ? null : new Date(endsAt);
  return [
    say.window(dayMoment(from, zone), to && dayMoment(to, zone), esc(zone, 60)),
    say.yourTime(when(look, from), to && when(look, to)),
  ].join("\n");
}

const MOST_NAMES = 8;

/** `shop/web, shop/checkout +10 more`. */
export function namesText(names: readonly string[], most = MOST_NAMES): string {
  const shown = names.slice(0, most).map((name) => esc(name, 120));
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` ${words.freeze.more(more)}` : ""}`;
}

export function scopeLine({ scope }: Pick<Freeze, "scope">): string {
  const { freeze: say } = words;
  const { branches, tags, deploys } = scope;
  const held = [
    ...(branches.length > 0 ? [say.branches(branches.slice(0, 5).map(patternText))] : []),
    ...(tags.length > 0 ? [say.tags(tags.slice(0, 5).map(patternText))] : []),
    ...(deploys.length > 0 ? [say.deploys(deploys)] : []),
  ].join("; ");
  return `${say.scope(namesText(scope.repositories))}${held === "" ? "" : `\n${held}`}`;
}

/** Stars of patterns are no emphasis. */
function patternText(pattern: string): string {
  const text = words.freeze.pattern(pattern);
  return pattern.startsWith("refs/") ? code(text, 80) : esc(text, 80);
}

export const reasonLine = ({ reason }: Pick<Freeze, "reason">, look: Look, limit = 600): string =>
  words.freeze.why(typed(look, reason, limit));

/** Nothing where the title says it already. */
export function reasonBlocks(freeze: Freeze, look: Look): readonly SectionBlock[] {
  return freeze.reason.trim() === freeze.title.trim() ? [] : [section(reasonLine(freeze, look))];
}

export function policyText({ exceptions, lift }: Pick<Freeze, "exceptions" | "lift">): string {
  const { freeze: say } = words;
  const { need, from, validForMinutes } = exceptions;
  const policy = say.policy(need, esc(say.people(from), 400), say.minutes(validForMinutes));
  return lift.mode === "ask" ? `${policy} · ${say.liftAsk()}` : policy;
}

export const freezeTitle = ({ number, title }: Pick<Freeze, "number" | "title">): string =>
  words.freeze.title(number, esc(title, 200));
