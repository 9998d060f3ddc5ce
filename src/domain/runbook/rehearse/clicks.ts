// What people can press at one moment of a rehearsal, the hoped-for answer first.

import { findStep } from "../format/format.ts";
import type { Scalar } from "../language/json.ts";
import { availableActions, type OfferedAction } from "../run/actions.ts";
import type { Clicked } from "../state/run-event.ts";
import type { Person } from "../state/stamp.ts";
import type { ActionKind, StepState } from "../state/step-state.ts";
import { person } from "./cast.ts";
import { outputSets, sampleFor } from "./sample-values.ts";
import type { Move, Scene, Stage } from "./scene.ts";

const REASON = "said in the rehearsal";

/** Where something went wrong the first of these is how the path goes on; the others are walked too. */
const WAYS_OUT: readonly ActionKind[] = [
  "start-anyway",
  "retry",
  "check-again",
  "it-happened",
  "proceed",
  "choose",
  "done",
  "it-did-not",
  "go-to",
  "break-glass",
  "leave",
  "skip",
  "cancel",
  "roll-back",
  "abort",
];

/** Each answer once on a path: a second time it could only lead round in a circle. */
export function decisionMoves(stage: Stage, scene: Scene): readonly Move[] {
  const state = currentState(scene);
  const offered = availableActions(stage.runbook, scene.run);
  return WAYS_OUT.flatMap((action) => offered.filter((offer) => offer.action === action))
    .map((offer): Move => {
      const move = clickMove(stage, scene, { offer, sort: "side" });
      return { ...move, key: sideKey(scene, state, offer) };
    })
    .filter(({ key }) => !scene.tried.includes(`${state?.id ?? ""}:${key}`));
}

/** Abort and undo are the same everywhere but for what there is to take back. */
function sideKey(scene: Scene, state: StepState | undefined, offer: OfferedAction): string {
  const { action, option, target } = offer;
  if (action !== "abort" && action !== "roll-back") {
    return [action, option?.value ?? target ?? ""].join(":");
  }
  const applied = scene.run.steps.filter(({ undo, effect }) => undo ?? effect?.sentAt);
  const where = state?.state === "needs_decision" ? "" : ":unasked";
  return `${action}${where}:${applied.map(({ id }) => id).join("+")}`;
}

export function offeredMoves(
  stage: Stage,
  scene: Scene,
  action: ActionKind,
  sort: Move["sort"],
): readonly Move[] {
  const offered = availableActions(stage.runbook, scene.run);
  return offered
    .filter((offer) => offer.action === action)
    .map((offer) => {
      const move = clickMove(stage, scene, { offer, sort });
      const isEnding = action === "abort" || action === "roll-back";
      return isEnding ? { ...move, key: sideKey(scene, currentState(scene), offer) } : move;
    });
}

type Click = {
  readonly offer: OfferedAction;
  readonly sort: Move["sort"];
  readonly by?: Person;
  readonly more?: Partial<Clicked>;
};

function clickMove(
  { cast }: Stage,
  scene: Scene,
  { offer, sort, by = cast.operator, more = {} }: Click,
): Move {
  const click = clickOf(scene, offer, by, more);
  const key = [offer.action, offer.option?.value ?? offer.target ?? ""].join(":");
  return { key, sort, act: { by: "people", clicks: [click] }, events: [click] };
}

function clickOf(
  scene: Scene,
  { action, note, option, target, confirm }: OfferedAction,
  by: Person,
  more: Partial<Clicked>,
): Clicked {
  const state = currentState(scene);
  const sha = state?.effect?.sha;
  return {
    type: "clicked",
    step: state?.id ?? "",
    attempt: state?.attempt ?? 0,
    action,
    by,
    ...(note === "required" ? { note: REASON } : {}),
    ...(option ? { option: option.value } : {}),
    ...(target === undefined ? {} : { target }),
    ...(confirm === "type" && state ? { typed: state.id } : {}),
    ...(action === "run" && sha ? { sha8: sha.slice(0, 8) } : {}),
    ...more,
  };
}

/** Done on a manual step, with what its form asks for: once for each value that a condition looks at. */
export function doneMoves(stage: Stage, scene: Scene): readonly Move[] {
  const offer = availableActions(stage.runbook, scene.run).find(({ action }) => action === "done");
  const state = currentState(scene);
  if (!offer || !state) return [];
  return formsFor(stage, state.id, scene).map((values, index) => {
    const more = Object.keys(values).length > 0 ? { values } : {};
    const move = clickMove(stage, scene, { offer, sort: "value", more });
    return index === 0 ? move : { ...move, key: `done:${JSON.stringify(values)}` };
  });
}

function formsFor(
  { runbook }: Stage,
  id: string,
  scene: Scene,
): readonly Readonly<Record<string, Scalar>>[] {
  const step = findStep(runbook, id);
  if (step?.kind !== "manual") return [{}];
  const world = { now: scene.now, repositories: [] };
  const first = Object.fromEntries(
    Object.entries(step.collect).flatMap(([name, field]) => {
      const sample = sampleFor(field, world);
      return sample === undefined ? [] : [[name, sample] as const];
    }),
  );
  return outputSets(runbook, id, first, (name) => step.collect[name]?.values ?? []);
}

/** As many people as are needed, one after another; then one who says no. */
export function voteMoves(stage: Stage, scene: Scene): readonly Move[] {
  const state = currentState(scene);
  const { approval } = state ?? {};
  if (!state || !approval) return [];
  const seen = { sha8: approval.requestSha.slice(0, 8), round: approval.round };
  const able = (approval.eligible ?? []).map(person);
  const offer = (action: ActionKind): OfferedAction => ({
    ...{ action, note: action === "approve" ? "none" : "required", confirm: "none" },
  });
  const votes = able
    .slice(0, approval.need)
    .map((by) => clickOf(scene, offer("approve"), by, seen));
  const [refuser = stage.cast.operator] = able;
  return [
    { key: "approve", sort: "way", act: { by: "people", clicks: votes }, events: votes },
    clickMove(stage, scene, { offer: offer("deny"), sort: "side", by: refuser, more: seen }),
  ];
}

export function currentState({ run }: Scene): StepState | undefined {
  return run.steps.find(({ id }) => id === run.cursor);
}
