// Which answers the current step takes right now, by what kind it is and where it stands.
import { jumpsOf } from "../format/graph.ts";
import type { Step } from "../format/step-format.ts";
import type { Reason } from "../state/reason.ts";
import type { ActionKind, AddedStep, StepState } from "../state/step-state.ts";

export type OfferedAction = {
  readonly action: ActionKind;
  /** Whether a reason or note has to be, or can be, given. */
  readonly note: "none" | "optional" | "required";
  readonly option?: {
    readonly value: string;
    readonly label: string;
    readonly style?: "primary" | "danger";
  };
  /** Where `go-to` leads: a step's id or `end`. */
  readonly target?: string;
  /** `dialog`: ask "are you sure" first. `type`: the click carries the step's id as `typed`. */
  readonly confirm: "none" | "dialog" | "type";
};

export function offer(
  action: ActionKind,
  note: OfferedAction["note"],
  confirm: OfferedAction["confirm"] = "none",
): OfferedAction {
  return { action, note, confirm };
}

type Here = { readonly step: Step; readonly state: StepState; readonly isAdded: boolean };

export function actionsAt(
  step: Step,
  state: StepState,
  added: readonly AddedStep[] = [],
): readonly OfferedAction[] {
  const here: Here = { step, state, isAdded: added.some(({ id }) => id === step.id) };
  switch (state.state) {
    case "preparing":
      return [passing(here)];
    case "ready":
      return [offer("run", "none", "confirm" in step ? step.confirm : "none"), passing(here)];
    case "awaiting_approval":
      return approvalActions(here);
    case "waiting":
      return waitingActions(here);
    case "running":
    case "verifying":
      // Until the fate of a request is known there is nothing to decide but to stop.
      return step.kind === "check" || isLook(step) ? [passing(here)] : [];
    case "retry_wait":
      return [offer("retry", "none"), passing(here)];
    case "needs_decision":
      return state.reason ? decisions(here, state.reason) : [];
    case "pending":
    case "succeeded":
    case "failed":
    case "skipped":
    case "cancelled":
      return [];
  }
}

/** Passing by an undo leaves something changed out there, and is called so. */
function passing({ step, isAdded }: Here): OfferedAction {
  return offer(step.kind === "undo" && isAdded ? "leave" : "skip", "required");
}

function approvalActions(here: Here): readonly OfferedAction[] {
  if (here.state.approval?.state !== "asked") return [passing(here)];
  return [
    offer("approve", "optional", "dialog"),
    offer("deny", "optional"),
    offer("break-glass", "required"),
    passing(here),
  ];
}

function waitingActions(here: Here): readonly OfferedAction[] {
  const { step } = here;
  if (step.kind === "choice") return optionsOf(step);
  if (step.kind === "wait" || step.kind === "freeze") return [passing(here)];
  return [offer("done", "optional"), offer("could-not", "optional"), passing(here)];
}

function decisions(here: Here, reason: Reason): readonly OfferedAction[] {
  const { step } = here;
  const rest = [...gotosOf(step), passing(here)];
  const marked = step.kind === "choice" ? [] : [offer("done", "required")];
  switch (reason.code) {
    case "when-unknown":
      return [offer("proceed", "none"), passing(here)];
    case "outcome-unknown":
      return [offer("it-happened", "optional"), offer("it-did-not", "optional", "dialog")];
    case "verify-failed":
      return [offer("check-again", "none"), retry(step), ...marked, ...rest];
    case "timed-out":
      if (step.kind === "choice") return [...optionsOf(step), ...gotosOf(step)];
      return [...lookAgain(here), retry(step), ...marked, ...rest];
    case "denied":
    case "approval-timed-out":
    case "too-few-approvers":
      return [offer("retry", "none"), offer("break-glass", "required"), ...marked, ...rest];
    case "conflict":
    case "cannot-look":
      return [...lookAgain(here), retry(step), ...anyway(here), ...marked, ...rest];
    case "work-failed":
      return [...lookAgain(here), retry(step), ...marked, ...rest];
    default:
      return [retry(step), ...marked, ...rest];
  }
}

/** A deployment or a workflow run may have ended since; looking at it sends nothing. */
function lookAgain({ state: { effect } }: Here): readonly OfferedAction[] {
  const isUnderWay = effect?.follow !== undefined && effect.sends > 0;
  return isUnderWay ? [offer("check-again", "none")] : [];
}

/** An undo may be forced where what it would overwrite is not what was expected; that takes a reason. */
function anyway({ step, state }: Here): readonly OfferedAction[] {
  const isPlanned = step.kind === "undo" && state.effect?.phase === "planned";
  return isPlanned ? [offer("proceed", "required", "dialog")] : [];
}

function retry(step: Step): OfferedAction {
  return offer("retry", "none", changesSomething(step) ? "dialog" : "none");
}

function isLook(step: Step): boolean {
  return step.kind === "freeze" && step.op !== "declare";
}

function changesSomething(step: Step): boolean {
  if (step.kind === "freeze") return step.op === "declare";
  if (step.kind === "http") return step.method !== "GET";
  return step.kind === "flag" || step.kind === "github" || step.kind === "undo";
}

function optionsOf(step: Extract<Step, { kind: "choice" }>): readonly OfferedAction[] {
  return step.options.map(({ value, label, style }) => ({
    ...offer("choose", "none"),
    option: { value, label, ...(style ? { style } : {}) },
  }));
}

/** Gotos that the runbook's author wrote for this step; a person may take each of them. */
function gotosOf(step: Step): readonly OfferedAction[] {
  const routes = jumpsOf(step).filter(({ path }) => String(path[0]).startsWith("on_"));
  const targets = new Set(routes.map(({ target }) => target));
  return [...targets].map((target) => ({ ...offer("go-to", "optional"), target }));
}
