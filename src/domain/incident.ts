// The incident: its state, and the commands it takes.
import type { Actor } from "./actor.ts";
import type { Priority } from "./priority.ts";

export const OPEN_STATUSES = ["investigating", "identified", "monitoring"] as const;
export type OpenStatus = (typeof OPEN_STATUSES)[number];
export type IncidentStatus = OpenStatus | "resolved" | "cancelled";

/** Where an incident lives: its own channel, or a thread where Slack forbids making one. */
export type Room = {
  readonly channel: string;
  readonly name: string;
  readonly threadTs?: string;
};

export type Incident = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string | null;
  readonly team: string | null;
  readonly priority: Priority;
  readonly status: IncidentStatus;
  /** What customers see, in plain words. */
  readonly impact: string | null;
  readonly lead: string | null;
  /** Role name to Slack user: comms, scribe and so on; the lead stands apart. */
  readonly roles: Readonly<Record<string, string>>;
  readonly declaredBy: Actor;
  /** When the trouble began, by the first alert's own clock. */
  readonly startedAt: Date;
  readonly openedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly ackDueAt: Date | null;
  readonly updateDueAt: Date | null;
  readonly restoreDueAt: Date | null;
  readonly mitigatedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedBy: string | null;
  readonly closingText: string | null;
  readonly lastUpdate: {
    readonly text: string;
    readonly at: string;
    readonly by: string;
  } | null;
  readonly suggestedRunbook: string | null;
  readonly room: Room | null;
  /** An exercise: nothing is paged, announced or counted, and customers hear nothing. */
  readonly isDrill: boolean;
  /** Work that was planned: nothing is wrong, so nothing is paged, promised, announced or counted; effects are real. */
  readonly isPlanned: boolean;
  readonly version: number;
};

export type IncidentCommand =
  | { readonly kind: "acknowledge" }
  | { readonly kind: "assign-lead"; readonly user: string }
  | { readonly kind: "assign-role"; readonly role: string; readonly user: string }
  | { readonly kind: "set-priority"; readonly priority: Priority; readonly reason: string | null }
  | { readonly kind: "set-status"; readonly status: OpenStatus }
  | {
      readonly kind: "post-update";
      readonly text: string;
      /** Minutes until the next update; undefined keeps the priority's promise, null promises none. */
      readonly nextMinutes?: number | null;
      readonly status?: OpenStatus;
      readonly impact?: string;
    }
  | { readonly kind: "snooze-update"; readonly minutes: number | null }
  | { readonly kind: "edit"; readonly title: string | null; readonly impact: string | null }
  | { readonly kind: "add-note"; readonly text: string }
  | { readonly kind: "add-link"; readonly url: string; readonly title: string | null }
  | {
      readonly kind: "add-message";
      readonly text: string;
      readonly author: string;
      readonly url: string | null;
    }
  | { readonly kind: "resolve"; readonly summary: string | null }
  | { readonly kind: "reopen"; readonly reason: string | null; readonly alertTitle?: string }
  | { readonly kind: "cancel"; readonly reason: string | null };

export const TEXT_LIMIT = 1500;

/** No incident at all: nobody is paged for it, and it counts nowhere. */
export const isAside = ({ isDrill, isPlanned }: Pick<Incident, "isDrill" | "isPlanned">): boolean =>
  isDrill || isPlanned;

export const isOpen = (incident: Pick<Incident, "status">): boolean =>
  incident.status !== "resolved" && incident.status !== "cancelled";

export const addMinutes = (at: Date, minutes: number): Date =>
  new Date(at.getTime() + minutes * 60_000);

/** Minutes without a lead after which the channel is asked for one. */
export const LEAD_MISSING_MINUTES = 5;

/** The names of an incident's timers: one of each kind lives at a time. */
export const timerKeys = {
  ack: (incidentId: string) => `ack-due:${incidentId}`,
  update: (incidentId: string) => `update-due:${incidentId}`,
  lead: (incidentId: string) => `lead-missing:${incidentId}`,
} as const;
