// One moment of a rehearsal: a run as the interpreter left it, what it still waits for, and how it came there.
import type { Runbook } from "../format/format.ts";
import type { KnownPeople } from "../format/known-people.ts";
import type { Scalar } from "../language/json.ts";
import type { Intent } from "../state/intent.ts";
import type { Reading } from "../state/reason.ts";
import type { RunState } from "../state/run.ts";
import type { Clicked, RunEvent } from "../state/run-event.ts";
import type { Person } from "../state/stamp.ts";
import type { TimerKind } from "../state/step-state.ts";

/** What a condition came to, or was made to come to. */
export type Verdict = "true" | "false" | "unknown";

/** What happened between two states of a run: somebody clicked, time went by, or the world answered. */
export type Act =
  | { readonly by: "start" }
  | { readonly by: "people"; readonly clicks: readonly Clicked[] }
  | { readonly by: "clock"; readonly timer: TimerKind }
  | {
      readonly by: "metrics";
      readonly readings: Readonly<Record<string, Reading>>;
      readonly verdict?: Verdict;
    }
  | {
      readonly by: "request";
      readonly fate: "worked" | "refused" | "lost";
      readonly status?: number;
    }
  | { readonly by: "look"; readonly purpose: string; readonly isAsHoped: boolean }
  | { readonly by: "approvers"; readonly eligible: readonly string[] }
  | { readonly by: "preflight"; readonly isFine: boolean };

/**
 * One thing that can happen next. `way`: walked where it leads elsewhere than what was walked before.
 * `value`: always walked, and no decision of anybody. `side`: something went wrong, walked once.
 */
export type Move = {
  readonly key: string;
  readonly sort: "way" | "option" | "value" | "side";
  readonly act: Act;
  readonly events: readonly RunEvent[];
  /** Where the runbook sends the run for this, where that shows only later. */
  readonly leadsTo?: string | undefined;
  /** The state it is played on, where time was lapsed; else the scene's own. */
  readonly from?: RunState;
  /** At the earliest then. */
  readonly at?: Date;
  /** The same question about the same attempt gets the same answer from now on. */
  readonly habit?: string;
};

export type Beat = {
  readonly act: Act;
  readonly step: string;
  readonly now: Date;
  readonly run: RunState;
  readonly asked: readonly Intent[];
};

export type Scene = {
  readonly run: RunState;
  readonly now: Date;
  /** What the run asked for and nobody has answered yet, oldest first. */
  readonly owed: readonly Intent[];
  readonly beats: readonly Beat[];
  readonly decisions: readonly PathDecision[];
  /** By question, step and attempt: the key of the move taken there. */
  readonly habits: Readonly<Record<string, string>>;
  /** Answers that people gave where something had gone wrong: none is tried twice on one path. */
  readonly tried: readonly string[];
  /** The values that metrics had last. */
  readonly values: Readonly<Record<string, Scalar>>;
  /** Something went wrong on this path already. */
  readonly isAside: boolean;
};

export type PathDecision = { readonly step: string; readonly act: Act };

export type Cast = {
  /** Starts the run and presses its buttons. */
  readonly operator: Person;
  readonly people: KnownPeople;
};

export type Stage = {
  readonly runbook: Runbook;
  readonly cast: Cast;
  /** Readings found for a condition, so that no search is made twice. */
  readonly found: Map<string, Found>;
};

/** Values of metrics; `null`: none were found. */
export type Found = Readonly<Record<string, Scalar>> | "no-data" | null;
