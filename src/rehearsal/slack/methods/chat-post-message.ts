// chat.postMessage: a new message in a channel, a thread or a DM.
import type { Args } from "../api/args.ts";
import { findPostTarget } from "../api/find-target.ts";
import { type Answer, hasScope, type Method, refuse, refuseScope } from "../api/method.ts";
import { type Content, isEmpty, readContent } from "../api/read-content.ts";
import { messageShape } from "../shapes/message-shape.ts";
import type { Channel } from "../types.ts";
import { findMessage, postMessage } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";

const noText = "This content can't be displayed.";

export const chatPostMessage: Method = {
  name: "chat.postMessage",
  scopes: ["chat:write"],
  tier: "post",
  run: (ws, args) => {
    const customized = ["username", "icon_emoji", "icon_url"].some(
      (name) => args.text(name) !== undefined,
    );
    if (customized && !hasScope(ws, "chat:write.customize")) {
      return refuseScope("chat:write.customize", ws);
    }
    const reading = readContent(ws, args, "client");
    if (!reading.ok) {
      return reading.answer;
    }
    if (isEmpty(reading.content)) {
      return refuse("no_text");
    }
    const target = findPostTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    return mayPost(ws, target.channel) ?? post(ws, args, target.channel, reading.content);
  },
};

function mayPost(ws: Workspace, channel: Channel): Answer | undefined {
  if (channel.isArchived) {
    return refuse("is_archived");
  }
  const isMember = channel.members.includes(ws.app.botUserId);
  return isMember || (channel.kind === "public" && hasScope(ws, "chat:write.public"))
    ? undefined
    : refuse("not_in_channel");
}

function post(ws: Workspace, args: Args, channel: Channel, content: Content): Answer {
  const thread = findThread(ws, channel, args.text("thread_ts"));
  if (thread === "refused") {
    return refuse("cannot_reply_to_message");
  }
  const message = postMessage(ws, channel, {
    user: ws.app.botUserId,
    botId: ws.botId,
    text: content.text ?? noText,
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    isMrkdwn: args.flag("mrkdwn") ?? true,
    ...(thread === undefined ? {} : { threadTs: thread }),
    ...(thread !== undefined && args.flag("reply_broadcast")
      ? { subtype: "thread_broadcast" }
      : {}),
    ...(content.metadata ? { metadata: content.metadata } : {}),
    ...authorship(args),
  });
  const cut = content.isCut ? { response_metadata: { warnings: ["message_truncated"] } } : {};
  return {
    ok: true,
    channel: channel.id,
    ts: message.ts,
    message: messageShape(ws, message),
    ...cut,
  };
}

// A reply to a reply joins the same thread; a reply to nothing is a thread of its own, as Slack allows.
function findThread(
  ws: Workspace,
  channel: Channel,
  threadTs: string | undefined,
): string | "refused" | undefined {
  if (threadTs === undefined) {
    return undefined;
  }
  const parent = findMessage(ws, channel.id, threadTs);
  if (
    parent?.subtype !== undefined &&
    !["thread_broadcast", "bot_message", "tombstone", "me_message"].includes(parent.subtype)
  ) {
    return "refused";
  }
  return parent?.threadTs ?? threadTs;
}

function authorship(args: Args): { username?: string; iconEmoji?: string; iconUrl?: string } {
  const [username, iconEmoji, iconUrl] = [
    args.text("username"),
    args.text("icon_emoji"),
    args.text("icon_url"),
  ];
  return {
    ...(username === undefined ? {} : { username }),
    ...(iconEmoji === undefined ? {} : { iconEmoji }),
    ...(iconUrl === undefined ? {} : { iconUrl }),
  };
}
