// chat.getPermalink: the address of a message.
import { findVisible } from "../api/find-target.ts";
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { permalink } from "../shapes/permalink.ts";
import { findMessage } from "../workspace/messages.ts";

export const chatGetPermalink: Method = {
  name: "chat.getPermalink",
  scopes: [],
  tier: "special",
  run: (ws, args) => {
    const ts = args.text("message_ts");
    if (ts === undefined) {
      return refuseArguments(["missing required field: message_ts"]);
    }
    const channel = findVisible(ws, args.text("channel") ?? "");
    if (channel === undefined) {
      return refuse("channel_not_found");
    }
    const message = findMessage(ws, channel.id, ts);
    return message === undefined
      ? refuse("message_not_found")
      : { ok: true, channel: channel.id, permalink: permalink(ws, message) };
  },
};
