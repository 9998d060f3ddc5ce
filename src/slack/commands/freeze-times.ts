// The times at the beginning of what `/freeze` is told: as many words as one time has.
import { type ReadTime, readTime, type TimeFacts } from "../../domain/freeze/window.ts";
import { takeWord } from "./grammar.ts";

export type TimeRead = Exclude<ReadTime, { readonly kind: "no-time" }>;

export type TakenTime = { readonly time: TimeRead; readonly rest: string };

/** `tomorrow at 9:00`. */
const MOST_WORDS = 3;

/** Undefined where the text begins with no time; as long a one as there is, `2026-11-26 18:00` before `2026-11-26`. */
export function takeTime(text: string, facts: TimeFacts): TakenTime | undefined {
  for (const { phrase, rest } of beginningsOf(text).toReversed()) {
    const time = readTime(phrase, facts);
    if (time) return time.kind === "no-time" ? undefined : { time, rest };
  }
  return undefined;
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
