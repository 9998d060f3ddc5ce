// Which runbooks fit the alerts that fire, and how much of their inputs the alert answers already.
import type { Runbook } from "./format.ts";
import { type Prefill, prefillInputs } from "./prefill.ts";
import type { AlertFacts } from "./run.ts";
import { alertTriggers } from "./triggers.ts";

export type Suggestion = Prefill & { readonly runbook: Runbook; readonly alert: AlertFacts };

/** Each runbook once, for the first alert that names it; in the order of the alerts. */
export function suggestRunbooks(
  runbooks: readonly Runbook[],
  alerts: readonly AlertFacts[],
  now: Date,
): readonly Suggestion[] {
  const seen = new Set<string>();
  return alerts.flatMap((alert) =>
    runbooks
      .filter((runbook) => {
        const named = alertTriggers(runbook).some((trigger) => trigger.alert === alert.name);
        const fits = named && !seen.has(runbook.id);
        if (fits) seen.add(runbook.id);
        return fits;
      })
      .map((runbook) => ({ runbook, alert, ...prefillInputs(runbook, alert, now) })),
  );
}
