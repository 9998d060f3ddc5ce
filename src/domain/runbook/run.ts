// The state of a run: plain JSON, enough to draw it and to go on with it after any crash.
import type { Change, Read, ReadBack, Repeat } from "./change.ts";
import type { Json, Scalar } from "./json.ts";

/** ISO 8601 in UTC, as `Date.toISOString` writes it; a string because a run's state is stored as JSON. */
export type Instant = string;

export type Person = { readonly id: string; readonly name: string };

export type Outcome =
  | "success"
  | "success_with_skips"
  | "not_applicable"
  | "left_as_is"
  | "failed"
  | "rolled_back"
  | "partly_rolled_back"
  | "cancelled";

/** `undo`: a step with `undoes`, or one that Muster adds where a person asks for an effect to be undone. */
export type StepKind =
  | "manual"
  | "choice"
  | "check"
  | "wait"
  | "http"
  | "flag"
  | "github"
  | "announce"
  | "undo"
  | "end";

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

export type Assignment = { readonly to: Person; readonly by: Person; readonly at: Instant };

export type StepPhase =
  | "pending"
  | "preparing"
  | "awaiting_approval"
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
  /** Timers that a pause has stopped, with the milliseconds each had left. */
  readonly frozen?: Readonly<Partial<Record<TimerKind, number>>>;
  /** The read that is under way; answers to any other are late. */
  readonly reading?: { readonly number: number; readonly purpose: ReadPurpose };
  readonly reads: number;
  readonly reminders: number;
  readonly values?: Readonly<Record<string, Reading>>;
  readonly wait?: WaitState;
  readonly effect?: EffectState;
  /** What an `undo` step still has to take back, latest effect first; the first is in `effect`. */
  readonly queue?: readonly UndoPlan[];
  /** How this step's applied effect can be taken back, and what became of that. */
  readonly undo?: UndoState;
  /** What the target says now about this step's effect, where somebody asked what is still changed. */
  readonly current?: CurrentValue;
  /** The read for `current` that is under way: it may come in any state of the run. */
  readonly looking?: { readonly number: number };
  /** Somebody decided to leave this step's effect as it is. */
  readonly left?: { readonly by: Person; readonly at: Instant; readonly note?: string };
  readonly approval?: ApprovalState;
  readonly assignee?: Assignment;
  readonly announcement?: Announcement;
};

/** Either a value or why there is none. */
export type CurrentValue = {
  readonly value?: Json;
  readonly message?: string;
  readonly at: Instant;
};

export type Announcement = {
  readonly to: readonly Audience[];
  readonly text: string;
  /** The component and its state on the status page, where the text goes there too. */
  readonly status?: { readonly component: string; readonly state: ComponentState };
  /** Who changed the text before it went out. */
  readonly editedBy?: Person;
};

export type ComponentState =
  | "operational"
  | "degraded"
  | "partial_outage"
  | "major_outage"
  | "maintenance";

/** Votes count for one request only: `requestSha` is its hash, and another request has another round. */
export type ApprovalState = {
  readonly requestSha: string;
  /** Rises when the request changed after the vote, or the approval lapsed; earlier votes are void. */
  readonly round: number;
  readonly state: "asked" | "granted" | "denied" | "timed-out" | "too-few" | "lapsed";
  /** Why there is a further round; absent in the first. */
  readonly again?: "request-changed" | "lapsed" | "retried";
  readonly need: number;
  readonly askedAt: Instant;
  readonly votes: readonly Vote[];
  /** Slack users who could vote when it was asked, exclusions left out; who may is judged at the click. */
  readonly eligible?: readonly string[];
  readonly escalated: boolean;
  readonly grantedAt?: Instant;
  /** A granted approval that is not used by then is void. */
  readonly lapsesAt?: Instant;
  readonly brokenGlass?: { readonly by: Person; readonly at: Instant; readonly why: string };
};

export type Vote = {
  readonly by: Person;
  readonly at: Instant;
  readonly vote: "approve" | "deny";
  readonly note?: string;
};

/** Everything needed to take one effect back, frozen when the effect was applied. */
export type UndoPlan = {
  /** The step whose effect it takes back, and that step's title. */
  readonly of: string;
  readonly title: string;
  readonly change: Change;
  readonly repeat: Repeat;
  /** Compared first; a mismatch is a conflict for a person. */
  readonly onlyIf?: ReadBack;
  /** Why it cannot be compared first although the runbook wants it: a person says "run anyway". */
  readonly blind?: string;
  readonly verify?: ReadBack & { readonly withinMs: number };
  /** How long the deployment or the workflow run may take. */
  readonly followMs?: number;
  /** Other steps that this very change takes back, too. */
  readonly also?: readonly string[];
  /** `unknown`: nobody knows whether the effect came to be at all. */
  readonly certainty: Certainty;
  /** How often it was tried. */
  readonly generation: number;
};

