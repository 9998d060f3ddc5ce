// What the world can answer to one thing a run asks for: as hoped, or one of the ways it goes wrong.
import { stubFollowed, stubLook } from "../effect/freeze-stub.ts";
import { findStep, type Runbook } from "../format/format.ts";
import type { CheckStep, Step, WaitStep } from "../format/step-format.ts";
import type { Scalar } from "../language/json.ts";
import { outputsOf } from "../language/scope.ts";
import type { Intent } from "../state/intent.ts";
import type { Reading } from "../state/reason.ts";
import type { RunState } from "../state/run.ts";
import type { At, ReadAnswer, RunEvent } from "../state/run-event.ts";
import type { StepState } from "../state/step-state.ts";
import { votersFor } from "./cast.ts";
import { routePlace } from "./place.ts";
import { type Asked, type Readings, readingsFor, shownReadings } from "./readings.ts";
import { outputSets } from "./sample-values.ts";
import type { Move, Scene, Stage, Verdict } from "./scene.ts";
import { answerRead, answerRequest, rehearsed } from "./stand-in.ts";

/** Undefined for what needs no answer: it is told to people, or a timer that is kept in the run. */
export function answersTo(stage: Stage, scene: Scene, intent: Intent): readonly Move[] | undefined {
  switch (intent.do) {
    case "read-metrics":
      return metricMoves(stage, scene, intent);
    case "send-request":
      return requestMoves(stage, intent);
    case "read-back":
      return lookMoves(stage, scene, intent);
    case "ask-approval":
      return approverMoves(stage, intent);
    case "preflight":
      return preflightMoves(intent);
    case "set-timer":
    case "announce":
    case "repaint-approval":
    case "escalate-approval":
    case "tell-assignee":
    case "tell-undone":
    case "say":
    case "follow-freeze":
    case "held":
    case "ask-person":
    case "remind":
    case "escalate":
    case "say-unknown":
    case "ended":
      return undefined;
  }
}

type Of<D extends Intent["do"]> = Extract<Intent, { do: D }>;

const VERDICTS: readonly Verdict[] = ["true", "false", "unknown"];

function metricMoves(stage: Stage, scene: Scene, intent: Of<"read-metrics">): readonly Move[] {
  const { step: id, attempt, reading, purpose, queries } = intent;
  const at: At = { step: id, attempt };
  const step = findStep(stage.runbook, id);
  const asked = conditionIn(step);
  if (!asked || purpose === "text") {
    const names = queries.map(({ name }) => name);
    return [metricMove(at, reading, shownReadings(stage.runbook, scene, names))];
  }
  const found = VERDICTS.flatMap((verdict) => {
    const readings = readingsFor(stage, scene, asked, verdict);
    return readings ? [metricMove(at, reading, readings, verdict)] : [];
  });
  if (step?.kind !== "wait") return found;
  const leadsTo = routePlace(stage.runbook, step, step.on_timeout);
  return found.map((move) => ({
    ...move,
    habit: "sample",
    ...(move.key === "false" ? { leadsTo } : {}),
  }));
}

function metricMove(at: At, reading: number, readings: Readings, verdict?: Verdict): Move {
  return {
    key: verdict ?? "shown",
    sort: "way",
    act: { by: "metrics", readings, ...(verdict ? { verdict } : {}) },
    events: [{ type: "metrics-read", ...at, reading, readings }],
  };
}

function conditionIn(step: Step | undefined): Asked | undefined {
  if (step?.kind === "check") return asked(step, step.pass);
  return step?.kind === "wait" && step.until !== undefined ? asked(step, step.until) : undefined;
}

const asked = (step: CheckStep | WaitStep, condition: string): Asked => ({
  step: step.id,
  condition,
  floor: step.known_if,
});

/** A target's answer differs where a later condition looks at what it says. */
function requestMoves({ runbook }: Stage, intent: Of<"send-request">): readonly Move[] {
  const { step: id, attempt, send } = intent;
  const at = { step: id, attempt, send };
  const step = findStep(runbook, id);
  const sent: RunEvent = { type: "effect-sent", ...at };
  const answers = answeredOutputs(runbook, step).map((outputs, index): Move => {
    const answer = answerRequest(intent, step, outputs);
    return {
      key: index === 0 ? "worked" : `worked-${JSON.stringify(outputs)}`,
      sort: "value",
      act: { by: "request", fate: "worked", status: answer.status },
      events: [sent, { type: "effect-answered", ...at, answer }],
      habit: "request",
    };
  });
  const refused: Move = {
    key: "refused",
    sort: "way",
    leadsTo: failurePlace(runbook, step),
    act: { by: "request", fate: "refused", status: 409 },
    events: [sent, { type: "effect-answered", ...at, answer: { status: 409, excerpt: "refused" } }],
    habit: "request",
  };
  const lost: Move = {
    key: "lost",
    sort: "side",
    act: { by: "request", fate: "lost" },
    events: [sent, { type: "effect-lost", ...at, message: "no answer came" }],
    habit: "request",
  };
  return [...answers, refused, lost];
}

/** Where a failed effect leads without a person. */
function failurePlace(runbook: Runbook, step: Step | undefined): string | undefined {
  return step && "on_fail" in step ? routePlace(runbook, step, step.on_fail) : undefined;
}

