// The cosmetics of an incident's channel: topic, purpose, bookmarks, the pinned card.
import { z } from "zod";
import type { Attempt, Effect } from "../../domain/effect.ts";
import { isOpen } from "../../domain/incident.ts";
import { findProjection } from "../../storage/projections.ts";
import { words } from "../../words/words.ts";
import { markedTitle } from "../blocks/drill-mark.ts";
import { LIMITS } from "../limits.ts";
import { tame } from "../mrkdwn.ts";
import type { Courier } from "./courier.ts";
import { placeOfRoom, readIncident } from "./places.ts";
import { NotYet, Pointless } from "./slack-failure.ts";

const nothing = z.object({});

async function ownChannel(courier: Courier, incidentId: string): Promise<string> {
  const place = placeOfRoom(await readIncident(courier, incidentId));
  if (place.threadTs) throw new Pointless("a thread has no topic, pins or bookmarks");
  return place.channel;
}

export async function setTopic(courier: Courier, incidentId: string): Promise<void> {
  const channel = await ownChannel(courier, incidentId);
  const incident = await readIncident(courier, incidentId);
  const { priority, status, title, isPlanned } = incident;
  const { term, channel: say } = words;
  const closed = isOpen(incident) ? null : term.standing(incident);
  const head = isPlanned ? null : `${term.mark(priority, status)} ${priority}`;
  const text = say.topic(head, closed, title);
  const topic = tame(markedTitle(incident, text), LIMITS.topic);
  await courier.call("conversations.setTopic", { channel, topic }, nothing);
}

export async function setPurpose(courier: Courier, incidentId: string): Promise<void> {
  const channel = await ownChannel(courier, incidentId);
  const incident = await readIncident(courier, incidentId);
  const text = words.channel.purpose(words.term.incident(incident), tame(incident.title, 180));
  const purpose = tame(markedTitle(incident, text), LIMITS.purpose);
  await courier.call("conversations.setPurpose", { channel, purpose }, nothing);
}

export async function pinCard(courier: Courier, incidentId: string): Promise<void> {
  await ownChannel(courier, incidentId);
  const card = await findProjection(courier.ctx.db, "card", incidentId);
  if (!card?.channel || !card.ts) throw new NotYet("the card is not posted yet");
  await courier.call("pins.add", { channel: card.channel, timestamp: card.ts }, nothing);
}

const bookmarks = z.object({ bookmarks: z.array(z.object({ link: z.string().nullish() })) });

export async function addBookmark(
  courier: Courier,
  effect: Extract<Effect, { kind: "bookmark" }>,
  attempt: Attempt,
): Promise<void> {
  const { incidentId, title, link } = effect;
  const channel = await ownChannel(courier, incidentId);
  if (attempt.isUncertain) {
    const listed = await courier.call("bookmarks.list", { channel_id: channel }, bookmarks);
    if (listed.bookmarks.some((bookmark) => bookmark.link === link)) return;
  }
  const args = { channel_id: channel, title: tame(title, 100), type: "link", link };
  await courier.call("bookmarks.add", args, nothing);
}
