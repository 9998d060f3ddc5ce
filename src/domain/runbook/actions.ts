// Which buttons there are right now: what a surface shows, and the only clicks that count.
import { findStep, type Runbook } from "./format.ts";
import { jumpsOf } from "./graph.ts";
import type { ActionKind, Reason, RunState, StepState } from "./run.ts";
import type { Step } from "./step-format.ts";

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

export function availableActions(runbook: Runbook, run: RunState): readonly OfferedAction[] {
  const state = run.steps.find(({ id }) => id === run.cursor);
  const step = state && findStep(runbook, state.id);
  if (!state || !step) return [];
  return [...actionsAt(step, state), offer("abort", "required", "dialog")];
}

function actionsAt(step: Step, state: StepState): readonly OfferedAction[] {
  const skip = offer("skip", "required");
  switch (state.state) {
    case "preparing":
      return [skip];
    case "ready":
      return [offer("run", "none", "confirm" in step ? step.confirm : "none"), skip];
    case "waiting":
      return waitingActions(step);
    case "running":
    case "verifying":
      // Until the fate of a request is known there is nothing to decide but to stop.
      return step.kind === "check" ? [skip] : [];
    case "retry_wait":
      return [offer("retry", "none"), skip];
    case "needs_decision":
      return state.reason ? decisions(step, state.reason) : [];
    case "pending":
    case "awaiting_approval":
    case "succeeded":
    case "failed":
    case "skipped":
    case "cancelled":
      return [];
  }
}

function waitingActions(step: Step): readonly OfferedAction[] {
  if (step.kind === "choice") return optionsOf(step);
  if (step.kind === "wait") return [offer("skip", "required")];
  return [offer("done", "optional"), offer("could-not", "optional"), offer("skip", "required")];
}

function decisions(step: Step, reason: Reason): readonly OfferedAction[] {
  const rest = [...gotosOf(step), offer("skip", "required")];
  const marked = step.kind === "choice" ? [] : [offer("done", "required")];
  switch (reason.code) {
    case "when-unknown":
      return [offer("proceed", "none"), offer("skip", "required")];
    case "outcome-unknown":
      return [offer("it-happened", "optional"), offer("it-did-not", "optional", "dialog")];
    case "verify-failed":
      return [offer("check-again", "none"), offer("retry", "none", "dialog"), ...marked, ...rest];
    case "timed-out":
      return step.kind === "choice"
        ? [...optionsOf(step), ...gotosOf(step)]
        : [offer("retry", "none"), ...marked, ...rest];
    default:
      return [
        offer("retry", "none", step.kind === "http" && step.method !== "GET" ? "dialog" : "none"),
        ...marked,
        ...rest,
      ];
  }
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

function offer(
  action: ActionKind,
  note: OfferedAction["note"],
  confirm: OfferedAction["confirm"] = "none",
): OfferedAction {
  return { action, note, confirm };
}
