// A person uses one of the app's shortcuts.
import { issueResponseUrl } from "../delivery/response-urls.ts";
import { messageShape } from "../shapes/message-shape.ts";
import type { Channel, Outcome, Shortcut } from "../types.ts";
import { findMessage } from "../workspace/messages.ts";
import { type Actor, show } from "./click.ts";
import { channelName, interactionShape } from "./interaction-shape.ts";
import { NotShownError } from "./not-shown-error.ts";

export async function useGlobalShortcut(actor: Actor, callbackId: string): Promise<Outcome> {
  const { ws, user } = actor;
  requireShortcut(actor, callbackId, "global");
  const sent = await actor.deliver.send("shortcut", {
    type: "shortcut",
    ...interactionShape(ws, user),
    action_ts: ws.timestamps.next(),
    callback_id: callbackId,
    trigger_id: ws.triggers.issue({ userId: user.id }),
  });
  return show(sent);
}

export async function useMessageShortcut(
  actor: Actor,
  callbackId: string,
  channel: Channel,
  ts: string,
): Promise<Outcome> {
  const { ws, user } = actor;
  requireShortcut(actor, callbackId, "message");
  const message = findMessage(ws, channel.id, ts);
  if (message === undefined) {
    throw new NotShownError(`there is no message ${ts} in ${channel.name || channel.id}`);
  }
  const thread = message.threadTs === undefined ? {} : { threadTs: message.threadTs };
  const sent = await actor.deliver.send("shortcut", {
    type: "message_action",
    ...interactionShape(ws, user),
    action_ts: ws.timestamps.next(),
    callback_id: callbackId,
    trigger_id: ws.triggers.issue({ userId: user.id }),
    response_url: issueResponseUrl(ws, {
      userId: user.id,
      channelId: channel.id,
      original: { ts, isEphemeral: false, ...thread },
    }),
    channel: { id: channel.id, name: channelName(channel) },
    message_ts: ts,
    message: messageShape(ws, message),
  });
  return show(sent);
}

function requireShortcut({ ws }: Actor, callbackId: string, type: Shortcut["type"]): void {
  const offered = ws.app.shortcuts.filter((shortcut) => shortcut.type === type);
  if (!offered.some((shortcut) => shortcut.callbackId === callbackId)) {
    const known = offered.map((shortcut) => shortcut.callbackId).join(", ") || "none";
    throw new NotShownError(`the app has no ${type} shortcut "${callbackId}"; it has ${known}`);
  }
}
