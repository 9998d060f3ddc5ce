// pins.add: pins a message to its channel.
import { findTarget } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { isTimestamp } from "../rules/timestamp.ts";
import { saveChannel } from "../workspace/channels.ts";
import { findMessage, touchMessage } from "../workspace/messages.ts";

const maxPins = 100;

export const pinsAdd: Method = {
  name: "pins.add",
  scopes: ["pins:write"],
  tier: 2,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    const ts = args.text("timestamp");
    if (ts === undefined) {
      return refuse("no_item_specified");
    }
    if (!isTimestamp(ts)) {
      return refuse("bad_timestamp");
    }
    if (channel.isArchived) {
      return refuse("is_archived");
    }
    if (!channel.members.includes(ws.app.botUserId)) {
      return refuse("not_in_channel");
    }
    const message = findMessage(ws, channel.id, ts);
    if (message === undefined) {
      return refuse("message_not_found");
    }
    if (channel.pins.some((pin) => pin.ts === ts)) {
      return refuse("already_pinned");
    }
    if (channel.pins.length >= maxPins) {
      return refuse("too_many_pins");
    }
    saveChannel(ws, {
      ...channel,
      pins: [{ ts, user: ws.app.botUserId, created: ws.time.seconds() }, ...channel.pins],
    });
    touchMessage(ws, message, {});
    return { ok: true };
  },
};
