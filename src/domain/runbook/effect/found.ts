// What a read found at the place it was meant for, or why it found nothing.

import { type Json, readPointer } from "../language/json.ts";
import type { ReadAnswer } from "../state/run-event.ts";
import { isSuccess } from "./applied.ts";

export type Found = { readonly value?: unknown; readonly message?: string };

export function findIn(answer: ReadAnswer, pointer: string): Found {
  if (!answer.ok) return { message: answer.message };
  if (!isSuccess(answer.status)) return { message: `HTTP ${answer.status}` };
  const value = readPointer(answer.json, pointer);
  if (value === undefined) return { message: `nothing at ${pointer || "the top"}` };
  return { value: pointer === "" ? value : brief(value) };
}

/** What a read is compared with has 500 characters at most; more than this is for nobody to read. */
const LONGEST = 1_024;

/** It stays with the run and is shown to people: a pointer may name half the answer by mistake. */
function brief(value: unknown): unknown {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST ? value : `${text.slice(0, LONGEST)}…`;
}

export function isSame(found: unknown, wanted: Json): boolean {
  return JSON.stringify(found) === JSON.stringify(wanted);
}
