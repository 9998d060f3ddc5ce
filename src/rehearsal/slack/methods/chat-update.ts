// chat.update: changes one of the app's own messages in place; nobody is notified.
import type { Args } from "../api/args.ts";
import { findVisible } from "../api/find-target.ts";
import { type Answer, type Method, refuse, refuseArguments } from "../api/method.ts";
import { type Content, isEmpty, readContent } from "../api/read-content.ts";
import { messageShape } from "../shapes/message-shape.ts";
import type { Message } from "../types.ts";
import { editMessage, findMessage } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";

const maxText = 4000;

export const chatUpdate: Method = {
  name: "chat.update",
  scopes: ["chat:write"],
  tier: 3,
  run: (ws, args) => {
    const ts = args.text("ts");
    if (ts === undefined) {
      return refuseArguments(["missing required field: ts"]);
    }
    const channel = findVisible(ws, args.text("channel") ?? "");
    if (channel === undefined) {
      return refuse("channel_not_found");
    }
    const message = findMessage(ws, channel.id, ts);
    if (message === undefined || message.subtype === "tombstone") {
      return refuse("message_not_found");
    }
    if (message.botId !== ws.botId) {
      return refuse("cant_update_message");
    }
    return channel.isArchived ? refuse("is_inactive") : update(ws, args, message);
  },
};

function update(ws: Workspace, args: Args, message: Message): Answer {
  if ((args.text("text")?.length ?? 0) > maxText) {
    return refuse("msg_too_long");
  }
  const reading = readContent(ws, args, "client");
  if (!reading.ok) {
    return reading.answer;
  }
  if (isEmpty(reading.content)) {
    return refuse("no_text");
  }
  const edited = change(ws, message, reading.content);
  return {
    ok: true,
    channel: message.channelId,
    ts: message.ts,
    text: edited.text,
    message: messageShape(ws, edited),
  };
}

// Text without blocks takes the blocks away; attachments and metadata stay unless given anew.
function change(ws: Workspace, message: Message, content: Content): Message {
  const { metadata: oldMetadata, edited: _edited, ...rest } = message;
  const metadata = content.metadata === undefined ? oldMetadata : content.metadata;
  const blocks = content.blocks ?? [];
  const text = content.text ?? message.text;
  const label =
    blocks.length === 0 ? { edited: { user: ws.app.botUserId, ts: ws.timestamps.next() } } : {};
  const base: Message = metadata ? { ...rest, metadata } : rest;
  return editMessage(ws, message, {
    ...base,
    text,
    blocks,
    attachments: content.attachments ?? message.attachments,
    ...label,
  });
}
