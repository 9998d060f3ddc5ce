// The state of a run: plain JSON, enough to draw it and to go on with it after any crash.
import type { Scalar } from "../language/json.ts";
import type { Instant, Person } from "./stamp.ts";
import type { AddedStep, Assignment, Decision, StepState, TimerKind } from "./step-state.ts";

export type Outcome =
  | "success"
  | "success_with_skips"
  | "not_applicable"
  | "left_as_is"
  | "failed"
  | "rolled_back"
  | "partly_rolled_back"
  | "cancelled";

/** `drill`: people, timers and reads are real; effects are stubbed and customers hear nothing. */
export type RunMode = "live" | "drill";

/**
 * `created`: the preflight is under way, or found something and a person has to say "start anyway".
 * `blocked`: exactly while the current step needs a decision. `paused`: nothing new starts (see `hold`).
 * `rolling_back`: the current step is one of `added`. The last three are ends.
 */
export type RunPhase =
  | "created"
  | "running"
  | "blocked"
  | "paused"
  | "rolling_back"
  | "completed"
  | "aborted"
  | "cancelled";

/** Why nothing new starts in a run: a person paused it, its deadline is over, or this Muster cannot read it. */
export type Hold =
  | { readonly code: "paused"; readonly by: Person; readonly at: Instant; readonly note?: string }
  | { readonly code: "deadline"; readonly at: Instant }
  | { readonly code: "incompatible"; readonly at: Instant; readonly message: string };

/** What is wrong with a connection before the run begins; empty findings let the run start by itself. */
export type Preflight = {
  readonly state: "looking" | "found" | "passed";
  readonly attempt: number;
  readonly findings: readonly PreflightFinding[];
};

export type PreflightFinding = {
  readonly connection: string;
  /** A sentence: what is wrong and what to do. */
  readonly message: string;
  /** Ids of the steps that will fail. */
  readonly steps: readonly string[];
};

export type RunState = {
  readonly id: string;
  readonly runbook: string;
  readonly mode: RunMode;
  readonly state: RunPhase;
  readonly hold?: Hold;
  readonly preflight?: Preflight;
  /** `run: auto` on an effect counts only where this is true, as muster.yml said when the run began. */
  readonly autonomy?: boolean;
  /** Timers of the run as a whole; their events have an empty `step`. */
  readonly timers?: Readonly<Partial<Record<TimerKind, Instant>>>;
  /**
   * What people decided about the run as a whole (pause, resume, start anyway), and whom they asked to
   * do a step or all of it (`target` is the step, absent for all), oldest first.
   */
  readonly decisions?: readonly Decision[];
  /** From the runbook's `deadline`. */
  readonly deadlineAt?: Instant;
  /** Who was asked to take over the whole run. */
  readonly assignee?: Assignment;
  /** Steps that undo effects, added at the end of `steps`; absent until somebody asks for them. */
  readonly added?: readonly AddedStep[];
  /** Somebody said "undo all": the run goes through `added` and then it is over. */
  readonly rollBack?: RollBack;
  /** The run whose effects this one undoes, where that one is over. */
  readonly undoOf?: { readonly runId: string; readonly number: number };
  readonly outcome?: Outcome;
  /** The current step; absent when the run is over. */
  readonly cursor?: string;
  readonly lock?: string;
  readonly inputs: Readonly<Record<string, Scalar>>;
  readonly facts: RunFacts;
  readonly startedAt: Instant;
  readonly startedBy: Person;
  readonly endedAt?: Instant;
  /** Absent when the run ended by itself. */
  readonly endedBy?: Person;
  readonly endNote?: string;
  /** In the runbook's order (an object would lose its order in the database). */
  readonly steps: readonly StepState[];
};

export type RollBack = {
  readonly by: Person;
  readonly at: Instant;
  readonly note?: string;
  /** From `on_abort: rollback`: the undos run without a click each. */
  readonly byItself: boolean;
};

/** What a runbook may refer to besides its inputs; frozen when the run starts. */
export type RunFacts = {
  readonly alert?: AlertFacts;
  readonly incident?: IncidentFacts;
  /** IANA zone that the filter `local` writes times in. */
  readonly zone: string;
};

export type AlertFacts = {
  readonly name: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
};

export type IncidentFacts = {
  readonly id: string;
  readonly title: string;
  readonly priority: string;
  readonly service: string;
};
