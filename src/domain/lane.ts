// On which lane an effect travels: what shares a lane goes one after another, lanes go side by side.
import { type Effect, type OwedEffect, URGENCY } from "./effect.ts";

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
    case "channel":
      return { lane: `channel:${to.channel}`, urgency: URGENCY.post, incidentId };
    case "dm":
      return { lane: `dm:${to.user}`, urgency: URGENCY.post, incidentId };
  }
}
