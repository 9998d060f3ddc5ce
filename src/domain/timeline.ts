// What happened in an incident, as facts; sentences are made where they are shown.
import { type Actor, isPerson } from "./actor.ts";
import type { ExceptionState } from "./freeze/exception.ts";
import type { IncidentStatus } from "./incident.ts";
import type { Priority } from "./priority.ts";
import type { ComponentState } from "./runbook/state/step-state.ts";

export type TimelineEntry =
  | { readonly kind: "opened"; readonly title: string; readonly priority: Priority }
  | {
      readonly kind: "alert";
      readonly change: "joined" | "again" | "recovered";
      readonly alertId: string;
      readonly title: string;
      readonly value?: string;
      readonly baseline?: string;
    }
  | { readonly kind: "acknowledged"; readonly afterSeconds: number; readonly isLate: boolean }
  | { readonly kind: "lead"; readonly user: string; readonly from: string | null }
  | { readonly kind: "role"; readonly role: string; readonly user: string }
  | {
      readonly kind: "priority";
      readonly from: Priority;
      readonly to: Priority;
      readonly reason: string | null;
    }
  | { readonly kind: "status"; readonly from: IncidentStatus; readonly to: IncidentStatus }
  | { readonly kind: "update"; readonly text: string; readonly nextMinutes: number | null }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly title: string | null }
  | {
      readonly kind: "message";
      readonly text: string;
      readonly author: string;
      readonly url: string | null;
    }
  | { readonly kind: "edited"; readonly title: string | null; readonly impact: string | null }
  | { readonly kind: "paged"; readonly user: string; readonly reason: string }
  | { readonly kind: "page-passed"; readonly user: string }
  | { readonly kind: "run-started"; readonly runId: string; readonly title: string }
  /** `asked` names how many could vote; `overridden`: without the approvals, by break-glass. */
  | {
      readonly kind: "run-approval";
      readonly runId: string;
      readonly step: string;
      readonly title: string;
      readonly change: "asked" | "approved" | "denied" | "granted" | "overridden";
      readonly need: number;
      readonly count: number;
      readonly note: string | null;
    }
  | {
      readonly kind: "run-held";
      readonly runId: string;
      readonly title: string;
      readonly why: "paused" | "deadline" | "incompatible" | "resumed";
      readonly note: string | null;
    }
  | {
      readonly kind: "run-assigned";
      readonly runId: string;
      /** Of the run or of the step. */
      readonly title: string;
      readonly user: string;
    }
  /** What became of an effect after it was applied. */
  | {
      readonly kind: "change-settled";
      readonly runId: string;
      readonly step: string;
      readonly title: string;
      readonly outcome: "undone" | "left";
      readonly note: string | null;
    }
  | {
      readonly kind: "status-text";
      readonly component: string;
      readonly state: ComponentState;
      readonly text: string;
    }
  | {
      readonly kind: "run-step";
      readonly runId: string;
      readonly step: string;
      readonly title: string;
      readonly outcome: string;
      readonly detail: string | null;
    }
  | {
      readonly kind: "run-ended";
      readonly runId: string;
      readonly title: string;
      readonly outcome: string;
    }
  | {
      readonly kind: "resolved";
      readonly summary: string | null;
      /** Changes of runs that nobody had dealt with by then. */
      readonly stillChanged?: number;
    }
  | { readonly kind: "reopened"; readonly reason: string | null }
  | { readonly kind: "cancelled"; readonly reason: string }
  | {
      readonly kind: "action-item";
      readonly text: string;
      readonly owner: string;
      readonly dueOn: string | null;
    }
  | {
      readonly kind: "action-item-changed";
      readonly change: "done" | "reopened" | "handed-over";
      readonly text: string;
      readonly owner: string;
      readonly dueOn: string | null;
    }
  /** A change that may pass the code freeze, or may not; the fix of this incident in its hotfix lane. */
  | {
      readonly kind: "exception";
      readonly exceptionId: string;
      readonly number: number;
      /** `shop/web#12` */
      readonly pull: string;
      readonly title: string;
      readonly change: ExceptionState;
      readonly isHotfix: boolean;
      readonly note: string | null;
    }
  | {
      readonly kind: "overdue";
      readonly what: "acknowledge" | "update" | "lead";
      readonly dueAt: string;
      /** Seconds by which Muster itself noticed too late (it was down); 0 when on time. */
      readonly noticedLateSeconds: number;
    }
  | { readonly kind: "effect-failed"; readonly effect: string; readonly reason: string };

export type TimelineItem = {
  readonly id: string;
  readonly incidentId: string;
  readonly at: Date;
  readonly seq: number;
  readonly actor: Actor;
  readonly entry: TimelineEntry;
};

/** The person to name beside an entry; null where nobody acted, or where the entry itself says who did. */
export function actedBy({ actor, entry }: Pick<TimelineItem, "actor" | "entry">): string | null {
  if (!isPerson(actor)) return null;
  const isNamed = entry.kind === "lead" || entry.kind === "page-passed" || entry.kind === "role";
  return isNamed && entry.user === actor.user ? null : actor.user;
}
