// What the incident's timeline tells of one event to a run: derived from how the run was and how it is.
import { type ApprovalState, approving } from "../domain/runbook/state/approval-state.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import type { TimelineEntry } from "../domain/timeline.ts";
import type { RunRow } from "../storage/runs.ts";
import { words } from "../words/words.ts";

/** `title` is the runbook's; `before` is null where the run has just begun. */
export function timelineOf(run: RunRow, title: string, before: RunState | null): TimelineEntry[] {
  const { id: runId, state } = run;
  const entries = state.steps.flatMap((step, index) => tellStep(runId, step, before?.steps[index]));
  const runTitle = words.run.title(run, title);
  entries.push(...tellHold(runId, runTitle, state, before));
  if (before && state.assignee && state.assignee.at !== before.assignee?.at) {
    entries.push({ kind: "run-assigned", runId, title: runTitle, user: state.assignee.to.id });
  }
  if (before && !before.outcome && run.isOpen === 0) {
    const outcome = state.outcome ?? state.state;
    entries.push({ kind: "run-ended", runId, title: runTitle, outcome });
  }
  return entries;
}

function tellStep(runId: string, step: StepState, before: StepState | undefined): TimelineEntry[] {
  if (step === before) return [];
  const entries: TimelineEntry[] = tellApproval(runId, step, before);
  const { id, title } = step;
  if (step.kind !== "end" && isTold(step) && before?.state !== step.state) {
    const detail = words.run.stepDetail(step);
    entries.push({ kind: "run-step", runId, step: id, title, outcome: step.state, detail });
  }
  if (step.assignee && step.assignee.at !== before?.assignee?.at) {
    entries.push({ kind: "run-assigned", runId, title, user: step.assignee.to.id });
  }
  const outcome = fateOf(step);
  if (outcome && outcome !== fateOf(before)) {
    const note = (outcome === "left" ? step.left?.note : step.undo?.note) ?? null;
    entries.push({ kind: "change-settled", runId, step: id, title, outcome, note });
  }
  return entries;
}

/** What became of its change in the end; `left` may stand where there was nothing to undo it with. */
function fateOf(step: StepState | undefined): "undone" | "left" | undefined {
  if (step?.undo?.state === "undone") return "undone";
  return step?.left || step?.undo?.state === "left" ? "left" : undefined;
}

/** Steps that a condition or a branch jumped over are not news. */
function isTold(step: StepState): boolean {
  if (step.state === "skipped") {
    return step.reason?.code !== "when" && step.reason?.code !== "branch";
  }
  return ["succeeded", "failed", "needs_decision"].includes(step.state);
}

type Approved = Extract<TimelineEntry, { kind: "run-approval" }>;

function tellApproval(
  runId: string,
  { id: step, title, approval }: StepState,
  before: StepState | undefined,
): TimelineEntry[] {
  if (!approval || approval === before?.approval) return [];
  const earlier = before?.approval?.round === approval.round ? before.approval : undefined;
  const about = { kind: "run-approval", runId, step, title, need: approval.need } as const;
  const news = [
    ...tellAsked(approval, earlier),
    ...tellVotes(approval, earlier),
    ...tellGrant(approval, earlier),
  ];
  return news.map((each) => ({ ...about, ...each }));
}

type Told = Pick<Approved, "change" | "count" | "note">;

function tellAsked({ eligible }: ApprovalState, before: ApprovalState | undefined): Told[] {
  if (!eligible || before?.eligible) return [];
  return [{ change: "asked", count: eligible.length, note: null }];
}

function tellVotes({ votes }: ApprovalState, before: ApprovalState | undefined): Told[] {
  const known = before?.votes.length ?? 0;
  return votes.slice(known).map(({ vote, note = null }, index) => ({
    change: vote === "approve" ? "approved" : "denied",
    count: approving(votes.slice(0, known + index + 1)).length,
    note,
  }));
}

function tellGrant(approval: ApprovalState, before: ApprovalState | undefined): Told[] {
  const count = approving(approval.votes).length;
  const { brokenGlass, state } = approval;
  if (brokenGlass && !before?.brokenGlass) {
    return [{ change: "overridden", count, note: brokenGlass.why }];
  }
  return state === "granted" && before?.state !== "granted"
    ? [{ change: "granted", count, note: null }]
    : [];
}

function tellHold(
  runId: string,
  title: string,
  { hold, endedAt }: RunState,
  before: RunState | null,
): TimelineEntry[] {
  const about = { kind: "run-held", runId, title } as const;
  if (hold && hold.code !== before?.hold?.code) {
    const note =
      hold.code === "paused" ? hold.note : hold.code === "incompatible" ? hold.message : undefined;
    return [{ ...about, why: hold.code, note: note ?? null }];
  }
  if (!hold && before?.hold && !endedAt) return [{ ...about, why: "resumed", note: null }];
  return [];
}
