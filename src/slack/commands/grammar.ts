// The grammar of slash text: what phones and word processors make of it is undone before it is read.
import { distance } from "fastest-levenshtein";

/** One line as typed: its first word, the incident it names, and the rest. */
export type Line = {
  readonly verb: string;
  /** The number right behind the verb: `ack INC-42`, `ack #42`. */
  readonly incident: number | null;
  /** After the verb and the number. */
  readonly rest: string;
};

const QUOTES: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "‘": "'",
  "’": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

/** Typographic quotes, odd spaces and Slack's entities as they were meant. */
export function normalise(text: string): string {
  return text
    .replaceAll(/&(?:lt|gt|amp);|[“”„‘’]/g, (found) => QUOTES[found] ?? found)
    .replaceAll(/[\p{Z}\t]+/gu, " ")
    .trim();
}

const NUMBER = /^(?:inc-?|plan-?|#)(\d{1,9})$/i;

function readIncidentNumber(word: string): number | null {
  const digits = NUMBER.exec(word)?.[1];
  return digits === undefined ? null : Number(digits);
}

const RUN_NUMBER = /^run-?(\d{1,9})$/i;

/** `run-7 not needed`: the run that a line names first, and the rest of it. */
export function takeRun(rest: string): { run: number | null; rest: string } {
  const { word, rest: after } = takeWord(rest);
  const digits = RUN_NUMBER.exec(word)?.[1];
  return digits === undefined ? { run: null, rest } : { run: Number(digits), rest: after };
}

/** `2 not needed`: the number of a step as the message shows it. */
export function takeStep(rest: string): { step: number | null; rest: string } {
  const [, digits, after = ""] = /^(\d{1,2})(?:\s+|$)([\s\S]*)$/.exec(rest) ?? [];
  return digits === undefined ? { step: null, rest } : { step: Number(digits), rest: after };
}

/** Phones write `—p1` for `--p1` and begin with a capital. */
const bare = (word: string): string => word.replace(/^[-–—]+/, "");

export function readLine(text: string): Line {
  const first = takeWord(normalise(text));
  const alone = readIncidentNumber(first.word);
  if (alone !== null) return { verb: "", incident: alone, rest: first.rest };
  const second = takeWord(first.rest);
  const incident = readIncidentNumber(second.word);
  const rest = incident === null ? first.rest : second.rest;
  return { verb: first.word.toLowerCase(), incident, rest };
}

/** Anywhere in the rest: `update all fine INC-42`. Taken out of the text where it is found. */
export function takeIncident(rest: string): { incident: number | null; rest: string } {
  const parts = rest.split(" ");
  const at = parts.findIndex((part) => readIncidentNumber(part) !== null);
  if (at < 0) return { incident: null, rest };
  return { incident: readIncidentNumber(parts[at] ?? ""), rest: parts.toSpliced(at, 1).join(" ") };
}

/** The first word of a text, and what follows it. */
export function takeWord(text: string): { word: string; rest: string } {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return { word: bare(word), rest: rest.trim() };
}

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;

/** A Slack id or a handle without its @; undefined where the word names nobody. */
export function readUser(word: string): string | undefined {
  const id = MENTION.exec(word)?.[1];
  if (id) return id;
  return word.startsWith("@") && word.length > 1 ? word.slice(1) : undefined;
}

const PAIR = /(?:^|\s)([a-z][a-z0-9_]*)=(?:"([^"]*)"|(\S*))/gi;

export type Pairs = {
  readonly pairs: Readonly<Record<string, string>>;
  /** What was no pair. */
  readonly rest: string;
};

/** `gateway=payu reason="all cards" by=@anna`; people and channels are given by their ids. */
export function readPairs(text: string): Pairs {
  const ids = text.replaceAll(/<[@#]([A-Z0-9]+)(?:\|[^<>]*)?>/g, "$1");
  const pairs = [...ids.matchAll(PAIR)].map(([, key = "", quoted, bareValue]) => [
    key,
    quoted ?? bareValue ?? "",
  ]);
  const rest = ids.replaceAll(PAIR, "").trim();
  return { pairs: Object.fromEntries(pairs) as Record<string, string>, rest };
}

/** What Slack writes between angle brackets, as a person would write it; `handles` by Slack id. */
export function readable(text: string, handles: ReadonlyMap<string, string>): string {
  return text.replaceAll(/<([^<>]+)>/g, (whole, inside: string) => {
    const [target = "", label] = inside.split("|", 2);
    if (target.startsWith("@"))
      return `@${handles.get(target.slice(1)) ?? label ?? target.slice(1)}`;
    if (target.startsWith("#")) return `#${label ?? target.slice(1)}`;
    if (target.startsWith("!")) return label ?? `@${target.slice(1)}`;
    return /^(?:https?:|mailto:)/.test(target) ? target.replace(/^mailto:/, "") : whole;
  });
}

const MOST_SUGGESTIONS = 3;

/** The nearest known words, nearest first; none where all are too far. */
export function suggest(word: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.ceil(word.length / 2));
  return known
    .map((each) => ({ each, far: each.startsWith(word) && word !== "" ? 0 : distance(word, each) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ each }) => each);
}
