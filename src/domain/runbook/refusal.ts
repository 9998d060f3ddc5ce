// Why an event changed nothing: said to the person, or logged where no person asked.
import type { ActionKind, Decision, Instant, Outcome, Person } from "./run.ts";

export type RunRefusal =
  | {
      readonly code: "run-over";
      readonly outcome?: Outcome;
      readonly at?: Instant;
      readonly by?: Person;
    }
  /** Somebody was faster: who, what and when. */
  | { readonly code: "already-decided"; readonly step: string; readonly decision: Decision }
  /** The step moved on by itself (a timer, a reading) before the click arrived. */
  | { readonly code: "moved-on"; readonly step: string; readonly title: string }
  | {
      readonly code: "not-offered";
      readonly action: ActionKind;
      readonly offered: readonly ActionKind[];
    }
  | { readonly code: "note-required"; readonly action: ActionKind }
  | {
      readonly code: "no-such-option";
      readonly option: string;
      readonly options: readonly string[];
    }
  | { readonly code: "no-such-step"; readonly step: string }
  /** A repeated or late report of our own machinery; nobody needs to be told. */
  | { readonly code: "late" }
  /** The timer's hour has been moved and has not come. */
  | { readonly code: "not-due"; readonly fireAt: Instant }
  /** Another worker committed `effect-sent` before: do not send; if its lease is over, report `effect-lost`. */
  | { readonly code: "already-sent" };
