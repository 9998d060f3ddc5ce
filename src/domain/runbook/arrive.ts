// The cursor reaches a step: does it apply, what will it say, and how does it begin.
import { bindingsOf } from "./bindings.ts";
import { enterCheck } from "./check-step.ts";
import { enterEffect } from "./effect-step.ts";
import { evaluateExpression } from "./expression.ts";
import { judgeReadings, readMetrics } from "./metric-reading.ts";
import type { Reading } from "./run.ts";
import { askPerson, endRun, settle } from "./settle.ts";
import type { AnnounceStep, Step } from "./step-format.ts";
import { metricsInTemplate, type Rendered, renderForPeople, renderTemplate } from "./template.ts";
import { ask, instant, patchStep, scopeOf, setTimer, stateOf, stepOf, type Turn } from "./turn.ts";
import { enterUndo } from "./undo-step.ts";
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
  const applies = evaluateExpression(step.when, { ...scopeOf(turn, id), metrics: {} }, bindings);
  if ("unknown" in applies) {
    return askPerson(here, id, { code: "when-unknown", unknowns: applies.unknown });
  }
  if (applies.value) return prepare(here, id);
  return settle(here, id, { state: "skipped", reason: { code: "when" } }, "next");
}

/** The same step again, as a new attempt. */
export function again(turn: Turn, id: string): Turn {
  const { attempt } = stateOf(turn, id);
  const fresh = { attempt: attempt + 1, timers: {}, output: undefined, wait: undefined };
  return prepare(patchStep(turn, id, fresh), id);
}

/** Metrics that the text shows are read first; where none are shown it begins at once. */
export function prepare(turn: Turn, id: string): Turn {
  const names = shownMetrics(stepOf(turn, id));
  const preparing = patchStep(turn, id, { state: "preparing", reason: undefined, reminders: 0 });
  return names.length > 0 ? readMetrics(preparing, id, "text", names) : begin(preparing, id, {});
}

export function begin(turn: Turn, id: string, readings: Readonly<Record<string, Reading>>): Turn {
  const step = stepOf(turn, id);
  const values = judgeReadings(turn, shownMetrics(step), readings);
  const bindings = bindingsOf(turn.run, values, turn.moment.now);
  const title = renderForPeople(step.title ?? "", bindings);
  if (!title.ok) return templateError(turn, id, "title", title);
  const text = step.text === undefined ? undefined : renderForPeople(step.text, bindings);
  if (text && !text.ok) return templateError(turn, id, "text", text);
  const shown = patchStep(turn, id, {
    title: step.title === undefined ? stateOf(turn, id).title : title.value,
    text: text?.value,
    reading: undefined,
    timers: {},
    ...(Object.keys(values).length > 0 ? { values } : {}),
  });
  if (step.kind !== "announce") return enter(shown, step);
  const announced = renderTemplate(step.text, "text", bindings);
  if (!announced.ok) return templateError(shown, id, "text", announced);
  return enterAnnounce(shown, step, announced.value);
}

function enter(turn: Turn, step: Exclude<Step, AnnounceStep>): Turn {
  switch (step.kind) {
    case "manual":
    case "choice":
      return setTimer(
        patchStep(turn, step.id, { state: "waiting" }),
        step.id,
        "timeout",
        step.timeout,
      );
    case "check":
      return enterCheck(turn, step);
    case "wait":
      return enterWait(turn, step);
    case "http":
    case "flag":
    case "github":
      return enterEffect(turn, step);
    case "undo":
      return enterUndo(turn, step);
    case "end": {
      const { id, outcome, suggest } = step;
      const reached = patchStep(turn, id, { state: "succeeded", settledAt: instant(turn) });
      return endRun(reached, { state: "completed", outcome, suggest });
    }
  }
}

function enterAnnounce(turn: Turn, step: AnnounceStep, text: string): Turn {
  const ready = patchStep(turn, step.id, { state: "ready", announcement: { to: step.to, text } });
  return step.run === "click" ? ready : announce(ready, step);
}

/** Owed from here on: the ledger of effects delivers it, and a deaf Slack does not stop the run. */
export function announce(turn: Turn, step: AnnounceStep): Turn {
  const { announcement, attempt } = stateOf(turn, step.id);
  if (!announcement) throw new Error(`step '${step.id}' has nothing to announce`);
  const said = ask(turn, { do: "announce", step: step.id, attempt, ...announcement });
  return settle(said, step.id, { state: "succeeded" }, step.then);
}

function templateError(
  turn: Turn,
  id: string,
  where: string,
  fault: Extract<Rendered<string>, { ok: false }>,
): Turn {
  return askPerson(turn, id, { code: "template-error", where, message: fault.message });
}

function shownMetrics(step: Step): readonly string[] {
  const texts = [step.title, step.text].filter((text) => text !== undefined);
  return [...new Set(texts.flatMap(metricsInTemplate))];
}
