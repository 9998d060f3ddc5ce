// Steps that look at a freeze: before it, until it is read back as wanted, and after it.
import { stubLook } from "../effect/freeze-stub.ts";
import { freezeOutputs } from "../effect/outputs.ts";
import { renderRepositories } from "../effect/plan-freeze.ts";
import type { FreezeLookStep } from "../format/step-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import { readPointer } from "../language/json.ts";
import { type Rendered, renderTemplate } from "../language/template.ts";
import type { FreezeRead } from "../state/change.ts";
import type { FreezeSight } from "../state/freeze-sight.ts";
import type { Reason } from "../state/reason.ts";
import type { ReadAnswer } from "../state/run-event.ts";
import { ask, endReading, patchStep, setTimer, stateOf, type Turn } from "../state/turn.ts";
import { forgetOver } from "../undo/undo-over.ts";
import { READ_TIMEOUT_MS } from "./metric-reading.ts";
import { askPerson, follow, settle } from "./settle.ts";

/** Two hundred repositories are asked one after another, a few at a time. */
const PREFLIGHT_MS = 5 * 60_000;
const USUAL_WITHIN_MS = 10 * 60_000;
const ASK_EVERY_MS = 15_000;

export function enterFreezeLook(turn: Turn, step: FreezeLookStep): Turn {
  return step.run === "click"
    ? patchStep(turn, step.id, { state: "ready" })
    : beginLook(turn, step);
}

export function beginLook(turn: Turn, step: FreezeLookStep): Turn {
  if (step.op !== "assert") return look(patchStep(turn, step.id, { state: "running" }), step);
  const waiting = patchStep(turn, step.id, { state: "waiting" });
  return look(setTimer(waiting, step.id, "timeout", withinOf(step)), step);
}

const withinOf = ({ within = USUAL_WITHIN_MS }: FreezeLookStep): number => within;

export function look(turn: Turn, step: FreezeLookStep): Turn {
  const request = requestOf(turn, step);
  if (!request.ok) {
    const where = step.op === "preflight" ? "repos" : "freeze";
    return askPerson(turn, step.id, { code: "template-error", where, message: request.message });
  }
  const { value } = request;
  const of = value.kind === "freeze-preflight" ? "" : String("freeze" in value && value.freeze);
  const seen = stateOf(turn, step.id).freeze?.seen;
  const named =
    of === "" ? turn : patchStep(turn, step.id, { freeze: { of, ...(seen && { seen }) } });
  const isStubbed = turn.run.mode === "drill" && !isReal(step);
  return readFreeze(named, step.id, value, isStubbed ? stubLook(step, of) : undefined);
}

/** In a drill there is no freeze to look at; whether there could be one is asked, unless it is rehearsed. */
function isReal({ op, outputs, rehearse }: FreezeLookStep): boolean {
  const names = Object.keys(outputs);
  return (
    op === "preflight" && (names.length === 0 || names.some((name) => rehearse[name] === undefined))
  );
}

function requestOf(turn: Turn, step: FreezeLookStep): Rendered<FreezeRead> {
  const bindings = bindingsOf(turn.run, {}, turn.moment.now);
  if (step.op === "preflight") {
    const repositories = renderRepositories(step.repos, bindings);
    if (!repositories.ok) return repositories;
    return { ok: true, value: { kind: "freeze-preflight", repositories: repositories.value } };
  }
  const freeze = freezeName(turn, step.freeze ?? "");
  if (!freeze.ok) return freeze;
  const kind = step.op === "assert" ? "freeze" : "freeze-report";
  return { ok: true, value: { kind, freeze: freeze.value } };
}

/** `FRZ-7`, out of its template. */
export function freezeName(turn: Turn, template: string): Rendered<string> {
  const text = renderTemplate(template, "json", bindingsOf(turn.run, {}, turn.moment.now));
  if (!text.ok) return text;
  const value = text.value.trim().toUpperCase();
  if (/^FRZ-\d{1,9}$/.test(value)) return { ok: true, value };
  return { ok: false, message: `'${text.value}' names no freeze; write FRZ-7` };
}

