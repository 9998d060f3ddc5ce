// Text for Slack's mrkdwn: nothing from outside can mention, link or format; only these functions write `<`.
import { cutText, plainText } from "../domain/plain-text.ts";
import { safeUrl } from "../domain/signal.ts";
import { plainMoment, plainTime } from "../domain/zone-time.ts";

const SLACK_ID = /^[UW][A-Z0-9]{2,}$/;
const CHANNEL_ID = /^[CG][A-Z0-9]{2,}$/;

/** U+2060 after an @ keeps `@here` a word even where a client parses what it was told not to. */
const WORD_JOINER = "\u2060";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "@": `@${WORD_JOINER}`,
};

const escapeAll = (text: string): string =>
  text.replaceAll(/[&<>@]/g, (char) => entities[char] ?? char);

/** Untrusted text on one line; `limit` counts what Slack counts, entities included. */
export function esc(text: string, limit = 3_000): string {
  return escapeCut(plainText(text, limit, "one line"), limit);
}

/** Untrusted text that keeps its line breaks. */
export function escLines(text: string, limit = 3_000): string {
  return escapeCut(plainText(text, limit), limit);
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

function escapeCut(text: string, limit: number): string {
  const escaped = escapeAll(text);
  if (escaped.length <= limit) return escaped;
  let kept = "";
  for (const { segment } of characters.segment(text)) {
    const next = escapeAll(segment);
    if (kept.length + next.length > limit - 1) break;
    kept += next;
  }
  return `${kept.trimEnd()}…`;
}

/** Untrusted text in a code span: a backtick would end it. */
export function code(text: string, limit = 300): string {
  return `\`${esc(text.replaceAll("`", "ˋ"), limit - 2)}\``;
}

/**
 * Markup that a runbook's author wrote and the engine rendered: already escaped, with web links at
 * most. Anything else that begins with `<` is shown, not obeyed.
 */
export function authored(text: string, limit = 3_000): string {
  const parts = text.split(/(<https?:\/\/[^<>|\s]+(?:\|[^<>|]*)?>)/);
  const safe = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  );
  return cut(plainText(safe.join(""), 12_000), limit);
}

/** Text for plain_text objects and headers: no markup is read there. */
export function plain(text: string, limit: number): string {
  return plainText(text, limit, "one line");
}

const MENTION_SIGN = /@(?=\S)/g;

/**
 * Text for topics, purposes and bookmark titles. Slack may read links and mentions there, and shows entities
 * as they are to some clients: so what could be either is written with other characters.
 */
export function tame(text: string, limit: number): string {
  const signs = text.match(MENTION_SIGN)?.length ?? 0;
  const angled = text.replaceAll("<", "‹").replaceAll(">", "›");
  const short = plain(angled, Math.max(limit - signs, 1));
  return short.replaceAll(MENTION_SIGN, `@${WORD_JOINER}`);
}

/** Ours or escaped text, cut between characters and outside of entities and links. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const whole = cutText(text, limit).slice(0, -1);
  const inside = whole.search(/(?:<[^>]*|&[a-z]{0,3})$/);
  return `${(inside < 0 ? whole : whole.slice(0, inside)).trimEnd()}…`;
}

/** A live mention of a Slack id; any other reference (a handle nobody has) is shown as text. */
export function mention(user: string): string {
  return SLACK_ID.test(user) ? `<@${user}>` : esc(user, 80);
}

export function channelLink(channel: string): string {
  return CHANNEL_ID.test(channel) ? `<#${channel}>` : esc(channel, 80);
}

const forLink = (url: string): string =>
  url.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("&", "&amp;");

/** An http or https link of our own; anything else is shown as its label alone. */
export function link(url: string, label: string): string {
  const safe = safeUrl(url);
  const text = esc(label.replaceAll("|", "/"), 150);
  return safe ? `<${forLink(safe)}|${text}>` : text;
}

/** A link from outside: the host stands beside the label, so that nobody is led astray. */
export function foreignLink(url: string, label: string): string {
  const safe = safeUrl(url);
  return safe ? link(safe, `${plain(label, 80)} (${new URL(safe).host})`) : esc(label, 150);
}

/** `{date_short_pretty}`: "today", "yesterday" or "Nov 22". */
export type DateStyle = "moment" | "time" | "ago" | "clock";

const styles: Readonly<Record<DateStyle, string>> = {
  moment: "{date_short_pretty} {time}",
  time: "{time}",
  ago: "{ago}",
  clock: "{time}",
};

/**
 * Shown in the reader's own zone; the fallback says it in the shop's zone and in UTC, for `clock` (long
 * lists) in the shop's zone alone.
 */
export function date(at: Date, zone: string, style: DateStyle = "moment"): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const isShort = style === "clock" || style === "ago";
  const fallback = isShort ? plainTime(at, zone) : plainMoment(at, zone);
  return `<!date^${seconds}^${styles[style]}|${fallback}>`;
}
