// Which runbook fits an alert: the route's own word, else the first whose trigger names it.
import type { Alert } from "../domain/alert.ts";
import type { Route } from "../domain/grouping.ts";
import { suggestRunbooks } from "../domain/runbook/run/suggest.ts";
import type { AlertFacts } from "../domain/runbook/state/run.ts";
import type { Deps } from "./context.ts";

export function suggestRunbook(
  { runbooks, clock }: Pick<Deps, "runbooks" | "clock">,
  route: Route,
  alert: Alert,
): string | null {
  if (route.runbook && runbooks.find(route.runbook)) return route.runbook;
  const shelf = runbooks.list().map(({ runbook }) => runbook);
  const [fitting] = suggestRunbooks(shelf, [alertFacts(alert)], clock.now());
  return fitting?.runbook.id ?? null;
}

/** What a runbook may know of an alert. */
export function alertFacts({ labels, title }: Alert): AlertFacts {
  return { name: labels["alertname"] ?? title, title, labels };
}
