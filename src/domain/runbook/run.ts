// The state of a run: plain JSON, enough to draw it and to go on with it after any crash.
import type { Json, Scalar } from "./json.ts";

/** ISO 8601 in UTC, as `Date.toISOString` writes it; a string because a run's state is stored as JSON. */
export type Instant = string;

export type Person = { readonly id: string; readonly name: string };

export type Outcome = "success" | "success_with_skips" | "not_applicable" | "left_as_is" | "failed";

export type StepKind = "manual" | "choice" | "check" | "wait" | "http" | "announce" | "end";

export type RunState = {
  readonly id: string;
  readonly runbook: string;
  /** `blocked` exactly while the current step needs a decision. */
  readonly state: "running" | "blocked" | "completed" | "aborted";
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

export type StepPhase =
  | "pending"
  | "preparing"
  | "ready"
  | "waiting"
  | "running"
  | "retry_wait"
  | "verifying"
  | "needs_decision"
  | "succeeded"
  | "failed"
  | "skipped"
  | "cancelled";

export type StepState = {
  readonly id: string;
  readonly kind: StepKind;
  readonly state: StepPhase;
  /** 0 until the cursor arrives; rises each time a person sends the step round again. */
  readonly attempt: number;
  /**
   * Title, text and announcement are Slack mrkdwn with every value escaped (`unescapeText` for
   * elsewhere). Everything else people or targets said (notes, messages, excerpts) is raw text.
   */
  readonly title: string;
  readonly text?: string;
  /** Why the step is where it is: for needs_decision, failed, skipped, cancelled. */
  readonly reason?: Reason;
  readonly arrivedAt?: Instant;
  readonly settledAt?: Instant;
  /** Every answer a person gave here, oldest first; the loser of a race is told the last one. */
  readonly decisions: readonly Decision[];
  readonly output?: Readonly<Record<string, Scalar>>;
  /** What this step waits for; a timer that is not here, or not yet due, changes nothing. */
  readonly timers: Readonly<Partial<Record<TimerKind, Instant>>>;
  /** The read that is under way; answers to any other are late. */
  readonly reading?: { readonly number: number; readonly purpose: ReadPurpose };
  readonly reads: number;
  readonly reminders: number;
  readonly values?: Readonly<Record<string, Reading>>;
  readonly wait?: WaitState;
  readonly effect?: EffectState;
  readonly announcement?: { readonly to: readonly Audience[]; readonly text: string };
};

export type Decision = {
  readonly attempt: number;
  readonly by: Person;
  readonly at: Instant;
  readonly action: ActionKind;
  readonly option?: { readonly value: string; readonly label: string };
  readonly target?: string;
  readonly note?: string;
};

export type ActionKind =
  | "done"
  | "could-not"
  | "choose"
  | "run"
  | "skip"
  | "retry"
  | "check-again"
  | "proceed"
  | "go-to"
  | "it-happened"
  | "it-did-not"
  | "abort";

export type TimerKind = "timeout" | "elapsed" | "sample" | "read" | "retry" | "verify";

export type ReadPurpose = "text" | "check" | "sample" | "before" | "verify" | "probe";

export type Audience = "incident" | "stakeholders" | `channel:${string}`;

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
  | { readonly code: "template-error"; readonly where: string; readonly message: string };

export type WaitState = {
  /** Since when every sample was true without a gap; absent while the condition does not hold. */
  readonly heldSince?: Instant;
  readonly unknownSince?: Instant;
  readonly unknownSaid: boolean;
  /** The last 20, oldest first. */
  readonly samples: readonly Sample[];
};

export type Sample = {
  readonly at: Instant;
  readonly verdict: "true" | "false" | "unknown";
  /** The first number the condition names, for the sparkline. */
  readonly value?: number;
  readonly unknowns?: readonly Unknown[];
};

export type HttpRequest = {
  readonly connection: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the connection's base, encoded. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
};

/** A read that says how things are: `pointer` into the answer compared with `equals`. */
export type ReadBack = {
  readonly request: HttpRequest;
  readonly pointer: string;
  readonly equals: Json;
};

export type Repeat = "safe" | "keyed" | "probe" | "never";

export type EffectState = {
  readonly request: HttpRequest;
  readonly repeat: Repeat;
  readonly verify?: ReadBack & { readonly withinMs: number };
  readonly probe?: ReadBack;
  /** What the verifying read said before anything was sent. */
  readonly before?: Json;
  /** Rises only when a person says "run it again": the same generation is the same effect and key. */
  readonly generation: number;
  /** How many times this generation was handed to the network. */
  readonly sends: number;
  readonly phase: "planned" | "intended" | "sent" | "answered" | "unknown" | "cancelled";
  readonly sentAt?: Instant;
  readonly answeredAt?: Instant;
  readonly status?: number;
  readonly excerpt?: string;
  readonly verifyUntil?: Instant;
  readonly found?: Json;
};
