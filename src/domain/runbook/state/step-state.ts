// The state of one step: how far it is, what was said about it, and what it waits for.
import type { Json, Scalar } from "../language/json.ts";
import type { ApprovalState } from "./approval-state.ts";
import type { EffectState, UndoPlan, UndoState } from "./effect-state.ts";
import type { FreezeSight } from "./freeze-sight.ts";
import type { Reading, Reason, Unknown } from "./reason.ts";
import type { Instant, Person } from "./stamp.ts";

/** `undo`: a step with `undoes`, or one that Muster adds where a person asks for an effect to be undone. */
export type StepKind =
  | "manual"
  | "choice"
  | "check"
  | "wait"
  | "http"
  | "flag"
  | "github"
  | "freeze"
  | "announce"
  | "undo"
  | "end";

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

const AT_REST: readonly StepPhase[] = ["succeeded", "failed", "skipped", "cancelled"];

/** Nothing more comes of the step, unless somebody sends the run back to it. */
export const isAtRest = ({ state }: { readonly state: StepPhase }): boolean =>
  AT_REST.includes(state);

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
  /** The freeze that the step waits for or looks at, and what was seen of it last. */
  readonly freeze?: FreezeWatch;
};

export type FreezeWatch = {
  /** `FRZ-7`. */
  readonly of: string;
  readonly seen?: FreezeSight;
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
 * `current` tells people what is still changed; `freeze` is what a step looks at that waits for a freeze.
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
  | "current"
  | "freeze";

export type Audience = "incident" | "stakeholders" | "status_page" | `channel:${string}`;

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
