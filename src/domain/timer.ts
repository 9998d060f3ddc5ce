// Deadlines that Muster keeps over restarts, each guarded by what must still be true when it fires.
import type { TimerKind } from "./runbook/state/step-state.ts";

export type Timer =
  | { readonly kind: "ack-due"; readonly incidentId: string }
  | { readonly kind: "update-due"; readonly incidentId: string; readonly reminder: number }
  | { readonly kind: "lead-missing"; readonly incidentId: string }
  | {
      readonly kind: "run";
      readonly runId: string;
      readonly step: string;
      readonly attempt: number;
      readonly timer: TimerKind;
    };

export type TimerChange =
  | { readonly set: Timer; readonly key: string; readonly fireAt: Date }
  | { readonly clear: string };

/** Firing later than this is said where it matters: Muster was away or overloaded. */
export const LATE_AFTER_SECONDS = 30;
