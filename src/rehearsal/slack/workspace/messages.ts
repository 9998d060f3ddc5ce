// Owns messages: posting, editing, deleting, and what each change does to threads and notifications.
import type { Channel, Message } from "../types.ts";
import { notify } from "./notify.ts";
import type { Workspace } from "./workspace.ts";

export type Draft = Pick<Message, "user" | "text"> &
  Partial<
    Pick<
      Message,
      | "botId"
      | "subtype"
      | "blocks"
      | "attachments"
      | "metadata"
      | "threadTs"
      | "files"
      | "isMrkdwn"
      | "username"
      | "iconEmoji"
      | "iconUrl"
    >
  >;

/** Older versions are kept for clients that have not caught up; this many a message. */
const keptVersions = 20;
const older = new WeakMap<Workspace, Map<string, Message[]>>();

export function findMessage(ws: Workspace, channelId: string, ts: string): Message | undefined {
  return ws.store.get("messages", channelId, ts);
}

export function postMessage(ws: Workspace, channel: Channel, draft: Draft): Message {
  const message: Message = {
    blocks: [],
    attachments: [],
    files: [],
    isMrkdwn: true,
    ...draft,
    channelId: channel.id,
    ts: ws.timestamps.next(),
    version: 1,
    replyCount: 0,
    replyUsers: [],
    reactions: [],
  };
  save(ws, message);
  if (message.threadTs !== undefined) {
    countReply(ws, channel.id, message.threadTs);
  }
  notify(ws, channel, message);
  publishMessage(ws, channel, messageEvent(message));
  publishMention(ws, channel, message);
  return message;
}

/** What Slack itself writes into a channel; it rings for nobody. */
export function postSystemMessage(
  ws: Workspace,
  channel: Channel,
  draft: { subtype: string; user: string; text: string },
): void {
  if (channel.kind === "im") {
    return;
  }
  save(ws, {
    ...draft,
    channelId: channel.id,
    ts: ws.timestamps.next(),
    blocks: [],
    attachments: [],
    files: [],
    isMrkdwn: true,
    version: 1,
    replyCount: 0,
    replyUsers: [],
    reactions: [],
  });
}

/** `next` is the whole new message; what it leaves out is gone. */
export function editMessage(ws: Workspace, message: Message, next: Message): Message {
  remember(ws, message);
  const edited = { ...next, version: message.version + 1 };
  save(ws, edited);
  publishLater(ws, message.channelId, {
    subtype: "message_changed",
    message: messageEvent(edited),
    previous_message: messageEvent(message),
    ts: ws.timestamps.next(),
  });
  return edited;
}

/** Changes what is not content: reactions, reply counts, files. */
export function touchMessage(ws: Workspace, message: Message, change: Partial<Message>): Message {
  const touched = { ...message, ...change };
  save(ws, touched);
  return touched;
}

/** A parent with replies stays as a tombstone, as in Slack. */
export function deleteMessage(ws: Workspace, message: Message): void {
  const { channelId, ts } = message;
  unpin(ws, message);
  publishLater(ws, channelId, {
    subtype: "message_deleted",
    deleted_ts: ts,
    previous_message: messageEvent(message),
    ts: ws.timestamps.next(),
  });
  if (message.replyCount > 0) {
    remember(ws, message);
    const { metadata: _metadata, edited: _edited, botId: _botId, ...rest } = message;
    save(ws, {
      ...rest,
      subtype: "tombstone",
      user: "USLACKBOT",
      text: "This message was deleted.",
      blocks: [],
      attachments: [],
      files: [],
      version: message.version + 1,
    });
    return;
  }
  ws.store.remove("messages", channelId, ts);
  for (const { userId } of ringing(ws, message)) {
    ws.store.remove("notifications", userId, `${channelId} ${ts}`);
  }
  ws.store.tell({ kind: "message-deleted", channelId, ts });
  if (message.threadTs !== undefined) {
    countReply(ws, channelId, message.threadTs);
  }
}

