// Which runbook fits an alert: the route's own word, else the first whose trigger names it.
import type { Alert } from "../domain/alert.ts";
import type { Route } from "../domain/grouping.ts";
import type { Context } from "./context.ts";

export function suggestRunbook(
  { runbooks }: Pick<Context, "runbooks">,
  route: Route,
  alert: Alert,
): string | null {
  if (route.runbook && runbooks.find(route.runbook)) return route.runbook;
  const name = alert.labels["alertname"] ?? alert.title;
  const fits = runbooks
    .list()
    .find(({ runbook }) =>
      runbook.triggers.some((trigger) => "alert" in trigger && trigger.alert === name),
    );
  return fits?.runbook.id ?? null;
}
