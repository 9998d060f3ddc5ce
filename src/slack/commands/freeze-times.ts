// The times at the beginning of what `/freeze` is told: as many words as one time has.
import { type ReadTime, readTime, type TimeFacts } from "../../domain/freeze/window.ts";
import { takeWord } from "./grammar.ts";

export type TimeRead = Exclude<ReadTime, { readonly kind: "no-time" }>;

export type TakenTime = { readonly time: TimeRead; readonly rest: string };

/** `tomorrow at 9:00`. */
const MOST_WORDS = 3;

/** `from 18:00 to fri 9:00`, `extend by 24h`: said by many, meant by the order alone. */
const LEAD = /^(from|to|until|till|by|od|do)\s+/i;

/** Undefined where the text begins with no time; as long a one as there is, `2026-11-26 18:00` before `2026-11-26`. */
export function takeTime(text: string, facts: TimeFacts): TakenTime | undefined {
  for (const { phrase, rest } of beginningsOf(text.replace(LEAD, "")).toReversed()) {
    const time = readTime(phrase, facts);
    if (time) return time.kind === "no-time" ? undefined : { time, rest };
  }
  return undefined;
}

/** A time as it was written, understood or not. */
export type WrittenTime = TimeRead | { readonly kind: "unread"; readonly written: string };

/** Nobody begins a reason so. */
const TIME_LIKE = /^(?:\d{1,2}:\d|\d{4}-\d|\d{1,4}\/\d|\d{1,2}\s?[ap]m\b)/i;
const DAY = /^(?:yesterday|today|tonight|tomorrow|noon|midnight|wczoraj|dziś|jutro)$/i;
const LEADS_TO_TIME = /^(?:from|until|till|od)$/i;

/** Where the text begins with what is meant as a time, and is none: its first words, quoted as they stand. */
export function takeUnreadTime(
  text: string,
): { readonly time: WrittenTime; readonly rest: string } | undefined {
  const lead = LEAD.exec(text)?.[1] ?? "";
  const { word, rest } = takeWord(text.replace(LEAD, ""));
  const isMeant = TIME_LIKE.test(word) || DAY.test(word) || LEADS_TO_TIME.test(lead);
  if (word === "" || !isMeant) return undefined;
  const next = takeWord(rest);
  return /^\p{L}/u.test(word) && /^\d+(?:[:.]\d|[ap]m$|$)/i.test(next.word)
    ? { time: { kind: "unread", written: `${word} ${next.word}` }, rest: next.rest }
    : { time: { kind: "unread", written: word }, rest };
}

/** Its first word, its first two, its first three, each with what is behind. */
function beginningsOf(text: string): readonly { phrase: string; rest: string }[] {
  const found: { phrase: string; rest: string }[] = [];
  for (let left = text, phrase = ""; found.length < MOST_WORDS; ) {
    const [, word, rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(left) ?? [];
    if (word === undefined) break;
    phrase = phrase === "" ? takeWord(word).word : `${phrase} ${word}`;
    found.push({ phrase, rest: rest.trim() });
    left = rest;
  }
  return found;
}
