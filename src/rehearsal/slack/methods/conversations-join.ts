// conversations.join: the bot enters a public channel.
import { findTarget } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import { addMember, findChannel } from "../workspace/channels.ts";

export const conversationsJoin: Method = {
  name: "conversations.join",
  scopes: ["channels:join"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    if (channel.kind !== "public") {
      return refuse("method_not_supported_for_channel_type");
    }
    if (channel.isArchived) {
      return refuse("is_archived");
    }
    const isIn = channel.members.includes(ws.app.botUserId);
    addMember(ws, channel.id, ws.app.botUserId);
    const shape = channelShape(ws, findChannel(ws, channel.id) ?? channel);
    return isIn
      ? {
          ok: true,
          channel: shape,
          warning: "already_in_channel",
          response_metadata: { warnings: ["already_in_channel"] },
        }
      : { ok: true, channel: shape };
  },
};
