// chat.postEphemeral: a message only one member of the channel sees.
import { findVisible } from "../api/find-target.ts";
import { type Answer, hasScope, type Method, refuse, refuseArguments } from "../api/method.ts";
import { type Content, isEmpty, readContent } from "../api/read-content.ts";
import type { Channel, Ephemeral } from "../types.ts";
import { findChannelByName } from "../workspace/channels.ts";
import { findMessage } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";

export const chatPostEphemeral: Method = {
  name: "chat.postEphemeral",
  scopes: ["chat:write"],
  tier: 4,
  run: (ws, args) => {
    const [given, userId] = [args.text("channel"), args.text("user")];
    if (given === undefined || userId === undefined) {
      return refuseArguments([
        `missing required field: ${given === undefined ? "channel" : "user"}`,
      ]);
    }
    const reading = readContent(ws, args, "client");
    if (!reading.ok) {
      return reading.answer;
    }
    if (isEmpty(reading.content)) {
      return refuse("no_text");
    }
    const named = findChannelByName(ws, given.replace(/^#/, ""));
    const channel = findVisible(ws, named?.id ?? given);
    if (channel === undefined) {
      return refuse("channel_not_found");
    }
    return (
      mayShow(ws, channel, userId) ??
      show(ws, reading.content, { channel, userId, threadTs: args.text("thread_ts") })
    );
  },
};

type Place = {
  readonly channel: Channel;
  readonly userId: string;
  readonly threadTs: string | undefined;
};

function show(
  ws: Workspace,
  { text, blocks, attachments }: Content,
  { channel, userId, threadTs }: Place,
): Answer {
  const ephemeral: Ephemeral = {
    userId,
    channelId: channel.id,
    ts: ws.timestamps.next(),
    ...(threadTs === undefined ? {} : { threadTs }),
    text: text ?? "",
    blocks: blocks ?? [],
    attachments: attachments ?? [],
    from: ws.app.botUserId,
  };
  // "Ephemeral messages in threads are only shown if there is already an active thread."
  const parent = threadTs === undefined ? undefined : findMessage(ws, channel.id, threadTs);
  if (threadTs === undefined || (parent?.replyCount ?? 0) > 0) {
    ws.ephemerals.show(ephemeral);
  }
  return { ok: true, message_ts: ephemeral.ts };
}

function mayShow(ws: Workspace, channel: Channel, userId: string): Answer | undefined {
  if (channel.isArchived) {
    return refuse("is_archived");
  }
  const isMember = channel.members.includes(ws.app.botUserId);
  if (!isMember && !(channel.kind === "public" && hasScope(ws, "chat:write.public"))) {
    return refuse(channel.kind === "public" ? "not_in_channel" : "channel_not_found");
  }
  return channel.members.includes(userId) ? undefined : refuse("user_not_in_channel");
}
