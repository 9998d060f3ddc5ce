// A deployment or workflow run that goes on after its answer: looked at until it ends or its time is over.

import { readPointer } from "../language/json.ts";
import type { EffectState, Follow } from "../state/effect-state.ts";
import { endReading, patchStep, setTimer, type Turn } from "../state/turn.ts";
import { stopUndo } from "../undo/undo-done.ts";
import { finishEffect } from "./effect-finish.ts";
import { effectOf, type SendingStep } from "./effect-look.ts";
import type { Found } from "./found.ts";

const SOONEST_MS = 5_000;
const LATEST_MS = 15_000;

/** `known` is the answer, or what a probe found: both may say the id and where people can watch. */
export function startFollowing(turn: Turn, step: SendingStep, known: unknown): Turn {
  const { followUntil: _, lostAt: __, ...effect } = effectOf(turn, step.id);
  if (!effect.follow) throw new Error(`step '${step.id}' has nothing to follow`);
  const until = new Date(turn.moment.now.getTime() + effect.follow.withinMs).toISOString();
  const following = patchStep(turn, step.id, {
    state: "verifying",
    reading: undefined,
    effect: {
      ...effect,
      follow: withId(effect.follow, known),
      followUntil: until,
      ...urlOf(known),
    },
  });
  return setTimer(following, step.id, "follow", SOONEST_MS);
}

function withId(follow: Follow, known: unknown): Follow {
  const { request } = follow;
  const id = readPointer(known, "/id") ?? readPointer(known, "/workflow_run_id");
  const isFollowed = request.kind === "deployment" || request.kind === "workflow-run";
  return isFollowed && typeof id === "number" ? { ...follow, request: { ...request, id } } : follow;
}

function urlOf(known: unknown): Pick<EffectState, "url"> {
  const url = readPointer(known, "/url");
  return typeof url === "string" && url.startsWith("https://") ? { url } : {};
}

/** A read that failed tells nothing about the work itself: it is simply looked at again. */
export function judgeFollow(turn: Turn, step: SendingStep, found: Found): Turn {
  const effect = { ...effectOf(turn, step.id), ...urlOf(found.value) };
  const looked = patchStep(endReading(turn, step.id), step.id, { effect });
  switch (readPointer(found.value, "/state")) {
    case "success":
      return finishEffect(looked, step, found.value);
    case "failure":
      return failed(looked, step, found.value);
    default:
      return lookAgain(looked, step, found);
  }
}

function failed(turn: Turn, step: SendingStep, value: unknown): Turn {
  const effect = effectOf(turn, step.id);
  const conclusion = readPointer(value, "/conclusion");
  const doubtful = patchStep(turn, step.id, { effect: { ...effect, doubt: true } });
  const reason = {
    code: "work-failed" as const,
    conclusion: typeof conclusion === "string" ? conclusion : "failure",
    ...(effect.url === undefined ? {} : { url: effect.url }),
  };
  return stopUndo(doubtful, step, reason, step.on_fail);
}

function lookAgain(turn: Turn, step: SendingStep, { message }: Found): Turn {
  const { follow, followUntil } = effectOf(turn, step.id);
  const left = Date.parse(followUntil ?? "") - turn.moment.now.getTime();
  const afterMs = follow?.withinMs ?? 0;
  if (left > 0) {
    const patience = Math.min(LATEST_MS, Math.max(SOONEST_MS, (afterMs - left) / 4));
    return setTimer(turn, step.id, "follow", Math.min(patience, left));
  }
  if (message === undefined) return stopUndo(turn, step, { code: "timed-out", afterMs }, "ask");
  return stopUndo(turn, step, { code: "cannot-look", message }, "ask");
}
