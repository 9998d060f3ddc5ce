// Deadlines that Muster keeps over restarts, each guarded by what must still be true when it fires.
import type { TimerKind } from "./runbook/state/step-state.ts";

export type Timer =
  | { readonly kind: "ack-due"; readonly incidentId: string }
  | { readonly kind: "update-due"; readonly incidentId: string; readonly reminder: number }
  | { readonly kind: "lead-missing"; readonly incidentId: string }
  /** The run of planned work has ended, and with it the work. */
  | { readonly kind: "planned-over"; readonly incidentId: string; readonly runId: string }
  | {
      readonly kind: "run";
      readonly runId: string;
      readonly step: string;
      readonly attempt: number;
      readonly timer: TimerKind;
    }
  | {
      readonly kind: "freeze";
      readonly freezeId: string;
      readonly moment: FreezeMoment;
    }
  | { readonly kind: "exception"; readonly exceptionId: string }
  /** While the freeze or one of its repositories is not where it is wanted, or is due for a look. */
  | { readonly kind: "freeze-sweep"; readonly freezeId: string }
  /** Before and during campaigns: their boards are opened in time, and drawn anew by what is looked up. */
  | { readonly kind: "readiness-sweep" };

/**
 * approval: nobody decided on the declaration or the change in time. ending: an hour before the end. late: not
 * everything is held, or open again, a quarter of an hour after it should be.
 */
export type FreezeMoment =
  | "day-before"
  | "hour-before"
  | "start"
  | "ending"
  | "end"
  | "approval"
  | "late";

export type TimerChange =
  | { readonly set: Timer; readonly key: string; readonly fireAt: Date }
  | { readonly clear: string };

/** Firing later than this is said where it matters: Muster was away or overloaded. */
export const LATE_AFTER_SECONDS = 30;
