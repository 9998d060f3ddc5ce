// Posts a one-off message where it belongs; a lost answer is looked up before anything is said twice.

import type { Attempt, Effect } from "../../domain/effect.ts";
import type { Message } from "../../domain/message.ts";
import { countAlertsOfIncident } from "../../storage/alerts.ts";
import { markDrill } from "../blocks/drill-mark.ts";
import type { Drawn } from "../limits.ts";
import { renderMessage } from "../messages/render-message.ts";
import { forgetChannel } from "./channels.ts";
import { type Courier, readLook } from "./courier.ts";
import { readIncidentLook } from "./pictures.ts";
import { fallbackOf, findPlace, type Place, readIncident } from "./places.ts";
import { markRepeat, postMessage } from "./post-message.ts";
import { findPosted, waitBeforeRepeat } from "./reconcile.ts";
import { tidyReminders } from "./reminders.ts";
import { Held, isRefused, Pointless } from "./slack-failure.ts";

export type PostEffect = Extract<Effect, { readonly kind: "post" }>;

const CHANNEL_LOST = ["channel_not_found", "is_archived", "is_inactive"];

export async function post(courier: Courier, effect: PostEffect, attempt: Attempt): Promise<void> {
  refuseStale(courier, effect.message, attempt);
  const place = await findPlace(courier, effect.to);
  const drawn = await drawMessage(courier, effect.message);
  if (!attempt.isUncertain) return await send(courier, effect, { place, drawn }, attempt);
  const sighting = await findPosted(courier, place, attempt);
  if (sighting.kind === "posted") return;
  if (sighting.kind === "absent") return await send(courier, effect, { place, drawn }, attempt);
  await waitBeforeRepeat(courier, attempt);
  await send(courier, effect, { place, drawn: markRepeat(drawn) }, attempt);
}

const REMINDERS = new Set<Message["kind"]>(["ack-overdue", "update-overdue", "lead-missing"]);
const STALE_MS = 10 * 60_000;

/** After an outage nobody needs reminders of what has passed. */
function refuseStale(courier: Courier, message: Message, attempt: Attempt): void {
  const ageMs = courier.clock.now().getTime() - attempt.createdAt.getTime();
  if (REMINDERS.has(message.kind) && ageMs > STALE_MS) {
    throw new Pointless("a reminder that waited over 10 minutes reminds of nothing");
  }
}

async function drawMessage(courier: Courier, message: Message): Promise<Drawn> {
  if (!("incidentId" in message)) {
    const look = await readLook(courier, usersIn(message), textsIn(message));
    return renderMessage(message, { look, incident: null, alerts: { firing: 0, recovered: 0 } });
  }
  const incident = await readIncident(courier, message.incidentId);
  const base = await readIncidentLook(courier, incident);
  const own = await readLook(courier, usersIn(message), textsIn(message));
  const look = { ...base, names: new Map([...base.names, ...own.names]) };
  const alerts = await countAlertsOfIncident(courier.ctx.db, incident.id);
  return markDrill(incident, renderMessage(message, { look, incident, alerts }));
}

function usersIn(message: Message): (string | null)[] {
  return [
    ...("user" in message ? [message.user] : []),
    ...("by" in message ? [message.by] : []),
    ...("paged" in message ? message.paged : []),
    ...("approvers" in message ? message.approvers : []),
    ...("news" in message && "by" in message.news ? [message.news.by] : []),
  ];
}

const textsIn = (message: Message): (string | null)[] => [
  ...("text" in message ? [message.text] : []),
  ...("reason" in message ? [message.reason] : []),
  ...("news" in message && "reason" in message.news ? [message.news.reason] : []),
];

type Ready = { readonly place: Place; readonly drawn: Drawn };

async function send(
  courier: Courier,
  { to, message }: PostEffect,
  { place, drawn }: Ready,
  attempt: Attempt,
): Promise<void> {
  try {
    const at = await postMessage(courier, place, drawn, attempt.id);
    await tidyReminders(courier, message, at);
  } catch (error) {
    if (!isRefused(error, ...CHANNEL_LOST)) throw error;
    if (to.in === "channel") {
      await forgetChannel(courier, to.channel);
      if (attempt.earlier > 2) throw error;
      throw new Held(`${to.channel} is not where it was; looking for it again`, 1_000);
    }
    if (to.in === "dm" || !("incidentId" in message)) throw error;
    const fallback = await fallbackOf(courier, message.incidentId);
    await postMessage(courier, fallback, drawn, attempt.id);
  }
}
