// Where an effect's message goes: channel and thread, or why it cannot go there yet.
import type { Destination } from "../../domain/effect.ts";
import { type Incident, isOpen } from "../../domain/incident.ts";
import { findIncident } from "../../storage/incidents.ts";
import { findProjection } from "../../storage/projections.ts";
import { findAnnounceChannel, findChannel } from "./channels.ts";
import type { Courier } from "./courier.ts";
import { findUser } from "./find-user.ts";
import { NotYet, Pointless } from "./slack-failure.ts";

export type Place = {
  readonly channel: string;
  readonly threadTs?: string;
  /** A user id instead of a channel: Slack opens the DM, and says which channel that is. */
  readonly isDm?: boolean;
};

export async function findPlace(courier: Courier, to: Destination): Promise<Place> {
  switch (to.in) {
    case "incident":
      return await roomOf(courier, to.incidentId, to.isInCardThread ?? false);
    case "announcement-thread":
      return await threadOf(courier, "announcement", to.incidentId);
    case "run-thread":
      return await threadOf(courier, "run", to.runId);
    case "freeze-thread":
      return await threadOfFreeze(courier, to.freezeId);
    case "channel":
      return { channel: await findChannel(courier, to.channel) };
    case "dm":
      return { channel: await findUser(courier, to.user), isDm: true };
  }
}

export async function readIncident(courier: Courier, id: string): Promise<Incident> {
  const incident = await findIncident(courier.ctx.db, id);
  if (!incident) throw new Pointless(`incident ${id} is gone`);
  return incident;
}

/** The incident's channel, or its thread; waits while it is being made. */
export function placeOfRoom({ room, number }: Incident): Place {
  if (!room) throw new NotYet(`INC-${number} has no channel yet`);
  return { channel: room.channel, ...(room.threadTs && { threadTs: room.threadTs }) };
}

async function roomOf(courier: Courier, incidentId: string, isInThread: boolean): Promise<Place> {
  const place = placeOfRoom(await readIncident(courier, incidentId));
  if (!isInThread || place.threadTs) return place;
  const card = await findProjection(courier.ctx.db, "card", incidentId);
  return card?.ts ? { channel: place.channel, threadTs: card.ts } : place;
}

async function threadOf(
  courier: Courier,
  kind: "announcement" | "run",
  ref: string,
): Promise<Place> {
  const projection = await findProjection(courier.ctx.db, kind, ref);
  if (!projection) throw new Pointless(`there is no ${kind} message of ${ref}`);
  const { channel, ts } = projection;
  if (!channel || !ts) throw new NotYet(`the ${kind} message is not posted yet`);
  if (kind === "announcement") return { channel, threadTs: ts };
  // A run of an incident that lives in a thread can only be told in that same thread.
  const incident = projection.incidentId
    ? await findIncident(courier.ctx.db, projection.incidentId)
    : undefined;
  return { channel, threadTs: incident?.room?.threadTs ?? ts };
}

async function threadOfFreeze(courier: Courier, freezeId: string): Promise<Place> {
  const first = await findProjection(courier.ctx.db, "freeze-post", `${freezeId}/announced`);
  if (!first?.channel || !first.ts) throw new NotYet("the freeze is not announced yet");
  return { channel: first.channel, threadTs: first.ts };
}

/** Where an open incident is told when its own channel was deleted or archived for good. */
export async function fallbackOf(courier: Courier, incidentId: string): Promise<Place> {
  const incident = await readIncident(courier, incidentId);
  if (!isOpen(incident)) throw new Pointless(`the channel of INC-${incident.number} is closed`);
  const announced = await findProjection(courier.ctx.db, "announcement", incidentId);
  const channel = announced?.channel ?? (await findAnnounceChannel(courier));
  return { channel, ...(announced?.ts && { threadTs: announced.ts }) };
}
