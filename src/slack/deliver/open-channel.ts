// Makes the incident's channel, adopts the one an earlier try made, or takes a thread where Slack allows none.
import { z } from "zod";
import type { Attempt } from "../../domain/effect.ts";
import type { Incident, Room } from "../../domain/incident.ts";
import { recordRoom } from "../../operations/record-delivery.ts";
import { findProjection } from "../../storage/projections.ts";
import { channelName, nameSuffix } from "./channel-name.ts";
import { channelShape, type ListedChannel, listChannel } from "./channels.ts";
import type { Courier } from "./courier.ts";
import { readIncident } from "./places.ts";
import { Hopeless, isRefused, NotYet } from "./slack-failure.ts";

export async function openChannel(
  courier: Courier,
  incidentId: string,
  attempt: Attempt,
): Promise<void> {
  const incident = await readIncident(courier, incidentId);
  if (incident.room) return;
  try {
    await recordRoom(courier.ctx, incidentId, await makeRoom(courier, incident, attempt));
  } catch (error) {
    if (!isRefused(error, "restricted_action")) throw error;
    courier.log.warn({ incident: incident.number }, "Slack forbids channels; using a thread");
    await recordRoom(courier.ctx, incidentId, await threadRoom(courier, incident));
  }
}

const created = z.object({ channel: channelShape });
const MOST_NAMES = 12;

async function makeRoom(courier: Courier, incident: Incident, attempt: Attempt): Promise<Room> {
  for (let tries = 0; tries < MOST_NAMES; tries += 1) {
    const suffix = nameSuffix(tries, courier.ctx.chance);
    const name = channelName(incident, suffix);
    try {
      const { channel } = await courier.call("conversations.create", { name }, created);
      return { channel: channel.id, name: channel.name };
    } catch (error) {
      if (!isRefused(error, "name_taken")) throw error;
      const taken = await listChannel(courier, name);
      if (taken && (await isOurs(courier, taken, attempt))) return { channel: taken.id, name };
    }
  }
  throw new Hopeless(`every name for the channel of INC-${incident.number} is taken in Slack`);
}

/** Slack's clock counts whole seconds, and may be behind ours. */
const SKEW_SECONDS = 60;

/** Made by this bot after this effect was owed: an earlier try whose answer was lost. */
async function isOurs(
  courier: Courier,
  { creator, created: at, is_archived: isArchived }: ListedChannel,
  attempt: Attempt,
): Promise<boolean> {
  const { botUserId } = await courier.identity();
  const owedAt = attempt.createdAt.getTime() / 1000;
  return creator === botUserId && !isArchived && at >= owedAt - SKEW_SECONDS;
}

async function threadRoom(courier: Courier, incident: Incident): Promise<Room> {
  const announced = await findProjection(courier.ctx.db, "announcement", incident.id);
  if (!announced?.channel || !announced.ts) {
    throw new NotYet(`INC-${incident.number} is to live in a thread, and is not announced yet`);
  }
  const name = courier.ctx.shop.announceChannel;
  return { channel: announced.channel, name, threadTs: announced.ts };
}
