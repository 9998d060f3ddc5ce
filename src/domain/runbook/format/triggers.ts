// The alerts that a runbook names, out of all its triggers.
import type { AlertTrigger, Runbook } from "./format.ts";

/** Brought up by people only: work that is planned, not a remedy for something that fires. */
export function isForPlannedWork({ triggers }: Pick<Runbook, "triggers">): boolean {
  return triggers.length > 0 && triggers.every((trigger) => "command" in trigger);
}

export function alertTriggers({ triggers }: Pick<Runbook, "triggers">): readonly AlertTrigger[] {
  return triggers.filter((trigger): trigger is AlertTrigger => "alert" in trigger);
}
