// Whether a click counts: who was first, what is offered now, and what has to come with it.

import { isBarredOperator } from "../approval/separation.ts";
import { refuseVote } from "../approval/vote-refusal.ts";
import { findRunStep } from "../state/find-step.ts";
import type { RunRefusal } from "../state/refusal.ts";
import type { RunState } from "../state/run.ts";
import type { Clicked } from "../state/run-event.ts";
import type { StepState } from "../state/step-state.ts";
import { stateOf, stepOf, type Turn } from "../state/turn.ts";
import { availableActions, type OfferedAction, RUN_ACTIONS, stepActions } from "./actions.ts";
import { LONGEST_ANNOUNCEMENT } from "./announcement.ts";
import { collectValues } from "./collect.ts";
import { holdSha8 } from "./hold.ts";
import { rightFor } from "./permissions.ts";
import { WHOLE_RUN } from "./run-timer.ts";

/** Undefined when the click counts. */
export function refuseClick(turn: Turn, event: Clicked): RunRefusal | undefined {
  if (event.action === "assign") return refuseAssignment(turn, event);
  const state = turn.run.steps.find(({ id }) => id === event.step);
  if (!state) return { code: "no-such-step", step: event.step };
  if (turn.run.cursor !== event.step || state.attempt !== event.attempt) {
    return whoWon(state, event);
  }
  const isVote = event.action === "approve" || event.action === "deny";
  return (isVote ? refuseVote(turn, event) : undefined) ?? refuseOffer(turn, state, event);
}

/** Between the check of permissions and the lock the step may have come to need another right. */
export function refuseRight({ run, runbook }: Turn, event: Clicked): RunRefusal | undefined {
  const state = run.steps.find(({ id }) => id === event.step);
  if (event.right === undefined || !state) return undefined;
  const needed = rightFor(event.action, state, findRunStep(runbook, run, state.id));
  if (event.right === needed) return undefined;
  return { code: "moved-on", step: state.id, title: state.title };
}

/** A later step can be assigned before the run gets there; one that is over cannot. */
function refuseAssignment({ run, runbook }: Turn, event: Clicked): RunRefusal | undefined {
  const offered = availableActions(runbook, run);
  if (!offered.some(({ action }) => action === "assign")) {
    return { code: "not-offered", action: "assign", offered: kinds(offered) };
  }
  const state = run.steps.find(({ id }) => id === event.step);
  if (!state && event.step !== WHOLE_RUN) return { code: "no-such-step", step: event.step };
  if (state?.settledAt !== undefined) return whoWon(state, event);
  return event.to ? undefined : { code: "assignee-required" };
}

function refuseOffer(turn: Turn, state: StepState, event: Clicked): RunRefusal | undefined {
  const offered = availableActions(turn.runbook, turn.run);
  const fitting = offered.filter(({ action }) => action === event.action);
  if (fitting.length === 0) return notOffered(turn, state, event);
  if (!fitting.some((each) => isMeant(each, event))) {
    const options = fitting.flatMap(({ option, target }) => option?.value ?? target ?? []);
    return { code: "no-such-option", option: event.option ?? event.target ?? "", options };
  }
  const needsNote = fitting.some(({ note }) => note === "required");
  if (needsNote && !event.note?.trim()) return { code: "note-required", action: event.action };
  return refuseContent(turn, fitting, event) ?? refuseOperator(turn, event);
}

function isMeant({ option, target }: OfferedAction, event: Clicked): boolean {
  return option?.value === event.option && target === event.target;
}

