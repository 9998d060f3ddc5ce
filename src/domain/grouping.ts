// Decides what a signal means for incidents: it joins one, reopens one, opens one, or none.
import type { AlertDecision } from "./alert-course.ts";
import type { Incident } from "./incident.ts";
import { isMoreUrgent, type Priority } from "./priority.ts";
import type { Signal } from "./signal.ts";

/** Who gets an alert. All of `match` must hold; a list matches by any of its values; values may hold `*` and `?`. */
export type Route = {
  readonly match: Readonly<Record<string, string | readonly string[]>>;
  readonly service: string;
  readonly team?: string;
  readonly priority?: Priority;
  readonly runbook?: string;
  /** A new alert of the service joins an open incident whose last new alert is at most this old. */
  readonly windowMinutes: number;
  /** An alert that fires again this soon after its incident's resolve reopens it. */
  readonly reopenMinutes: number;
  readonly ignore: boolean;
};

/** An incident with the time its newest alert joined: the window slides with it. */
export type Joinable = Pick<Incident, "id" | "service" | "priority" | "status" | "resolvedAt"> & {
  readonly lastAlertAt: Date;
};

export type IncidentDecision =
  | { readonly kind: "join"; readonly incidentId: string; readonly raiseTo?: Priority }
  | { readonly kind: "reopen"; readonly incidentId: string; readonly raiseTo?: Priority }
  | { readonly kind: "open"; readonly service: string; readonly priority: Priority }
  /** Too many incidents in a minute: one without a service that gathers what follows. */
  | { readonly kind: "open-storm"; readonly priority: Priority }
  /** Its alert changed (recovered, acknowledged or muted at the sender): the open incident is to be told. */
  | { readonly kind: "note"; readonly incidentId: string }
  | { readonly kind: "none"; readonly why: NoIncident };

export type NoIncident =
  | "ignored-by-route"
  | "low-priority"
  | "notice"
  | "heartbeat"
  | "blind"
  | "not-firing"
  | "still-firing"
  | "older-state";

export type Situation = {
  readonly signal: Signal;
  readonly alert: AlertDecision;
  readonly route: Route;
  readonly priority: Priority;
  /** The incident this alert was put into, however long ago it closed. */
  readonly mine: Joinable | undefined;
  /** Open incidents of the route's service. */
  readonly ofService: readonly Joinable[];
  /** The open incident of a storm, if there is one. */
  readonly storm: Joinable | undefined;
  /** Incidents that alerts opened within the last minute, whatever their service. */
  readonly openedLastMinute: number;
};

/** More incidents than this in a minute help nobody: the next alerts gather in one. */
export const stormPerMinute = 10;

/** Of several signals the next is decided with what the one before it opened or joined. */
export function decideGrouping(situation: Situation, now: Date): IncidentDecision {
  const { alert, mine } = situation;
  switch (alert.verdict) {
    case "older-state":
      return none("older-state");
    case "recovered":
    case "acknowledged":
    case "muted":
      return mine && isOpen(mine) ? { kind: "note", incidentId: mine.id } : none("not-firing");
    case "unknown-alert":
      return none("not-firing");
    case "new-occurrence":
    case "repeat":
      return alert.next.state === "firing" ? decideFiring(situation, now) : none("not-firing");
  }
}

function decideFiring(situation: Situation, now: Date): IncidentDecision {
  const { mine } = situation;
  const opensNothing = whyNot(situation);
  if (opensNothing) return none(opensNothing);
  if (mine && isOpen(mine)) return join(mine, situation.priority);
  if (situation.priority === "P4") return none("low-priority");
  if (mine && !firesAgain(situation, mine)) return none("still-firing");
  return place(situation, now);
}

/** What never concerns an incident, open or not. */
function whyNot({ route, signal }: Situation): NoIncident | undefined {
  if (route.ignore) return "ignored-by-route";
  return signal.kind === "alert" ? undefined : signal.kind;
}

/**
 * Whether people closed the incident of something that came again. An alert that just goes on firing was seen by who
 * closed it; one whose sender dates it after that (Sentry never says "recovered") was not.
 */
function firesAgain({ alert, signal }: Situation, mine: Joinable): boolean {
  if (alert.verdict === "new-occurrence") return true;
  const at = signal.occurredAt ?? alert.next.stateAt;
  return mine.resolvedAt !== null && at > mine.resolvedAt;
}

function place(situation: Situation, now: Date): IncidentDecision {
  const { route, priority, mine, ofService, storm, openedLastMinute } = situation;
  const open = ofService
    .filter((one) => isOpen(one) && isWithin(one.lastAlertAt, now, route.windowMinutes))
    .toSorted((a, b) => b.lastAlertAt.getTime() - a.lastAlertAt.getTime())[0];
  if (open) return join(open, priority);
  const closedAt = mine?.status === "resolved" ? mine.resolvedAt : null;
  if (mine && closedAt && isWithin(closedAt, now, route.reopenMinutes)) {
    return { kind: "reopen", incidentId: mine.id, ...raise(mine, priority) };
  }
  if (openedLastMinute < stormPerMinute) return { kind: "open", service: route.service, priority };
  return storm && isOpen(storm) ? join(storm, priority) : { kind: "open-storm", priority };
}

function join(incident: Joinable, priority: Priority): IncidentDecision {
  return { kind: "join", incidentId: incident.id, ...raise(incident, priority) };
}

/** An alert makes an incident more urgent, never less: only people step down. */
function raise(incident: Joinable, priority: Priority): { raiseTo?: Priority } {
  return isMoreUrgent(priority, incident.priority) ? { raiseTo: priority } : {};
}

function isOpen({ status }: Joinable): boolean {
  return status !== "resolved" && status !== "cancelled";
}

function isWithin(at: Date, now: Date, minutes: number): boolean {
  return now.getTime() - at.getTime() <= minutes * 60_000;
}

function none(why: NoIncident): IncidentDecision {
  return { kind: "none", why };
}
