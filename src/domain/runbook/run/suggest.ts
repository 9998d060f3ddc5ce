// Which runbooks fit the alerts that fire, and how much of their inputs the alert answers already.
import type { Runbook } from "../format/format.ts";
import { alertTriggers } from "../format/triggers.ts";
import type { AlertFacts } from "../state/run.ts";
import { type Prefill, prefillInputs } from "./prefill.ts";

export type Suggestion = Prefill & {
  readonly runbook: Runbook;
  readonly alert: AlertFacts;
  /** Its trigger says so, and the alert and the defaults fill every input that is required. */
  readonly startsByItself: boolean;
};

/** Each runbook once, for the first alert that names it; in the order of the alerts. */
export function suggestRunbooks(
  runbooks: readonly Runbook[],
  alerts: readonly AlertFacts[],
  now: Date,
): readonly Suggestion[] {
  const seen = new Set<string>();
  return alerts.flatMap((alert) =>
    runbooks.flatMap((runbook) => {
      const trigger = alertTriggers(runbook).find((each) => each.alert === alert.name);
      if (!trigger || seen.has(runbook.id)) return [];
      seen.add(runbook.id);
      const filled = prefillInputs(runbook, alert, now);
      const startsByItself = trigger.mode === "start" && filled.missing.length === 0;
      return [{ runbook, alert, ...filled, startsByItself }];
    }),
  );
}
