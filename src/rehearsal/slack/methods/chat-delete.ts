// chat.delete: takes one of the app's own messages away.
import { findVisible } from "../api/find-target.ts";
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { deleteMessage, findMessage } from "../workspace/messages.ts";

export const chatDelete: Method = {
  name: "chat.delete",
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
      return refuse("cant_delete_message");
    }
    deleteMessage(ws, message);
    return { ok: true, channel: channel.id, ts };
  },
};
