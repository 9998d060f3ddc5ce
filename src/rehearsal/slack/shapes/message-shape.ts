// How the Web API and the payloads describe a message to the app.
import type { Channel, Message } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { fileShape } from "./file-shape.ts";

/** @param channel adds what only a history shows: pins and reactions */
export function messageShape(
  ws: Workspace,
  message: Message,
  channel?: Channel,
): Record<string, unknown> {
  const { subtype, edited } = message;
  return {
    user: message.user,
    type: "message",
    ...(subtype === undefined ? {} : { subtype }),
    ts: message.ts,
    ...authorShape(ws, message),
    text: message.text,
    team: ws.team.id,
    ...(edited === undefined ? {} : { edited }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.attachments.length === 0 ? {} : { attachments: message.attachments }),
    ...threadShape(message),
    ...filesShape(ws, message),
    ...(channel === undefined ? {} : historyShape(message, channel)),
  };
}

function authorShape(
  ws: Workspace,
  { botId, username, iconEmoji, iconUrl }: Message,
): Record<string, unknown> {
  if (botId === undefined) {
    return {};
  }
  const icons = {
    ...(iconEmoji === undefined ? {} : { emoji: iconEmoji }),
    ...(iconUrl === undefined ? {} : { image_64: iconUrl }),
  };
  return {
    bot_id: botId,
    app_id: ws.app.appId,
    ...(username === undefined ? {} : { username }),
    ...(Object.keys(icons).length === 0 ? {} : { icons }),
    bot_profile: {
      id: botId,
      app_id: ws.app.appId,
      user_id: ws.app.botUserId,
      name: ws.app.botName,
      icons: {},
      deleted: false,
      updated: 0,
      team_id: ws.team.id,
    },
  };
}

function threadShape(message: Message): Record<string, unknown> {
  if (message.threadTs !== undefined) {
    return { thread_ts: message.threadTs };
  }
  if (message.replyCount === 0) {
    return {};
  }
  return {
    thread_ts: message.ts,
    reply_count: message.replyCount,
    reply_users_count: message.replyUsers.length,
    latest_reply: message.latestReply,
    reply_users: message.replyUsers.slice(0, 5),
    is_locked: false,
    subscribed: false,
  };
}

function filesShape(ws: Workspace, { files }: Message): Record<string, unknown> {
  const shapes = files.flatMap((id) => {
    const file = ws.store.get("files", "", id);
    return file === undefined ? [] : [fileShape(ws, file)];
  });
  return shapes.length === 0 ? {} : { files: shapes, upload: false };
}

function historyShape(
  { ts, reactions, channelId }: Message,
  channel: Channel,
): Record<string, unknown> {
  const isPinned = channel.pins.some((pin) => pin.ts === ts);
  return {
    ...(reactions.length === 0
      ? {}
      : { reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
    ...(isPinned ? { pinned_to: [channelId] } : {}),
  };
}
