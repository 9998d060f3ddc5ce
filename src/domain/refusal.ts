// Every expected no, as a value; the sentence for it stands in the word catalogue.
import type { ExceptionRefusal } from "./freeze/exception-refusal.ts";
import type { FreezeRefusal } from "./freeze/refusal.ts";
import type { IncidentStatus } from "./incident.ts";
import type { Priority } from "./priority.ts";
import type { ReadinessRefusal } from "./readiness/refusal.ts";
import type { UndoState } from "./runbook/state/effect-state.ts";

export type Refusal =
  | { readonly code: "no-such-incident"; readonly wanted: string }
  | {
      readonly code: "already-acknowledged";
      readonly number: number;
      readonly by: string | null;
      readonly at: Date;
    }
  | {
      readonly code: "already-closed";
      readonly number: number;
      readonly status: IncidentStatus;
      readonly by: string | null;
      readonly at: Date;
      readonly isPlanned?: boolean;
    }
  | { readonly code: "not-closed"; readonly number: number; readonly status: IncidentStatus }
  | { readonly code: "already-lead"; readonly number: number; readonly user: string }
  | { readonly code: "same-priority"; readonly number: number; readonly priority: Priority }
  | { readonly code: "same-status"; readonly number: number; readonly status: IncidentStatus }
  | { readonly code: "reason-needed"; readonly what: string }
  | { readonly code: "text-needed"; readonly what: string }
  | {
      readonly code: "text-too-long";
      readonly what: string;
      readonly length: number;
      readonly limit: number;
    }
  | { readonly code: "already-following"; readonly number: number }
  | { readonly code: "not-following"; readonly number: number }
  | { readonly code: "already-paged"; readonly user: string; readonly at: Date }
  | { readonly code: "page-answered"; readonly by: string | null; readonly at: Date | null }
  | { readonly code: "no-such-page" }
  | { readonly code: "nobody-on-call"; readonly team: string | null }
  | { readonly code: "no-such-runbook"; readonly wanted: string; readonly near: readonly string[] }
  | { readonly code: "no-such-run"; readonly wanted: string }
  | { readonly code: "run-locked"; readonly runId: string; readonly slug: string }
  | { readonly code: "inputs-wrong"; readonly problems: readonly InputProblem[] }
  | { readonly code: "run-refused"; readonly text: string }
  /** There is nothing of that step to undo or to leave: it was not applied, or is dealt with. */
  | {
      readonly code: "nothing-to-undo";
      readonly title: string;
      readonly state: UndoState["state"] | null;
    }
  /** What an open run changed is undone by that run. */
  | { readonly code: "run-open"; readonly number: number }
  | { readonly code: "bad-day"; readonly given: string }
  | { readonly code: "run-unreadable"; readonly number: number; readonly message: string }
  | { readonly code: "no-such-action-item" }
  /** It is done already, or open already. */
  | {
      readonly code: "same-action-item";
      readonly text: string;
      readonly state: "open" | "done";
    }
  | { readonly code: "not-allowed"; readonly what: string; readonly who: readonly string[] }
  | { readonly code: "not-a-dead-letter"; readonly wanted: string }
  | { readonly code: "stale"; readonly what: string }
  | FreezeRefusal
  | ExceptionRefusal
  | ReadinessRefusal;

export type InputProblem = { readonly input: string; readonly message: string };

export type Refused = { readonly ok: false; readonly refusal: Refusal };

export const refuse = (refusal: Refusal): Refused => ({ ok: false, refusal });
