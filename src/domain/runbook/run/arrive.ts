// The cursor reaches a step: does it apply, what will it say, and how does it begin.

import { askApproval } from "../approval/approval.ts";
import { approvalRule } from "../approval/approval-rule.ts";
import { shownHash } from "../approval/shown-hash.ts";
import { isSending } from "../effect/effect-look.ts";
import { enterEffect } from "../effect/effect-step.ts";
import type { Step } from "../format/step-format.ts";
import { type Bindings, bindingsOf } from "../language/bindings.ts";
import { evaluateExpression } from "../language/expression.ts";
import { scopeAt } from "../language/scope.ts";
import { oneLine } from "../language/sink.ts";
import { metricsInTemplate, type Rendered, renderForPeople } from "../language/template.ts";
import type { Reading } from "../state/reason.ts";
import type { StepState } from "../state/step-state.ts";
import { instant, patchStep, setTimer, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { enterUndo } from "../undo/undo-step.ts";
import { enterAnnounce, writeAnnouncement } from "./announcement.ts";
import { enterCheck } from "./check-step.ts";
import { enterFreezeLook } from "./freeze-step.ts";
import { judgeReadings, readMetrics } from "./metric-reading.ts";
import { askPerson, endRun, settle } from "./settle.ts";
import { enterWait } from "./wait-step.ts";

/** `when` is judged here, once; a later attempt at the same step does not ask again. */
export function arrive(turn: Turn, id: string): Turn {
  const step = stepOf(turn, id);
  const here = patchStep(turn, id, {
    attempt: stateOf(turn, id).attempt + 1,
    arrivedAt: instant(turn),
  });
  if (step.when === undefined) return prepare(here, id);
  const bindings = bindingsOf(turn.run, {}, turn.moment.now);
  const applies = evaluateExpression(
    step.when,
    { ...scopeAt(turn.runbook, id), metrics: {} },
    bindings,
  );
  if ("unknown" in applies) {
    return askPerson(here, id, { code: "when-unknown", unknowns: applies.unknown });
  }
  if (applies.value) return prepare(here, id);
  return settle(here, id, { state: "skipped", reason: { code: "when" } }, "next");
}

/** The same step again, as a new attempt. */
export function again(turn: Turn, id: string): Turn {
  const { attempt, approval } = stateOf(turn, id);
  const fresh = {
    attempt: attempt + 1,
    output: undefined,
    wait: undefined,
    announcement: undefined,
  };
  // An approval is for one attempt: what went wrong since is a reason to ask again.
  const used =
    approval?.state === "granted" ? { approval: { ...approval, state: "lapsed" as const } } : {};
  return prepare(patchStep(turn, id, { ...fresh, ...used }), id);
}

/**
 * Metrics that the text shows are read first; where none are shown it begins at once. In a run that is
 * held it is prepared when the run goes on.
 */
export function prepare(turn: Turn, id: string): Turn {
  const preparing = patchStep(turn, id, {
    state: "preparing",
    reason: undefined,
    reading: undefined,
    reminders: 0,
    timers: {},
    frozen: undefined,
  });
  if (turn.run.hold) return preparing;
  const names = shownMetrics(stepOf(turn, id));
  return names.length > 0 ? readMetrics(preparing, id, "text", names) : begin(preparing, id, {});
}

export function begin(turn: Turn, id: string, readings: Readonly<Record<string, Reading>>): Turn {
  const step = stepOf(turn, id);
  const values = judgeReadings(turn, shownMetrics(step), readings);
  const written = write(step, bindingsOf(turn.run, values, turn.moment.now));
  if (!written.ok) {
    const { where, message } = written;
    return askPerson(turn, id, { code: "template-error", where, message });
  }
  const shown = patchStep(turn, id, {
    ...written.shown,
    reading: undefined,
    timers: {},
    ...(Object.keys(values).length > 0 ? { values } : {}),
  });
  // A step that sends a request asks when the request is known, and for that request.
  if (!approvalRule(step) || isSending(step)) return enterStep(shown, step);
  return askApproval(shown, id, shownHash(step, stateOf(shown, id)));
}

type Shown = Partial<Pick<StepState, "title" | "text" | "announcement">>;

type Written =
  | { readonly ok: true; readonly shown: Shown }
  | { readonly ok: false; readonly where: string; readonly message: string };

/** The title of a step without one stands already: it is its id. */
function write(step: Step, bindings: Bindings): Written {
  const title = writeTitle(step, bindings);
  if (title && !title.ok) return { ok: false, where: "title", message: title.message };
  const text = step.text === undefined ? undefined : renderForPeople(step.text, bindings);
  if (text && !text.ok) return { ok: false, where: "text", message: text.message };
  const announced = step.kind === "announce" ? writeAnnouncement(step, bindings) : undefined;
  if (announced && !announced.ok) return { ok: false, where: "text", message: announced.message };
  const shown = {
    ...(title ? { title: title.value } : {}),
    ...(text ? { text: text.value } : {}),
    ...(announced ? { announcement: announced.value } : {}),
  };
  return { ok: true, shown };
}

function writeTitle({ id, title }: Step, bindings: Bindings): Rendered<string> | undefined {
  if (title === undefined) return undefined;
  const written = renderForPeople(title, bindings);
  return written.ok ? { ok: true, value: oneLine(written.value) || id } : written;
}

/** Everything that had to come before is done: the step's own work begins. */
export function enterStep(turn: Turn, step: Step): Turn {
  switch (step.kind) {
    case "manual":
    case "choice": {
      const waiting = patchStep(turn, step.id, { state: "waiting" });
      return setTimer(waiting, step.id, "timeout", step.timeout);
    }
    case "check":
      return enterCheck(turn, step);
    case "wait":
      return enterWait(turn, step);
    case "announce":
      return enterAnnounce(turn, step);
    case "http":
    case "flag":
    case "github":
      return enterEffect(turn, step);
    case "freeze":
      return step.op === "declare" ? enterEffect(turn, step) : enterFreezeLook(turn, step);
    case "undo":
      return enterUndo(turn, step);
    case "end": {
      const { id, outcome, suggest } = step;
      const reached = patchStep(turn, id, { state: "succeeded", settledAt: instant(turn) });
      return endRun(reached, { state: "completed", outcome, suggest });
    }
  }
}

function shownMetrics(step: Step): readonly string[] {
  const texts = [step.title, step.text].filter((text) => text !== undefined);
  return [...new Set(texts.flatMap(metricsInTemplate))];
}
