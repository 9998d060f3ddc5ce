// Why a step is where it is, and what a metric was read as.
import type { Json, Scalar } from "../language/json.ts";
import type { FreezeSight } from "./freeze-sight.ts";
import type { Instant, Person } from "./stamp.ts";

/** One value of a metric as it was read, or why there is none. */
export type Reading =
  | { readonly ok: true; readonly value: Scalar; readonly at: Instant }
  | { readonly ok: false; readonly cause: ReadFailure; readonly detail?: string };

export type ReadFailure =
  | "no-data"
  | "many-series"
  | "query-error"
  | "not-a-number"
  | "wrong-type"
  | "stale";

/** Why an expression is neither true nor false. */
export type Unknown = {
  readonly cause: ReadFailure | "below-floor" | "division-by-zero" | "missing" | "cannot-evaluate";
  /** The metric or path concerned, or the floor's expression. */
  readonly name?: string;
  readonly detail?: string;
};

export type Reason =
  | { readonly code: "when" }
  | { readonly code: "branch"; readonly from: string }
  | { readonly code: "skipped"; readonly why: string }
  | { readonly code: "marked-done"; readonly note: string }
  | { readonly code: "happened" }
  | { readonly code: "run-ended" }
  | { readonly code: "not-needed" }
  | { readonly code: "denied"; readonly by: Person; readonly note?: string }
  | { readonly code: "approval-timed-out"; readonly afterMs: number }
  | { readonly code: "too-few-approvers"; readonly need: number; readonly eligible: number }
  | {
      readonly code: "conflict";
      readonly expected: Json;
      readonly found?: Json;
      readonly message?: string;
      /** It is already what the undo would make it. */
      readonly isBack?: true;
    }
  | { readonly code: "cannot-look"; readonly message: string }
  | { readonly code: "work-failed"; readonly conclusion: string; readonly url?: string }
  | { readonly code: "left"; readonly note: string }
  | { readonly code: "check-failed" }
  | { readonly code: "unknown"; readonly unknowns: readonly Unknown[] }
  | { readonly code: "when-unknown"; readonly unknowns: readonly Unknown[] }
  | { readonly code: "timed-out"; readonly afterMs: number }
  | {
      readonly code: "timed-out-unknown";
      readonly afterMs: number;
      readonly unknowns: readonly Unknown[];
    }
  | { readonly code: "could-not"; readonly note?: string }
  | { readonly code: "refused-by-target"; readonly status: number; readonly excerpt?: string }
  | { readonly code: "not-sent"; readonly message: string; readonly sends: number }
  | { readonly code: "outcome-unknown"; readonly message: string; readonly sends: number }
  | {
      readonly code: "verify-failed";
      readonly expected: Json;
      readonly found?: Json;
      readonly message?: string;
    }
  | { readonly code: "bad-output"; readonly output: string; readonly message: string }
  /** A freeze is not what the step is to make sure of, and time is over or it never will be. */
  | {
      readonly code: "freeze-not";
      readonly wanted: "active" | "lifted";
      readonly afterMs: number;
      readonly seen?: FreezeSight;
      readonly message?: string;
    }
  | { readonly code: "template-error"; readonly where: string; readonly message: string };
