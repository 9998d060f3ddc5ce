// Why a step is where it is, in words that are safe to show: people and other systems said parts of it.
import type { Reason } from "../../domain/runbook/state/reason.ts";
import { words } from "../../words/words.ts";
import { type Look, typed } from "./look.ts";

export function reasonText(reason: Reason, look: Look, limit: number): string {
  return typed(look, words.run.reason(reason), limit);
}

export function reasonLine(reason: Reason, look: Look, limit: number): string {
  return reasonText(reason, look, limit).replaceAll(/\s+/g, " ");
}

/** Nobody knows: neither a yes nor a no. */
export function isUnknown({ code }: Reason): boolean {
  return UNKNOWN.has(code);
}

const UNKNOWN = new Set<Reason["code"]>([
  "unknown",
  "when-unknown",
  "timed-out-unknown",
  "outcome-unknown",
  "cannot-look",
]);
