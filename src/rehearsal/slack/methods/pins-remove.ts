// pins.remove: takes a pin away.
import { findTarget } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { isTimestamp } from "../rules/timestamp.ts";
import { saveChannel } from "../workspace/channels.ts";

export const pinsRemove: Method = {
  name: "pins.remove",
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
    if (!channel.members.includes(ws.app.botUserId)) {
      return refuse("not_in_channel");
    }
    if (!channel.pins.some((pin) => pin.ts === ts)) {
      return refuse("no_pin");
    }
    saveChannel(ws, { ...channel, pins: channel.pins.filter((pin) => pin.ts !== ts) });
    return { ok: true };
  },
};