function ringing(ws: Workspace, { channelId, ts }: Message) {
  return ws.store
    .partitions("notifications")
    .flatMap((userId) => ws.store.get("notifications", userId, `${channelId} ${ts}`) ?? []);
}

/** Versions before the present one, newest first. */
export function olderVersions(ws: Workspace, message: Message): readonly Message[] {
  return older.get(ws)?.get(`${message.channelId} ${message.ts}`) ?? [];
}

function remember(ws: Workspace, message: Message): void {
  const versions = older.get(ws) ?? new Map<string, Message[]>();
  older.set(ws, versions);
  const key = `${message.channelId} ${message.ts}`;
  versions.set(key, [message, ...(versions.get(key) ?? [])].slice(0, keptVersions));
}

export function listThread(ws: Workspace, channelId: string, threadTs: string): readonly Message[] {
  return ws.store
    .rows("messages", channelId)
    .filter((message) => message.ts === threadTs || message.threadTs === threadTs);
}

function countReply(ws: Workspace, channelId: string, threadTs: string): void {
  const parent = findMessage(ws, channelId, threadTs);
  if (parent === undefined) {
    return;
  }
  const replies = listThread(ws, channelId, threadTs).filter((message) => message.ts !== threadTs);
  const last = replies.at(-1)?.ts;
  const { latestReply: _latest, ...rest } = parent;
  save(ws, {
    ...rest,
    replyCount: replies.length,
    replyUsers: [...new Set(replies.map((reply) => reply.user))],
    ...(last === undefined ? {} : { latestReply: last }),
  });
}

function save(ws: Workspace, message: Message): void {
  ws.store.put("messages", message.channelId, message.ts, message);
  ws.store.tell({ kind: "message", channelId: message.channelId, ts: message.ts });
}

function unpin(ws: Workspace, { channelId, ts }: Message): void {
  const channel = ws.store.get("channels", "", channelId);
  if (channel?.pins.some((pin) => pin.ts === ts)) {
    const pins = channel.pins.filter((pin) => pin.ts !== ts);
    ws.store.put("channels", "", channelId, { ...channel, pins });
    ws.store.tell({ kind: "channel", channelId });
  }
}

const subscriptions = {
  public: "message.channels",
  private: "message.groups",
  im: "message.im",
  mpim: "message.mpim",
} as const;
const channelTypes = { public: "channel", private: "group", im: "im", mpim: "mpim" } as const;

type MessageEvent = Readonly<Record<string, unknown>> & { readonly ts: string };

function messageEvent(message: Message): MessageEvent {
  return {
    type: "message",
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ...(message.botId === undefined ? {} : { bot_id: message.botId }),
    text: message.text,
    blocks: message.blocks,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
}

function publishLater(ws: Workspace, channelId: string, event: MessageEvent): void {
  const channel = ws.store.get("channels", "", channelId);
  if (channel !== undefined) {
    publishMessage(ws, channel, { ...event, hidden: true });
  }
}

// The subscription is named message.channels and so on, but the event's type is always "message".
function publishMessage(ws: Workspace, channel: Channel, event: MessageEvent): void {
  const isHeard = channel.members.includes(ws.app.botUserId);
  if (isHeard && ws.app.events?.includes(subscriptions[channel.kind])) {
    ws.publish({
      ...event,
      type: "message",
      channel: channel.id,
      channel_type: channelTypes[channel.kind],
      team: ws.team.id,
      event_ts: event.ts,
    });
  }
}

function publishMention(ws: Workspace, channel: Channel, message: Message): void {
  const isMeant = channel.kind !== "im" && message.text.includes(`<@${ws.app.botUserId}`);
  if (isMeant && message.botId === undefined && channel.members.includes(ws.app.botUserId)) {
    ws.publish({
      ...messageEvent(message),
      type: "app_mention",
      channel: channel.id,
      team: ws.team.id,
      event_ts: message.ts,
    });
  }
}
