// A wait for the end of a freeze: it moves as the freeze is extended, shortened or lifted.
import { stubFollowed } from "../effect/freeze-stub.ts";
import type { WaitStep } from "../format/step-format.ts";
import type { ReadAnswer } from "../state/run-event.ts";
import { dropTimer, endReading, patchStep, setTimer, stateOf, type Turn } from "../state/turn.ts";
import { forgetOver } from "../undo/undo-over.ts";
import { freezeName, messageOf, readFreeze, sightIn } from "./freeze-step.ts";
import { askPerson, settle } from "./settle.ts";

/** It is told of every change; looking all the same costs little, and a change that was missed costs hours. */
const LOOK_EVERY_MS = 3_600_000;
/** Its time is over and it still holds: a person has to let go, or GitHub is not there. */
const LOOK_AGAIN_MS = 60_000;

/** The timer for the end is set already; what has become of the freeze meanwhile may move it. */
export function enterFollow(turn: Turn, step: WaitStep): Turn {
  const freeze = freezeName(turn, step.follows ?? "");
  if (!freeze.ok) {
    const { message } = freeze;
    return askPerson(turn, step.id, { code: "template-error", where: "follows", message });
  }
  return lookAtFollowed(patchStep(turn, step.id, { freeze: { of: freeze.value } }), step);
}

export function lookAtFollowed(turn: Turn, { id }: WaitStep): Turn {
  const { freeze, timers } = stateOf(turn, id);
  if (!freeze) throw new Error(`step '${id}' follows no freeze`);
  const stub = turn.run.mode === "drill" ? stubFollowed(freeze.of, timers.elapsed) : undefined;
  return readFreeze(turn, id, { kind: "freeze", freeze: freeze.of }, stub);
}

/** What cannot be read moves nothing; a freeze that is gone leaves the time as it was written. */
export function hearOfFollowed(turn: Turn, step: WaitStep, answer: ReadAnswer): Turn {
  const { id } = step;
  const quiet = endReading(turn, id);
  const seen = sightIn(answer);
  const { freeze, timers } = stateOf(quiet, id);
  if (!seen || !freeze) {
    const isGone = answer.ok && messageOf(answer) !== undefined;
    if (isGone && timers.elapsed === undefined) return over(quiet, step);
    return setTimer(quiet, id, "sample", timers.elapsed ? LOOK_EVERY_MS : LOOK_AGAIN_MS);
  }
  const known = forgetOver(patchStep(quiet, id, { freeze: { of: freeze.of, seen } }), seen);
  if (seen.is_ended) return over(known, step);
  const leftMs = leftOf(known, seen.ends_at);
  if (leftMs === undefined)
    return setTimer(dropTimer(known, id, "elapsed"), id, "sample", LOOK_EVERY_MS);
  if (leftMs <= 0) return setTimer(dropTimer(known, id, "elapsed"), id, "sample", LOOK_AGAIN_MS);
  const moved = seen.ends_at === timers.elapsed ? known : setTimer(known, id, "elapsed", leftMs);
  return setTimer(moved, id, "sample", LOOK_EVERY_MS);
}

const over = (turn: Turn, step: WaitStep): Turn =>
  settle(turn, step.id, { state: "succeeded" }, step.then);

const leftOf = ({ moment }: Turn, at: string | null): number | undefined =>
  at === null ? undefined : Date.parse(at) - moment.now.getTime();