export function readFreeze(turn: Turn, id: string, request: FreezeRead, stub?: ReadAnswer): Turn {
  const { reads, attempt } = stateOf(turn, id);
  const number = reads + 1;
  const purpose = "freeze" as const;
  const reading = patchStep(turn, id, { reads: number, reading: { number, purpose } });
  const asked = ask(reading, {
    do: "read-back",
    ...{ step: id, attempt, reading: number, purpose, request },
    ...(stub ? { stub } : {}),
  });
  const patience = request.kind === "freeze-preflight" ? PREFLIGHT_MS : READ_TIMEOUT_MS;
  return setTimer(asked, id, "read", patience);
}

export function hearOfFreeze(turn: Turn, step: FreezeLookStep, answer: ReadAnswer): Turn {
  const quiet = endReading(turn, step.id);
  return step.op === "assert"
    ? judge(quiet, step, sightIn(answer), messageOf(answer))
    : conclude(quiet, step, answer);
}

/** What was found is told in the thread, and kept as the step's outputs. */
function conclude(turn: Turn, step: FreezeLookStep, answer: ReadAnswer): Turn {
  const message = messageOf(answer);
  if (!answer.ok || message !== undefined) {
    const reason: Reason = { code: "cannot-look", message: message ?? "no answer" };
    return follow(turn, step.id, reason, step.on_fail);
  }
  const outputs = freezeOutputs(step, answer.json);
  if (!outputs.ok) {
    const { output, message: why } = outputs;
    return askPerson(turn, step.id, { code: "bad-output", output, message: why });
  }
  const { attempt } = stateOf(turn, step.id);
  const text = readPointer(answer.json, "/text");
  const said =
    typeof text === "string" && text !== ""
      ? ask(turn, { do: "say", step: step.id, attempt, text })
      : turn;
  const output = Object.keys(outputs.values).length > 0 ? { output: outputs.values } : {};
  return settle(said, step.id, { state: "succeeded", ...output }, step.then);
}

/** Only what was read back counts; a freeze that is over will never be active. */
function judge(
  turn: Turn,
  step: FreezeLookStep,
  seen: FreezeSight | undefined,
  message: string | undefined,
): Turn {
  const { freeze } = stateOf(turn, step.id);
  if (!seen || !freeze) return message === NONE ? tooLate(turn, step, message) : later(turn, step);
  const known = forgetOver(patchStep(turn, step.id, { freeze: { of: freeze.of, seen } }), seen);
  const isReached = step.state === "lifted" ? seen.is_over : seen.state === "active";
  if (isReached) {
    const outputs = freezeOutputs(step, seen);
    const output = outputs.ok && Object.keys(outputs.values).length > 0;
    const rest = output ? { output: outputs.values } : {};
    return settle(known, step.id, { state: "succeeded", ...rest }, step.then);
  }
  const isHopeless = step.state !== "lifted" && seen.is_ended;
  return isHopeless ? tooLate(known, step) : later(known, step);
}

const later = (turn: Turn, step: FreezeLookStep): Turn =>
  setTimer(turn, step.id, "sample", ASK_EVERY_MS);

/** Time is over, or it can never be. */
export function tooLate(turn: Turn, step: FreezeLookStep, message?: string): Turn {
  const seen = stateOf(turn, step.id).freeze?.seen;
  const reason: Reason = {
    code: "freeze-not",
    wanted: step.state ?? "active",
    afterMs: withinOf(step),
    ...(seen ? { seen } : {}),
    ...(message === undefined ? {} : { message }),
  };
  return follow(turn, step.id, reason, step.on_fail);
}

const NONE = "there is no such freeze";

export function messageOf(answer: ReadAnswer): string | undefined {
  if (!answer.ok) return answer.message;
  return answer.status === 404 ? NONE : undefined;
}

export function sightIn(answer: ReadAnswer): FreezeSight | undefined {
  const isSight = answer.ok && typeof readPointer(answer.json, "/state") === "string";
  return isSight ? (answer.json as FreezeSight) : undefined;
}
