// What one person is waited for in a run that is open.

import type { RunState } from "../state/run.ts";
import type { Instant } from "../state/stamp.ts";
import { isAtRest, type StepState } from "../state/step-state.ts";
import { waitsForPerson } from "../state/waits-for-person.ts";

export type Task = {
  readonly why: "approve" | "assigned" | "decide";
  readonly step?: StepState;
  readonly since: Instant;
};

/** One task a step at most, the most urgent one; a step that is theirs later is theirs already. */
export function tasksOf(run: RunState, user: string): readonly Task[] {
  const tasks = run.steps.flatMap((step) => taskOf(run, step, user) ?? []);
  const isTold = tasks.some(({ step }) => step?.id === run.cursor);
  const { assignee } = run;
  if (assignee?.to.id !== user || isTold) return tasks;
  return [...tasks, { why: "assigned", since: assignee.at }];
}

function taskOf(run: RunState, step: StepState, user: string): Task | undefined {
  if (isAtRest(step)) return undefined;
  const { approval, assignee, arrivedAt } = step;
  if (approval && isWanted(step, user)) return { why: "approve", step, since: approval.askedAt };
  if (assignee?.to.id === user) return { why: "assigned", step, since: assignee.at };
  const isMine = run.startedBy.id === user && !run.assignee && !assignee;
  if (!isMine || step.id !== run.cursor || !waitsForDecision(step)) return undefined;
  return { why: "decide", step, since: arrivedAt ?? run.startedAt };
}

function isWanted({ state, approval }: StepState, user: string): boolean {
  if (state !== "awaiting_approval" || approval?.state !== "asked") return false;
  const hasVoted = approval.votes.some(({ by }) => by.id === user);
  return !hasVoted && (approval.eligible?.includes(user) ?? false);
}

/** An approval is for those who are asked, not for whoever started the run. */
function waitsForDecision(step: StepState): boolean {
  return step.state !== "awaiting_approval" && waitsForPerson(step);
}
