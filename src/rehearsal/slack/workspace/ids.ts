// Makes ids and timestamps in the forms Slack uses.
import { randomBytes, randomInt } from "node:crypto";
import type { Time } from "./time.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A Slack id: one letter, "0", nine more. */
export function makeId(letter: string): string {
  return `${letter}0${letters(9)}`;
}

export function letters(count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}

export function makeToken(bytes = 12): string {
  return randomBytes(bytes).toString("hex");
}

export type Timestamps = { next(): string };

/** `1795350840.123456`: unique and rising, also when the clock stands still. */
export function createTimestamps(time: Time, newest: string | undefined): Timestamps {
  let last = newest === undefined ? 0 : microseconds(newest);
  return {
    next: () => {
      last = Math.max(last + 1, time.now().getTime() * 1000);
      return formatTs(last);
    },
  };
}

function microseconds(ts: string): number {
  const [seconds = "0", fraction = "0"] = ts.split(".");
  return Number(seconds) * 1_000_000 + Number(fraction);
}

function formatTs(value: number): string {
  const seconds = Math.floor(value / 1_000_000);
  return `${seconds}.${String(value % 1_000_000).padStart(6, "0")}`;
}