/** What was typed, filled in or seen. */
function refuseContent(
  turn: Turn,
  fitting: readonly OfferedAction[],
  event: Clicked,
): RunRefusal | undefined {
  const typed = event.typed?.trim() ?? "";
  if (fitting.some(({ confirm }) => confirm === "type") && typed !== event.step) {
    return { code: "typed-wrong", expected: event.step, typed };
  }
  if (event.action === "done") return refuseValues(turn, event);
  if (event.action === "resume") return refuseResume(turn, event);
  if (event.action === "break-glass") return refuseSeen(turn, event);
  if (event.action !== "run") return undefined;
  if ((event.text?.length ?? 0) > LONGEST_ANNOUNCEMENT) {
    return { code: "text-too-long", longest: LONGEST_ANNOUNCEMENT };
  }
  return refuseSeen(turn, event);
}

function refuseValues(turn: Turn, event: Clicked): RunRefusal | undefined {
  const step = stepOf(turn, event.step);
  const collected = collectValues(step, event.values);
  if (collected.ok) return undefined;
  const fields = step.kind === "manual" ? step.collect : {};
  return { code: "values-wrong", problems: collected.problems, fields };
}

/** What was seen before the click is what the click is about. */
function refuseSeen(turn: Turn, { step, sha8 }: Clicked): RunRefusal | undefined {
  const { effect, approval, title } = stateOf(turn, step);
  const sha = effect?.sha ?? approval?.requestSha;
  if (sha8 === undefined || sha === undefined || sha.startsWith(sha8)) return undefined;
  return { code: "request-changed", step, title };
}

/** Somebody paused it again since, or its deadline passed: that is not what Resume was pressed for. */
function refuseResume({ run }: Turn, { action, step, sha8 }: Clicked): RunRefusal | undefined {
  const { hold, decisions = [] } = run;
  if (!hold || sha8 === undefined || sha8 === holdSha8(run)) return undefined;
  const decision = decisions.findLast((each) => each.action === "pause" && each.at === hold.at);
  return decision ? { code: "already-decided", step, decision } : { code: "held", action, hold };
}

/** Whoever approved neither carries it out nor says that it is done. */
const CARRYING_OUT: ReadonlySet<Clicked["action"]> = new Set(["run", "done", "choose", "retry"]);

function refuseOperator(turn: Turn, event: Clicked): RunRefusal | undefined {
  const { action, by } = event;
  const state = stateOf(turn, event.step);
  if (!CARRYING_OUT.has(action)) return undefined;
  // Trying again asks for a new approval.
  if (action === "retry" && state.state === "needs_decision") return undefined;
  if (!isBarredOperator(stepOf(turn, event.step), state, by.id)) return undefined;
  const { operate } = turn.runbook.permissions;
  return { code: "excluded", action, as: "approver", from: operate, others: [] };
}

/** The button was there a moment ago: a decision of this attempt took it away, or the run is held. */
function notOffered({ run, runbook }: Turn, state: StepState, event: Clicked): RunRefusal {
  const { action } = event;
  const { hold } = run;
  if (hold && stepActions(runbook, run).some((each) => each.action === action)) {
    return { code: "held", action, hold };
  }
  const decision = decidedBy(run, state, event);
  if (decision) return { code: "already-decided", step: state.id, decision };
  return { code: "not-offered", action, offered: kinds(availableActions(runbook, run)) };
}

function decidedBy({ decisions = [] }: RunState, state: StepState, event: Clicked) {
  if (RUN_ACTIONS.includes(event.action)) {
    return decisions.findLast(({ action }) => RUN_ACTIONS.includes(action));
  }
  return state.decisions.findLast(isOf(event));
}

/** A vote decided nothing that an operator could be late for. */
function isOf(event: Clicked) {
  return ({ attempt, action }: StepState["decisions"][number]) =>
    attempt === event.attempt && !["approve", "deny"].includes(action);
}

function whoWon(state: StepState, event: Clicked): RunRefusal {
  const decision = state.decisions.findLast(isOf(event));
  if (decision) return { code: "already-decided", step: state.id, decision };
  return { code: "moved-on", step: state.id, title: state.title };
}

function kinds(offered: readonly OfferedAction[]) {
  return [...new Set(offered.map(({ action }) => action))];
}
