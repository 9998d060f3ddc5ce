// The alerts that a runbook names, out of all its triggers.
import type { AlertTrigger, Runbook } from "./format.ts";

export function alertTriggers({ triggers }: Pick<Runbook, "triggers">): readonly AlertTrigger[] {
  return triggers.filter((trigger): trigger is AlertTrigger => "alert" in trigger);
}
