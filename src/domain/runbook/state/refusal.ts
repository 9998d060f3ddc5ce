// Why an event changed nothing: said to the person, or logged where no person asked.
import type { Input } from "../format/input-format.ts";
import type { InputProblem } from "../run/inputs.ts";
import type { ApprovalState, Vote } from "./approval-state.ts";
import type { Hold, Outcome } from "./run.ts";
import type { Instant, Person } from "./stamp.ts";
import type { ActionKind, Decision } from "./step-state.ts";

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
  /** Nothing new starts now; who paused it, or what stopped it. */
  | { readonly code: "held"; readonly action: ActionKind; readonly hold: Hold }
  | { readonly code: "note-required"; readonly action: ActionKind }
  | {
      readonly code: "no-such-option";
      readonly option: string;
      readonly options: readonly string[];
    }
  | { readonly code: "no-such-step"; readonly step: string }
  /** `assign` without somebody to assign to. */
  | { readonly code: "assignee-required" }
  /** The step's id was to be typed, and something else was. */
  | { readonly code: "typed-wrong"; readonly expected: string; readonly typed: string }
  /** What a manual step collects is missing or not of its type. */
  | {
      readonly code: "values-wrong";
      readonly problems: readonly InputProblem[];
      readonly fields: Readonly<Record<string, Input>>;
    }
  | { readonly code: "text-too-long"; readonly longest: number }
  /** The request is not the one that was seen; what was said about the other one is void. */
  | { readonly code: "request-changed"; readonly step: string; readonly title: string }
  /** The approval was given and not used in time; it is being asked again. */
  | { readonly code: "approval-lapsed"; readonly step: string; readonly at: Instant }
  /** One vote each, and the first counts. */
  | { readonly code: "already-voted"; readonly step: string; readonly vote: Vote }
  /** The vote came after the end of the approval; by whom, where somebody ended it. */
  | {
      readonly code: "approval-over";
      readonly step: string;
      readonly how: ApprovalState["state"];
      readonly by?: Person;
      readonly at?: Instant;
    }
  /** Separation of duties; `from` may approve, and `others` are who else could. */
  | {
      readonly code: "excluded";
      readonly action: ActionKind;
      readonly as: "starter" | "requester" | "approver";
      readonly from: readonly string[];
      /** Slack users who could vote here, as far as they were found out, without the one refused. */
      readonly others: readonly string[];
    }
  /** A repeated or late report of our own machinery; nobody needs to be told. */
  | { readonly code: "late" }
  /** The timer's hour has been moved and has not come. */
  | { readonly code: "not-due"; readonly fireAt: Instant }
  /** Another worker committed `effect-sent` before: do not send; if its lease is over, report `effect-lost`. */
  | { readonly code: "already-sent" };