function answeredOutputs(
  runbook: Runbook,
  step: Step | undefined,
): readonly Readonly<Record<string, Scalar>>[] {
  if (step?.kind !== "http" && step?.kind !== "github" && step?.kind !== "freeze") return [{}];
  const rehearsal = rehearsed(step);
  const types = Object.entries(outputsOf(step));
  const first = Object.fromEntries(
    types.map(([name, type]) => [name, rehearsal[name] ?? ofType(type)] as const),
  );
  return outputSets(runbook, step.id, first);
}

function ofType(type: string): Scalar {
  if (type === "boolean") return true;
  if (type === "datetime") return "2027-01-01T00:00:00.000Z";
  return type === "string" ? "example" : 1;
}

/** What is read before the click only fills the preview, except where nothing can be planned without it. */
function lookMoves(stage: Stage, { run }: Scene, intent: Of<"read-back">): readonly Move[] {
  const { runbook } = stage;
  const { step: id, attempt, reading, purpose, request } = intent;
  const state = stateIn(run, id);
  if (purpose === "freeze") return state ? freezeMoves(stage, state, intent) : [];
  const { effect } = state ?? {};
  const source = findStep(runbook, effect?.of ?? id);
  const isLate = purpose === "verify" || purpose === "follow";
  const leadsTo = isLate ? failurePlace(runbook, source) : undefined;
  const move = (isAsHoped: boolean): Move => ({
    key: isAsHoped ? "found" : "not-found",
    sort: isAsHoped || leadsTo !== undefined ? "way" : "side",
    ...(isAsHoped ? {} : { leadsTo }),
    act: { by: "look", purpose, isAsHoped },
    events: [
      {
        type: "read-answered",
        ...{ step: id, attempt, reading },
        answer: answerRead(intent, effect, source, isAsHoped),
      },
    ],
    habit: purpose,
  });
  const mayFail = purpose !== "before" || request.kind === "deployments";
  return mayFail && purpose !== "current" ? [move(true), move(false)] : [move(true)];
}

/** A freeze is as the step wants it, or is not; a wait for its end sees that come as it was planned. */
function freezeMoves(
  { runbook }: Stage,
  state: StepState,
  { step: id, attempt, reading, request }: Of<"read-back">,
): readonly Move[] {
  const step = findStep(runbook, id);
  const of = "freeze" in request ? String(request.freeze) : "";
  const move = (isAsHoped: boolean, answer: ReadAnswer): Move => ({
    key: isAsHoped ? "found" : "not-found",
    sort: "way",
    act: { by: "look", purpose: purposeOf(step), isAsHoped },
    events: [{ type: "read-answered", step: id, attempt, reading, answer }],
    habit: "freeze",
    ...(isAsHoped ? {} : { leadsTo: failurePlace(runbook, step) }),
  });
  if (step?.kind === "freeze" && step.op !== "declare") {
    return answeredOutputs(runbook, step)
      .map((outputs, index): Move => {
        const hoped = move(true, withOutputs(stubLook(step, of), outputs));
        return index === 0
          ? hoped
          : { ...hoped, key: `found-${JSON.stringify(outputs)}`, sort: "value" };
      })
      .concat(move(false, stubLook(step, of, false)));
  }
  const followed = move(true, stubFollowed(of, state.timers.elapsed));
  return [{ ...followed, key: state.timers.elapsed ? "to-come" : "over", habit: "followed" }];
}

const purposeOf = (step: Step | undefined): string =>
  step?.kind === "freeze" ? `freeze-${step.op}` : "freeze-followed";

function withOutputs(answer: ReadAnswer, outputs: Readonly<Record<string, Scalar>>): ReadAnswer {
  if (!answer.ok) return answer;
  return { ...answer, json: { ...(answer.json as object), ...outputs } };
}

function approverMoves({ cast }: Stage, intent: Of<"ask-approval">): readonly Move[] {
  const { step, attempt, round, need, from, exclude } = intent;
  const able = votersFor(cast, from, need + exclude.length)
    .map(({ id }) => id)
    .filter((id) => !exclude.includes(id));
  const found = (eligible: readonly string[], isSide: boolean): Move => ({
    key: isSide ? "too-few" : "enough",
    sort: isSide ? "side" : "way",
    act: { by: "approvers", eligible },
    events: [{ type: "approvers-found", step, attempt, round, eligible }],
  });
  return [found(able, false), found(able.slice(0, need - 1), true)];
}

function preflightMoves({ attempt, uses }: Of<"preflight">): readonly Move[] {
  const first = uses[0];
  const connection = first && "connection" in first ? first.connection : "github";
  const finding = { connection, message: "cannot be reached", steps: first?.steps ?? [] };
  const move = (isFine: boolean): Move => ({
    key: isFine ? "fine" : "findings",
    sort: isFine ? "way" : "side",
    act: { by: "preflight", isFine },
    events: [{ type: "preflighted", step: "", attempt, findings: isFine ? [] : [finding] }],
  });
  return [move(true), move(false)];
}

export function stateIn(run: RunState, id: string): StepState | undefined {
  return run.steps.find((state) => state.id === id);
}

export function scalarsIn(
  readings: Readonly<Record<string, Reading>>,
): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(
    Object.entries(readings).flatMap(([name, reading]) =>
      reading.ok ? [[name, reading.value] as const] : [],
    ),
  );
}
