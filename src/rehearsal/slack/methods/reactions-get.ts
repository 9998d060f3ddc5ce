// reactions.get: the reactions to a message.
import { findTarget } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { messageShape } from "../shapes/message-shape.ts";
import { permalink } from "../shapes/permalink.ts";
import { findMessage } from "../workspace/messages.ts";

export const reactionsGet: Method = {
  name: "reactions.get",
  scopes: ["reactions:read"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const ts = args.text("timestamp");
    if (ts === undefined) {
      return refuse("no_item_specified");
    }
    const message = findMessage(ws, target.channel.id, ts);
    return message === undefined
      ? refuse("message_not_found")
      : {
          ok: true,
          type: "message",
          channel: target.channel.id,
          message: {
            ...messageShape(ws, message, target.channel),
            permalink: permalink(ws, message),
          },
        };
  },
};
