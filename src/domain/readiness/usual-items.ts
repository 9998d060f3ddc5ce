// What has to be ready before a campaign where muster.yml does not say it: what shops check three days before.
import type { ReadinessItem } from "../campaign.ts";

const THREE_DAYS = 72 * 60;

const said = (id: string, title: string): ReadinessItem => ({
  ...{ id, title, owner: null, dueMinutesBefore: THREE_DAYS },
});

const lookedUp = (id: NonNullable<ReadinessItem["check"]>, title: string): ReadinessItem => ({
  ...said(id, title),
  check: id,
});

export const USUAL_ITEMS: readonly ReadinessItem[] = [
  said("load-test", "Load test passed at the expected peak"),
  said("regression", "Regression of checkout and payments passed"),
  said("cdn-warm", "CDN pre-warmed"),
  said("limits", "Limits of gateways and queues raised"),
  said("instances", "Instances reserved"),
  lookedUp("rota-filled", "Rota filled for every day"),
  lookedUp("drill-passed", "A drill of each runbook passed"),
  lookedUp("runbooks-reviewed", "Runbooks reviewed within 90 days"),
  lookedUp("no-overdue-actions", "No overdue action items of P1 incidents"),
  lookedUp("exceptions-policy", "Policy for exceptions known, with enough people to decide"),
];
