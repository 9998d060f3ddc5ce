// Decides which alerts start and end when the rules are evaluated, and what each group owes its receiver.
import { type Alert, groupKey, groupOf } from "./alertmanager-body.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Violation } from "./rules.ts";
import type { Entry, ShopState } from "./shop-state.ts";

/** A condition must stay away this long before its alert ends, so that noise cannot make it flap. */
const keepFiringSeconds = 3;
/** As Alertmanager's repeat_interval. */
const repeatSeconds = 60;

export type Evaluation = {
  /** Alerts that began or ended: to be remembered. */
  readonly entries: readonly Entry[];
  /** Alerts that go on, with their newest values: not worth a journal line. */
  readonly refreshed: readonly Alert[];
};

type Moment = {
  readonly now: Date;
  /** Seconds of traffic since the shop started. */
  readonly second: number;
  /** When each alert's rule held last, by fingerprint; updated here. */
  readonly lastHeld: Map<string, number>;
};

export function evaluateAlerts(
  state: ShopState,
  violations: readonly Violation[],
  moment: Moment,
): Evaluation {
  const holding = violations.map((violation) => {
    const id = fingerprint(violation.labels);
    moment.lastHeld.set(id, moment.second);
    const known = state.alerts[id];
    const begun = known?.endsAt === null ? known.startsAt : undefined;
    const startsAt = begun ?? moment.now.toISOString();
    return { isNew: !begun, alert: { ...violation, fingerprint: id, startsAt, endsAt: null } };
  });
  const ended = Object.values(state.alerts)
    .filter((alert) => alert.endsAt === null && isOver(alert, moment))
    .map((alert) => ({ ...alert, endsAt: moment.now.toISOString() }));
  const begun = holding.filter(({ isNew }) => isNew).map(({ alert }) => alert);
  return {
    entries: [...begun, ...ended].map((alert) => ({ kind: "alert", alert })),
    refreshed: holding.filter(({ isNew }) => !isNew).map(({ alert }) => alert),
  };
}

function isOver({ fingerprint: id }: Alert, { second, lastHeld }: Moment): boolean {
  const held = lastHeld.get(id);
  // After a restart nothing is known yet: count from the first evaluation.
  if (held === undefined) lastHeld.set(id, second);
  return held !== undefined && second - held >= keepFiringSeconds;
}

export type Owed = { readonly group: string; readonly alerts: readonly Alert[] };

/** The groups whose receiver does not know the present state, or must hear it again. */
export function findOwed(state: ShopState, now: Date): readonly Owed[] {
  const groups = Map.groupBy(Object.values(state.alerts), (alert) => groupKey(groupOf(alert)));
  return [...groups].flatMap(([group, alerts]) =>
    isOwed(state, group, alerts, now) ? [{ group, alerts: [...alerts].sort(byStart) }] : [],
  );
}

function isOwed(state: ShopState, group: string, alerts: readonly Alert[], now: Date): boolean {
  const sent = state.sent[group];
  const told = new Set(sent?.firing);
  const firing = alerts.filter((alert) => alert.endsAt === null);
  if (firing.some((alert) => !told.has(alert.fingerprint))) return true;
  if (alerts.some((alert) => alert.endsAt !== null && told.has(alert.fingerprint))) return true;
  const age = sent ? now.getTime() - Date.parse(sent.at) : 0;
  return firing.length > 0 && age >= repeatSeconds * 1000;
}

/** What to remember once the receiver took `owed`. */
export function sentEntry(owed: Owed, now: Date): Entry {
  const ids = (ended: boolean) =>
    owed.alerts
      .filter((alert) => (alert.endsAt !== null) === ended)
      .map((alert) => alert.fingerprint);
  return {
    kind: "sent",
    group: owed.group,
    sent: { at: now.toISOString(), firing: ids(false) },
    told: ids(true),
  };
}

function byStart(a: Alert, b: Alert): number {
  return a.startsAt.localeCompare(b.startsAt) || a.fingerprint.localeCompare(b.fingerprint);
}
