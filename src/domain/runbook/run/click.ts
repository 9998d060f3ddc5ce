// A person's answer: who may be first is decided here, by state and attempt and nothing else.

import type { RunRefusal } from "../state/refusal.ts";
import type { Clicked } from "../state/run-event.ts";
import type { ActionKind, Decision } from "../state/step-state.ts";
import { instant, patchRun, patchStep, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { act } from "./act.ts";
import { availableActions, RUN_ACTIONS } from "./actions.ts";
import { refuseClick, refuseRight } from "./click-refusal.ts";
import { WHOLE_RUN } from "./run-timer.ts";

export type Heard = { readonly turn: Turn } | { readonly refusal: RunRefusal };

export function click(turn: Turn, clicked: Clicked): Heard {
  const event = aim(turn, clicked);
  const refusal = refuseRight(turn, clicked) ?? refuseClick(turn, event);
  if (refusal) return { refusal };
  return { turn: act(remember(turn, event), event) };
}

/** Meant for the run: a step that moved on by itself meanwhile must not save it. */
const FOR_THE_RUN: ReadonlySet<ActionKind> = new Set([...RUN_ACTIONS, "abort", "roll-back"]);

function aim(turn: Turn, clicked: Clicked): Clicked {
  if (!FOR_THE_RUN.has(clicked.action)) return clicked;
  const here = turn.run.steps.find(({ id }) => id === turn.run.cursor);
  const event = here ? { ...clicked, step: here.id, attempt: here.attempt } : clicked;
  return event.action === "abort" ? { ...event, action: wayOut(turn) } : event;
}

/** Whoever stops a run that by its author undoes what it did, stops it that way; a run not begun is given up. */
function wayOut({ runbook, run }: Turn): ActionKind {
  const offered = availableActions(runbook, run).map(({ action }) => action);
  const ways = ["abort", "roll-back", "cancel"] as const;
  return ways.find((way) => offered.includes(way)) ?? "abort";
}

/** Who was asked to do a step is no answer to it, and is kept with the run, too. */
const OF_THE_RUN: ReadonlySet<ActionKind> = new Set([...RUN_ACTIONS, "assign"]);

/** Decisions about the run as a whole are kept with the run, all others with their step. */
function remember(turn: Turn, event: Clicked): Turn {
  const decision = decisionOf(turn, event);
  if (OF_THE_RUN.has(event.action)) {
    return patchRun(turn, { decisions: [...(turn.run.decisions ?? []), decision] });
  }
  const { decisions } = stateOf(turn, event.step);
  return patchStep(turn, event.step, { decisions: [...decisions, decision] });
}

function decisionOf(turn: Turn, event: Clicked): Decision {
  const { attempt, by, action, to } = event;
  const target = event.action === "assign" ? event.step || undefined : event.target;
  const option = optionOf(turn, event);
  const note = event.note?.trim();
  return {
    attempt,
    by,
    at: instant(turn),
    action,
    ...(option ? { option } : {}),
    ...(target === undefined ? {} : { target }),
    ...(note ? { note } : {}),
    ...(to ? { to } : {}),
  };
}

function optionOf(turn: Turn, { step: id, option: value }: Clicked): Decision["option"] {
  if (id === WHOLE_RUN || value === undefined) return undefined;
  const step = stepOf(turn, id);
  const option =
    step.kind === "choice" ? step.options.find((each) => each.value === value) : undefined;
  return option && { value: option.value, label: option.label };
}
