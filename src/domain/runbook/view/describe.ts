// A run as people look at it: one line a step, the current step in detail, and what was changed out there.

import { findStep, type Runbook } from "../format/format.ts";
import type { Input } from "../format/input-format.ts";
import { availableActions, type OfferedAction } from "../run/actions.ts";
import { findRunStep } from "../state/find-step.ts";
import type { Reading, Reason } from "../state/reason.ts";
import type { Hold, Outcome, Preflight, RunMode, RunState } from "../state/run.ts";
import type { Instant, Person } from "../state/stamp.ts";
import type {
  ActionKind,
  Announcement,
  Assignment,
  FreezeWatch,
  StepKind,
  StepState,
} from "../state/step-state.ts";
import { type ApprovalView, approvalView } from "./describe-approval.ts";
import { type AppliedChange, appliedChanges } from "./describe-changes.ts";
import { type EffectPreview, effectPreview } from "./describe-effect.ts";
import { sparkline } from "./sparkline.ts";
import { countSteps, numberAt } from "./step-number.ts";

/** `Step 3 of 7` is `position` of `total`; texts are Slack mrkdwn as in the run. */
export type RunView = {
  readonly id: string;
  readonly runbook: string;
  readonly title: string;
  readonly mode: RunMode;
  readonly state: RunState["state"];
  readonly hold?: Hold;
  readonly preflight?: Preflight;
  readonly deadlineAt?: Instant;
  /** Who was asked to take over the whole run. */
  readonly assignee?: Assignment;
  /** The run whose effects this one takes back. */
  readonly undoOf?: { readonly runId: string; readonly number: number };
  readonly outcome?: Outcome;
  readonly startedAt: Instant;
  readonly startedBy: Person;
  readonly endedAt?: Instant;
  readonly endedBy?: Person;
  readonly endNote?: string;
  readonly durationMs: number;
  readonly position: number;
  readonly total: number;
  readonly lines: readonly StepLine[];
  readonly current?: CurrentStep;
  /** What this run did, or may have done, to other systems; oldest first. */
  readonly changes: readonly AppliedChange[];
};

export type Mark = "done" | "current" | "blocked" | "pending" | "failed" | "skipped" | "cancelled";

export type StepLine = {
  readonly number: number;
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly mark: Mark;
  readonly reason?: Reason;
  /** Who answered last, and what they chose. */
  readonly by?: Person;
  readonly choice?: string;
  readonly assignee?: Assignment;
  /** What a person filled in, or what the target answered. */
  readonly output?: NonNullable<StepState["output"]>;
  /** For a step that Muster added: the step whose effect it takes back; `title` is that step's. */
  readonly undoOf?: string;
  readonly at?: Instant;
  readonly durationMs?: number;
};

export type CurrentStep = StepLine & {
  readonly state: StepState["state"];
  readonly attempt: number;
  readonly text?: string;
  readonly actions: readonly OfferedAction[];
  readonly values?: Readonly<Record<string, Reading>>;
  readonly effect?: EffectPreview;
  readonly approval?: ApprovalView;
  /** The form of a manual step, by the name of the field. */
  readonly collect?: Readonly<Record<string, Input>>;
  readonly announcement?: Announcement;
  readonly wait?: WaitView;
  /** The freeze that it looks at, or whose end it waits for. */
  readonly freeze?: FreezeWatch;
  /** When the step's own time is over, or the next try is due. */
  readonly dueAt?: Instant;
  readonly retryAt?: Instant;
};

export type WaitView = {
  readonly sparkline: string;
  readonly heldMs: number;
  readonly holdMs: number;
  readonly lastVerdict?: "true" | "false" | "unknown";
};

export function describeRun(runbook: Runbook, run: RunState, now: Date): RunView {
  const lines = run.steps.map((state, index) => lineOf(runbook, run, state, { index, now }));
  const index = run.steps.findIndex(({ id }) => id === run.cursor);
  const line = lines[index];
  const state = run.steps[index];
  return {
    ...pickPresent(run, ["id", "runbook", "mode", "state", "startedAt", "startedBy"]),
    ...pickPresent(run, ["hold", "preflight", "deadlineAt", "assignee", "undoOf"]),
    ...pickPresent(run, ["outcome", "endedAt", "endedBy", "endNote"]),
    title: runbook.title,
    durationMs: (run.endedAt ? Date.parse(run.endedAt) : now.getTime()) - Date.parse(run.startedAt),
    position: index === -1 ? countSteps(run.steps) : numberAt(run.steps, index),
    total: countSteps(run.steps),
    lines,
    ...(line && state ? { current: detailOf(runbook, run, { line, state }) } : {}),
    changes: appliedChanges(runbook, run),
  };
}

