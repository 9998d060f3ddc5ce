// A run as people look at it: one line a step, the current step in detail, and what was changed out there.
import { availableActions, type OfferedAction } from "./actions.ts";
import type { HttpRequest } from "./change.ts";
import { findStep, type Runbook } from "./format.ts";
import type { Json } from "./json.ts";
import type {
  Audience,
  Instant,
  Outcome,
  Person,
  Reading,
  Reason,
  RunState,
  StepKind,
  StepState,
} from "./run.ts";
import { sparkline } from "./sparkline.ts";

/** `Step 3 of 7` is `position` of `total`; texts are Slack mrkdwn as in the run. */
export type RunView = {
  readonly id: string;
  readonly runbook: string;
  readonly title: string;
  readonly state: RunState["state"];
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
  /** What this run did, or may have done, to other systems. */
  readonly changes: readonly Change[];
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
  readonly at?: Instant;
  readonly durationMs?: number;
};

export type CurrentStep = StepLine & {
  readonly state: StepState["state"];
  readonly attempt: number;
  readonly text?: string;
  readonly actions: readonly OfferedAction[];
  readonly values?: Readonly<Record<string, Reading>>;
  readonly request?: RequestPreview;
  readonly announcement?: { readonly to: readonly Audience[]; readonly text: string };
  readonly wait?: WaitView;
  /** When the step's own time is over, or the next try is due. */
  readonly dueAt?: Instant;
  readonly retryAt?: Instant;
};

/** What will be sent, and what the read-back says now and shall say then. */
export type RequestPreview = HttpRequest & {
  readonly before?: Json;
  readonly after?: Json;
  readonly sends: number;
  readonly irreversible?: string;
};

export type WaitView = {
  readonly sparkline: string;
  readonly heldMs: number;
  readonly holdMs: number;
  readonly lastVerdict?: "true" | "false" | "unknown";
};

export type Change = {
  readonly step: string;
  readonly title: string;
  readonly request: HttpRequest;
  readonly certainty: "done" | "unknown";
  readonly at?: Instant;
  /** What the read-back showed before, and shall show: how to put it back. */
  readonly before?: Json;
  readonly after?: Json;
};

export function describeRun(runbook: Runbook, run: RunState, now: Date): RunView {
  const lines = run.steps.map((state, index) => lineOf(state, index, now));
  const index = run.steps.findIndex(({ id }) => id === run.cursor);
  const line = lines[index];
  const state = run.steps[index];
  const { outcome, endedAt, endedBy, endNote } = run;
  return {
    id: run.id,
    runbook: run.runbook,
    title: runbook.title,
    state: run.state,
    startedAt: run.startedAt,
    startedBy: run.startedBy,
    ...(outcome === undefined ? {} : { outcome }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(endedBy === undefined ? {} : { endedBy }),
    ...(endNote === undefined ? {} : { endNote }),
    durationMs: (endedAt ? Date.parse(endedAt) : now.getTime()) - Date.parse(run.startedAt),
    position: index === -1 ? countSteps(run.steps) : index + 1,
    total: countSteps(run.steps),
    lines,
    ...(line && state ? { current: detailOf(runbook, run, { line, state, now }) } : {}),
    changes: run.steps.flatMap(changeOf),
  };
}

/** Up to the last step that is something to do: how a run may end is no step for those who count. */
export function countSteps(steps: readonly Pick<StepState, "kind">[]): number {
  return steps.findLastIndex(({ kind }) => kind !== "end") + 1 || steps.length;
}

function lineOf(state: StepState, index: number, now: Date): StepLine {
  const decision = state.decisions.findLast(({ action }) => action !== "retry");
  const at = state.settledAt ?? state.arrivedAt;
  const until = state.settledAt ? Date.parse(state.settledAt) : now.getTime();
  return {
    number: index + 1,
    id: state.id,
    kind: state.kind,
    title: state.title,
    mark: markOf(state),
    ...(state.reason ? { reason: state.reason } : {}),
    ...(decision ? { by: decision.by } : {}),
    ...(decision?.option ? { choice: decision.option.label } : {}),
    ...(at ? { at } : {}),
    ...(state.arrivedAt ? { durationMs: until - Date.parse(state.arrivedAt) } : {}),
  };
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

type Here = { readonly line: StepLine; readonly state: StepState; readonly now: Date };

function detailOf(runbook: Runbook, run: RunState, { line, state, now }: Here): CurrentStep {
  const { text, values, announcement, timers } = state;
  const dueAt = timers.timeout ?? timers.elapsed;
  const request = previewOf(runbook, state);
  const wait = waitOf(runbook, state, now);
  return {
    ...line,
    state: state.state,
    attempt: state.attempt,
    actions: availableActions(runbook, run),
    ...(text === undefined ? {} : { text }),
    ...(values ? { values } : {}),
    ...(announcement ? { announcement } : {}),
    ...(request ? { request } : {}),
    ...(wait ? { wait } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(timers.retry ? { retryAt: timers.retry } : {}),
  };
}

function previewOf(runbook: Runbook, { id, effect }: StepState): RequestPreview | undefined {
  const step = findStep(runbook, id);
  if (effect?.change.kind !== "http" || step?.kind !== "http") return undefined;
  return {
    ...effect.change,
    sends: effect.sends,
    ...(effect.before === undefined ? {} : { before: effect.before }),
    ...(effect.verify ? { after: effect.verify.equals } : {}),
    ...(step.irreversible === undefined ? {} : { irreversible: step.irreversible }),
  };
}

function waitOf(runbook: Runbook, { id, wait }: StepState, now: Date): WaitView | undefined {
  const step = findStep(runbook, id);
  if (!wait || step?.kind !== "wait" || step.until === undefined) return undefined;
  const last = wait.samples.at(-1);
  return {
    sparkline: sparkline(wait.samples),
    heldMs: wait.heldSince ? now.getTime() - Date.parse(wait.heldSince) : 0,
    holdMs: step.hold ?? 0,
    ...(last ? { lastVerdict: last.verdict } : {}),
  };
}

function changeOf({ id, title, effect }: StepState): Change[] {
  if (effect?.change.kind !== "http" || effect.change.method === "GET") return [];
  const { change: request, sentAt } = effect;
  const known = {
    ...(sentAt ? { at: sentAt } : {}),
    ...(effect.before === undefined ? {} : { before: effect.before }),
    ...(effect.verify ? { after: effect.verify.equals } : {}),
  };
  if (effect.phase === "sent" || effect.phase === "unknown") {
    return [{ step: id, title, request, certainty: "unknown", ...known }];
  }
  const took = effect.phase === "answered" && effect.status !== undefined && effect.status < 400;
  return took ? [{ step: id, title, request, certainty: "done", ...known }] : [];
}
