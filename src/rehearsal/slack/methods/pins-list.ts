// pins.list: what is pinned to a channel.
import { findTarget } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { messageShape } from "../shapes/message-shape.ts";
import { permalink } from "../shapes/permalink.ts";
import { findMessage } from "../workspace/messages.ts";

export const pinsList: Method = {
  name: "pins.list",
  scopes: ["pins:read"],
  tier: 2,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    if (!channel.members.includes(ws.app.botUserId)) {
      return refuse("not_in_channel");
    }
    const items = channel.pins.flatMap((pin) => {
      const message = findMessage(ws, channel.id, pin.ts);
      return message === undefined
        ? []
        : [
            {
              type: "message",
              channel: channel.id,
              created: pin.created,
              created_by: pin.user,
              message: { ...messageShape(ws, message, channel), permalink: permalink(ws, message) },
            },
          ];
    });
    return { ok: true, items };
  },
};
