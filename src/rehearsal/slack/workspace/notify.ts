// Decides for whom a new message rings. Edits never ring.
import { mentionsInBlocks } from "../rules/block-mentions.ts";
import { type Mention, mentionsIn } from "../rules/markup.ts";
import type { Channel, Message, Notification } from "../types.ts";
import type { Workspace } from "./workspace.ts";

type Reason = Notification["reason"];

export function notify(ws: Workspace, channel: Channel, message: Message): void {
  for (const [userId, reason] of whoIsRung(ws, channel, message)) {
    const { channelId, ts } = message;
    ws.store.put("notifications", userId, `${channelId} ${ts}`, { userId, channelId, ts, reason });
    ws.store.tell({ kind: "notification", userId, channelId, ts });
  }
}

function whoIsRung(ws: Workspace, channel: Channel, message: Message): Map<string, Reason> {
  const rung = new Map<string, Reason>();
  const ring = (userId: string, reason: Reason) => {
    const user = ws.users.get(userId);
    const canHear =
      user !== undefined && !user.deleted && !user.isBot && channel.members.includes(userId);
    if (canHear && userId !== message.user && !rung.has(userId)) {
      rung.set(userId, reason);
    }
  };
  if (channel.kind === "im" || channel.kind === "mpim") {
    ringAll(channel.members, "dm", ring);
    return rung;
  }
  const isInThreadOnly = message.threadTs !== undefined && message.subtype !== "thread_broadcast";
  for (const mention of [...mentionsInBlocks(message.blocks), ...mentionsIn(message.text)]) {
    ringMention(ws, channel, mention, { isInThreadOnly, ring });
  }
  if (message.threadTs !== undefined) {
    ringAll(followers(ws, channel.id, message.threadTs), "thread", ring);
  }
  return rung;
}

function ringAll(
  userIds: readonly string[],
  reason: Reason,
  ring: (userId: string, reason: Reason) => void,
): void {
  for (const userId of userIds) {
    ring(userId, reason);
  }
}

function ringMention(
  ws: Workspace,
  channel: Channel,
  mention: Mention,
  {
    isInThreadOnly,
    ring,
  }: { isInThreadOnly: boolean; ring: (userId: string, reason: Reason) => void },
): void {
  if (mention.kind === "user") {
    ring(mention.id, "mention");
  } else if (mention.kind === "group") {
    ringAll(ws.userGroups.find((group) => group.id === mention.id)?.users ?? [], "group", ring);
  } else if (!isInThreadOnly) {
    // Slack does not let @channel and its like ring from inside a thread.
    ringAll(channel.members, mention.kind, ring);
  }
}

/** Who wrote in the thread or was mentioned in it. */
function followers(ws: Workspace, channelId: string, threadTs: string): string[] {
  const thread = ws.store
    .rows("messages", channelId)
    .filter((message) => message.ts === threadTs || message.threadTs === threadTs);
  return thread.flatMap((message) => [
    message.user,
    ...[...mentionsInBlocks(message.blocks), ...mentionsIn(message.text)].flatMap((mention) =>
      mention.kind === "user" ? [mention.id] : [],
    ),
  ]);
}