/** The keys that have a value: absent stays absent. */
function pickPresent<T extends object, K extends keyof T>(
  whole: T,
  keys: readonly K[],
): Pick<T, K> {
  const there = keys.filter((key) => whole[key] !== undefined);
  return Object.fromEntries(there.map((key) => [key, whole[key]])) as Pick<T, K>;
}

/** They ask for the step once more, or allow it; nobody has done it by that. */
const NO_ANSWER: ReadonlySet<ActionKind> = new Set(["retry", "approve", "deny"]);

function lineOf(
  runbook: Runbook,
  run: RunState,
  state: StepState,
  { index, now }: { index: number; now: Date },
): StepLine {
  const decision = state.decisions.findLast(({ action }) => !NO_ANSWER.has(action));
  const at = state.settledAt ?? state.arrivedAt;
  const undoOf = run.added?.find(({ id }) => id === state.id)?.undoes[0];
  const output = outputOf(runbook, state);
  const until = state.settledAt ? Date.parse(state.settledAt) : now.getTime();
  return {
    number: numberAt(run.steps, index),
    id: state.id,
    kind: state.kind,
    title: state.title,
    mark: markOf(state),
    ...pickPresent(state, ["reason", "assignee"]),
    ...(output ? { output } : {}),
    ...(undoOf === undefined ? {} : { undoOf }),
    ...(decision ? { by: decision.by } : {}),
    ...(decision?.option ? { choice: decision.option.label } : {}),
    ...(at ? { at } : {}),
    ...(state.arrivedAt ? { durationMs: until - Date.parse(state.arrivedAt) } : {}),
  };
}

/** What a person filled in stands as in the form: the database does not keep the order of an object. */
function outputOf(runbook: Runbook, { id, output }: StepState): StepState["output"] {
  const step = findStep(runbook, id);
  if (!output || step?.kind !== "manual") return output;
  return { ...pickPresent(output, Object.keys(step.collect)), ...output };
}

function markOf(state: StepState): Mark {
  switch (state.state) {
    case "pending":
      return "pending";
    case "succeeded":
      return "done";
    case "needs_decision":
      return "blocked";
    case "failed":
    case "skipped":
    case "cancelled":
      return state.state;
    case "preparing":
    case "awaiting_approval":
    case "ready":
    case "waiting":
    case "running":
    case "retry_wait":
    case "verifying":
      return "current";
  }
}

type Here = { readonly line: StepLine; readonly state: StepState };

function detailOf(runbook: Runbook, run: RunState, { line, state }: Here): CurrentStep {
  const { timers } = state;
  const step = findRunStep(runbook, run, state.id);
  const dueAt = timers.timeout ?? timers.elapsed;
  const effect = effectPreview(runbook, run, state);
  const approval = approvalView(step, state);
  const wait = waitOf(runbook, state);
  return {
    ...line,
    ...pickPresent(state, ["state", "attempt", "text", "values", "announcement", "freeze"]),
    actions: availableActions(runbook, run),
    ...(effect ? { effect } : {}),
    ...(approval ? { approval } : {}),
    ...(step?.kind === "manual" && Object.keys(step.collect).length > 0
      ? { collect: step.collect }
      : {}),
    ...(wait ? { wait } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(timers.retry ? { retryAt: timers.retry } : {}),
  };
}

function waitOf(runbook: Runbook, { id, wait }: StepState): WaitView | undefined {
  const step = findStep(runbook, id);
  if (!wait || step?.kind !== "wait" || step.until === undefined) return undefined;
  const last = wait.samples.at(-1);
  return {
    sparkline: sparkline(wait.samples),
    // What was seen, not what is hoped since: it has not held until a sample says so.
    heldMs: wait.heldSince && last ? Date.parse(last.at) - Date.parse(wait.heldSince) : 0,
    holdMs: step.hold ?? 0,
    ...(last ? { lastVerdict: last.verdict } : {}),
  };
}
