// What a read found at the place it was meant for, or why it found nothing.
import { isSuccess } from "./applied.ts";
import { type Json, readPointer } from "./json.ts";
import type { ReadAnswer } from "./run-event.ts";

export type Found = { readonly value?: unknown; readonly message?: string };

export function findIn(answer: ReadAnswer, pointer: string): Found {
  if (!answer.ok) return { message: answer.message };
  if (!isSuccess(answer.status)) return { message: `HTTP ${answer.status}` };
  const value = readPointer(answer.json, pointer);
  return value === undefined ? { message: `nothing at ${pointer || "the top"}` } : { value };
}

export function isSame(found: unknown, wanted: Json): boolean {
  return JSON.stringify(found) === JSON.stringify(wanted);
}