export type Certainty = "done" | "unknown";

/** A deployment or workflow run that goes on after the answer: read until it ends or `withinMs` is over. */
export type Follow = { readonly request: Read; readonly withinMs: number };

export type UndoState = {
  readonly state: "available" | "undoing" | "undone" | "conflict" | "failed" | "left";
  readonly plan: UndoPlan;
  /** After this the undo is no longer offered; absent: as long as the run is kept. */
  readonly validUntil?: Instant;
  readonly by?: Person;
  readonly at?: Instant;
  /** Why it was left as it is. */
  readonly note?: string;
};

/** A step that Muster adds after the runbook's own: it takes one effect back. Its title is no template. */
export type AddedStep = {
  readonly id: string;
  readonly kind: "undo";
  readonly title: string;
  /** The step whose effect it takes back, and others that the very same change takes back, too. */
  readonly undoes: readonly string[];
};

export type Decision = {
  readonly attempt: number;
  readonly by: Person;
  readonly at: Instant;
  readonly action: ActionKind;
  readonly option?: { readonly value: string; readonly label: string };
  readonly target?: string;
  readonly note?: string;
  readonly to?: Person;
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
  | "approve"
  | "deny"
  | "break-glass"
  | "assign"
  | "pause"
  | "resume"
  | "start-anyway"
  | "look-again"
  | "cancel"
  | "leave"
  | "roll-back"
  | "abort";

/** `approval`, `escalation` and `lapse` belong to an approval; `preflight`, `unused` and `deadline` to the run. */
export type TimerKind =
  | "timeout"
  | "elapsed"
  | "sample"
  | "read"
  | "retry"
  | "verify"
  | "follow"
  | "approval"
  | "escalation"
  | "lapse"
  | "preflight"
  | "unused"
  | "deadline";

/**
 * `only-if` compares before an undo; `follow` waits for a deployment or a workflow run to end;
 * `current` tells people what is still changed.
 */
export type ReadPurpose =
  | "text"
  | "check"
  | "sample"
  | "before"
  | "only-if"
  | "follow"
  | "verify"
  | "probe"
  | "current";

export type Audience = "incident" | "stakeholders" | "status_page" | `channel:${string}`;

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

export type EffectState = {
  readonly direction: "do" | "undo";
  /** The step whose effect is taken back, for `undo`. */
  readonly of?: string;
  readonly change: Change;
  /** Hash of the change, or of all changes where one click sends several: what an approval covers. */
  readonly sha: string;
  readonly repeat: Repeat;
  readonly onlyIf?: ReadBack;
  readonly verify?: ReadBack & { readonly withinMs: number };
  readonly probe?: ReadBack;
  readonly follow?: Follow;
  /** What the target said before anything was sent, where it could be read. */
  readonly before?: Json;
  /** What it will say then, for the preview: a verify's `equals`, a flag's setting, a commit. */
  readonly after?: Json;
  /** Rises only when a person says "run it again": the same generation is the same effect and key. */
  readonly generation: number;
  /** The moment its templates were written for, so that writing them again gives the same. */
  readonly plannedAt?: Instant;
  /** Run was pressed, and the comparison before sending is under way. */
  readonly released?: true;
  /** A send of this generation may have been carried out although no good answer came. */
  readonly doubt?: true;
  /** Since when a deployment or workflow run is looked for whose answer was lost. */
  readonly lostAt?: Instant;
  /** What an earlier generation of this effect came to, and what was there before that. */
  readonly earlier?: { readonly certainty: Certainty; readonly before?: Json };
  /** How many times this generation was handed to the network. */
  readonly sends: number;
  readonly phase: "planned" | "intended" | "sent" | "answered" | "unknown" | "cancelled";
  readonly sentAt?: Instant;
  /** When this generation was sent for the first time: how old its `Idempotency-Key` is. */
  readonly firstSentAt?: Instant;
  readonly answeredAt?: Instant;
  readonly status?: number;
  readonly excerpt?: string;
  /** Where people can watch it, such as a workflow run's page. */
  readonly url?: string;
  readonly verifyUntil?: Instant;
  readonly followUntil?: Instant;
  readonly found?: Json;
};
