// On which lane an effect travels: what shares a lane goes one after another, lanes go side by side.

import { type Effect, type OwedEffect, URGENCY } from "./effect.ts";
import type { FreezeTask } from "./freeze/task.ts";

type Travel = Pick<OwedEffect, "lane" | "urgency" | "incidentId"> & {
  readonly coalesceKey?: string;
};

export function laneOf(effect: Effect): Travel {
  switch (effect.kind) {
    case "open-channel":
    case "invite":
      return onIncident(effect.incidentId, URGENCY.page);
    case "set-topic":
    case "set-purpose":
      return {
        ...dressing(effect.incidentId),
        coalesceKey: `${effect.kind}:${effect.incidentId}`,
      };
    case "bookmark":
    case "pin-card":
      return dressing(effect.incidentId);
    case "upload-post-mortem":
      return onIncident(effect.incidentId, URGENCY.edit);
    case "paint":
      return paintLane(effect);
    case "post":
      return postLane(effect);
    case "publish-home":
      return {
        lane: `home:${effect.user}`,
        urgency: URGENCY.cosmetic,
        incidentId: null,
        coalesceKey: `home:${effect.user}`,
      };
    case "run":
      return { lane: `run:${effect.runId}`, urgency: URGENCY.page, incidentId: null };
    case "freeze":
      return laneOfTask(effect.task);
  }
}

/** Enforcement goes before messages, and neither waits for the other: each has lanes of its own. */
function laneOfTask(task: FreezeTask): Travel {
  const { repository } = task;
  const key = repository.toLowerCase();
  switch (task.do) {
    case "reconcile":
    case "merge":
      return on(`freeze:${key}`, URGENCY.page, task.do === "merge" ? task.exceptionId : "");
    case "preflight":
      return on(`freeze-preflight:${key}`, URGENCY.post, task.freezeId);
    case "answer-queue":
      return on(`freeze-queue:${key}`, URGENCY.page, task.headSha);
    case "answer-gate":
      return on(`freeze-gates:${key}`, URGENCY.page, `${task.runId}:${task.environment}`);
    case "find-pull":
      return on(`freeze-finds:${key}`, URGENCY.page, task.exceptionId);
    case "tell-pull":
      return on(`freeze-pulls:${key}`, URGENCY.post, `${task.pull}`);
    case "tell-pulls":
      return on(`freeze-pulls:${key}`, URGENCY.edit, "");
    case "watch":
      return on(`freeze-watch:${key}`, URGENCY.cosmetic, "");
  }
  function on(lane: string, urgency: number, about: string): Travel {
    const coalesceKey = `freeze:${task.do}:${key}:${about}`;
    return { lane, urgency, incidentId: null, coalesceKey };
  }
}

function onIncident(incidentId: string, urgency: number): Travel {
  return { lane: `incident:${incidentId}`, urgency, incidentId };
}

/** Topic, pins and bookmarks wait in a lane of their own, so that nothing cosmetic holds up people. */
function dressing(incidentId: string): Travel {
  return { lane: `dressing:${incidentId}`, urgency: URGENCY.cosmetic, incidentId };
}

function paintLane({ projection, ref }: Extract<Effect, { kind: "paint" }>): Travel {
  const coalesceKey = `paint:${projection}:${ref}`;
  switch (projection) {
    case "card":
      return { ...onIncident(ref, URGENCY.edit), coalesceKey };
    case "announcement":
      return { lane: `announcement:${ref}`, urgency: URGENCY.post, incidentId: ref, coalesceKey };
    case "run":
      return { lane: `run-message:${ref}`, urgency: URGENCY.post, incidentId: null, coalesceKey };
    case "page":
    case "approval":
      return { lane: `${projection}:${ref}`, urgency: URGENCY.page, incidentId: null, coalesceKey };
    case "still-changed":
      return { lane: `still-changed:${ref}`, urgency: URGENCY.post, incidentId: ref, coalesceKey };
    case "freeze-draft":
    case "freeze-vote":
    case "exception-vote":
    case "exception-why":
      return { lane: `${projection}:${ref}`, urgency: URGENCY.page, incidentId: null, coalesceKey };
    case "freeze-post":
    case "exception":
    case "readiness":
      return { lane: `${projection}:${ref}`, urgency: URGENCY.post, incidentId: null, coalesceKey };
  }
}

function postLane({ to, message }: Extract<Effect, { kind: "post" }>): Travel {
  const incidentId = "incidentId" in message ? message.incidentId : null;
  switch (to.in) {
    case "incident":
      return onIncident(to.incidentId, URGENCY.post);
    case "announcement-thread":
      return { lane: `announcement:${to.incidentId}`, urgency: URGENCY.edit, incidentId };
    case "run-thread":
      return { lane: `run-message:${to.runId}`, urgency: URGENCY.edit, incidentId };
    case "freeze-thread":
      return { lane: `freeze-thread:${to.freezeId}`, urgency: URGENCY.post, incidentId };
    case "channel":
      return { lane: `channel:${to.channel}`, urgency: URGENCY.post, incidentId };
    case "dm":
      return { lane: `dm:${to.user}`, urgency: URGENCY.post, incidentId };
  }
}
