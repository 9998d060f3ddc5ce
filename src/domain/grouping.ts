// Decides what a signal means: for its alert (new, repeat, recovered, older) and for incidents (join, reopen, open, none).
import type { Priority } from "./priority.ts";
import type { SignalState } from "./signal.ts";

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

/** Where a signal came in. */
export type Origin = {
  readonly source: string;
  readonly hook: string;
  /** The service that the hook itself names. */
  readonly service?: string;
};

/** What is kept of one alert, unique by hook and alert key. */
export type AlertRecord = {
  readonly alertKey: string;
  readonly state: SignalState;
  /** 1 for the first time it fired, one more each time it fires after a recovery; 0 while it never fired. */
  readonly occurrence: number;
  /** Deliveries seen in this occurrence, the first included. */
  readonly seen: number;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly recoveredAt?: Date;
  /** The sender's own time of the state above, where it gave one. */
  readonly occurredAt?: Date;
};

export type AlertVerdict =
  | "new-occurrence"
  | "repeat"
  | "recovered"
  | "acknowledged"
  | "muted"
  | "older-state"
  | "unknown-alert";

/** `alert` is the record to save. `unknown-alert`: a recovery (or acknowledgement) of something never seen firing. */
export type AlertDecision = { readonly verdict: AlertVerdict; readonly alert: AlertRecord };

/** What deciding needs to know of an incident. */
export type IncidentView = {
  readonly id: string;
  readonly service: string;
  readonly priority: Priority;
  readonly state: "open" | "resolved" | "cancelled";
  /** When its newest alert joined: the window slides with it. */
  readonly lastAlertAt: Date;
  /** When it was resolved or cancelled. */
  readonly closedAt?: Date;
  /** Opened for a storm: gathers alerts of any service. */
  readonly isStorm?: boolean;
};

export type IncidentDecision =
  | { readonly kind: "join"; readonly incidentId: string; readonly raiseTo?: Priority }
  | { readonly kind: "reopen"; readonly incidentId: string; readonly raiseTo?: Priority }
  | { readonly kind: "open"; readonly service: string; readonly priority: Priority }
  /** Too many incidents in a minute: one that gathers them all. */
  | { readonly kind: "open-storm"; readonly priority: Priority }
  /** A change of an alert that its open incident should be told. */
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
