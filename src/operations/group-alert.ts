// One signal's consequences: its alert moves, and an incident is joined, reopened, opened, told, or none.
import type { Alert } from "../domain/alert.ts";
import { type AlertDecision, decideAlert } from "../domain/alert-course.ts";
import { decideGrouping, type IncidentDecision, type Route } from "../domain/grouping.ts";
import type { Priority } from "../domain/priority.ts";
import { decidePriority } from "../domain/route-signal.ts";
import type { Signal } from "../domain/signal.ts";
import type { DeliveryRow } from "../storage/deliveries.ts";
import { words } from "../words/words.ts";
import { type AlertLedger, mergeAlert } from "./alert-ledger.ts";
import { changeLocked } from "./change-locked.ts";
import type { Tx } from "./context.ts";
import type { IncidentLedger } from "./incident-ledger.ts";
import { openLocked } from "./open-incident.ts";
import { pageFirstOnCall } from "./page-person.ts";
import type { Arrival } from "./start-by-alert.ts";
import { suggestRunbook } from "./suggest-runbook.ts";

export type Grouping = {
  readonly signal: Signal;
  readonly route: Route;
  readonly row: DeliveryRow;
  readonly alerts: AlertLedger;
  readonly incidents: IncidentLedger;
  /** Alerts that came into an incident in this batch: runbooks may start by them, once all is stored. */
  readonly arrivals: Arrival[];
};

export async function groupAlert(tx: Tx, grouping: Grouping): Promise<void> {
  const { signal, route, row, alerts, incidents } = grouping;
  const known = alerts.find(row.hook, signal.alertKey);
  const decision = decideAlert(known, signal, row.lastReceivedAt);
  const priority = decidePriority(route, signal);
  const alert = mergeAlert({ row, signal }, known, {
    course: decision.next,
    id: known?.id ?? tx.newId(),
    service: route.service,
    priority,
  });
  const open = await incidents.listOpen();
  const incident = decideGrouping(
    {
      signal,
      alert: decision,
      route,
      priority,
      mine: alert.incidentId ? await incidents.find(alert.incidentId) : undefined,
      ofService: open.filter((one) => one.service === route.service),
      storm: open.find((one) => one.service === null && one.declaredBy.type === "alert"),
      openedLastMinute: await incidents.countOpenedLastMinute(),
    },
    tx.now,
  );
  alerts.set(await follow(tx, grouping, { alert, decision, incident }));
}

type Found = {
  readonly alert: Alert;
  readonly decision: AlertDecision;
  readonly incident: IncidentDecision;
};

async function follow(tx: Tx, grouping: Grouping, found: Found): Promise<Alert> {
  const { alert, incident } = found;
  switch (incident.kind) {
    case "none":
      return alert;
    case "note":
      return tell(tx, grouping, found, incident.incidentId);
    case "join":
      await raise(tx, incident.incidentId, { to: incident.raiseTo, because: alert.title });
      return await join(tx, grouping, found, incident.incidentId);
    case "reopen":
      await reopen(tx, grouping, alert, incident.incidentId);
      await raise(tx, incident.incidentId, { to: incident.raiseTo, because: alert.title });
      grouping.arrivals.push({ incidentId: incident.incidentId, alert });
      return await join(tx, grouping, found, incident.incidentId);
    case "open":
    case "open-storm":
      return await open(tx, grouping, found, incident);
  }
}

/** A recovery is told; what others did at the sender (acknowledged, muted) is kept with the alert only. */
function tell(tx: Tx, { incidents }: Grouping, found: Found, incidentId: string): Alert {
  const { alert, decision } = found;
  if (decision.verdict === "recovered") {
    const entry = { kind: "alert", change: "recovered", ...named(alert) } as const;
    incidents.touch(incidentId, { entry, tx, isRecovery: true });
  }
  return alert;
}

const named = (alert: Alert) => ({
  alertId: alert.id,
  title: alert.title,
  ...(alert.value && { value: alert.value }),
  ...(alert.baseline && { baseline: alert.baseline }),
});

async function join(
  tx: Tx,
  { incidents, arrivals }: Grouping,
  { alert, decision }: Found,
  incidentId: string,
): Promise<Alert> {
  const isNew = alert.incidentId !== incidentId;
  if (!isNew && decision.verdict === "repeat") return alert;
  const change = isNew ? "joined" : "again";
  const entry = { kind: "alert", change, ...named(alert) } as const;
  incidents.touch(incidentId, { entry, tx, isRecovery: false });
  const incident = await incidents.find(incidentId);
  if (incident) incidents.set({ ...incident, lastAlertAt: tx.now });
  // In a storm nobody knows yet what it is about.
  if (isNew && incident?.service) arrivals.push({ incidentId, alert });
  return { ...alert, incidentId, joinedAt: tx.now };
}

async function raise(
  tx: Tx,
  incidentId: string,
  { to, because }: { to: Priority | undefined; because: string },
): Promise<void> {
  if (!to) return;
  const reason = words.incident.raisedBy(because);
  await changeLocked(tx, incidentId, { kind: "set-priority", priority: to, reason });
}

async function reopen(
  tx: Tx,
  { incidents }: Grouping,
  alert: Alert,
  incidentId: string,
): Promise<void> {
  const changed = await changeLocked(tx, incidentId, {
    kind: "reopen",
    reason: null,
    alertTitle: alert.title,
  });
  if (!changed.ok) return;
  // What follows in this batch meets an open incident.
  incidents.set({ ...changed.incident, lastAlertAt: tx.now });
  await pageFirstOnCall(tx, changed.incident, words.page.again());
}

async function open(
  tx: Tx,
  grouping: Grouping,
  { alert }: Found,
  decision: Extract<IncidentDecision, { kind: "open" | "open-storm" }>,
): Promise<Alert> {
  const isStorm = decision.kind === "open-storm";
  const { route, incidents, arrivals } = grouping;
  const incident = await openLocked(
    tx,
    {
      title: isStorm ? words.incident.storm() : alert.title,
      priority: decision.priority,
      service: isStorm ? null : route.service,
      team: route.team ?? null,
      startedAt: alert.startedAt,
      suggestedRunbook: isStorm ? null : suggestRunbook(tx, route, alert),
    },
    [alert],
  );
  incidents.set({ ...incident, lastAlertAt: tx.now }, true);
  const entry = { kind: "alert", change: "joined", ...named(alert) } as const;
  incidents.touch(incident.id, { entry, tx, isRecovery: false });
  if (!isStorm) arrivals.push({ incidentId: incident.id, alert });
  return { ...alert, incidentId: incident.id, joinedAt: tx.now };
}
