// conversations.info: one conversation.
import { findTarget, lackScope, readScopes } from "../api/find-target.ts";
import type { Method } from "../api/method.ts";
import { channelShape } from "../shapes/channel-shape.ts";

export const conversationsInfo: Method = {
  name: "conversations.info",
  scopes: ["channels:read", "groups:read", "im:read", "mpim:read"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    const lack = lackScope(ws, readScopes, channel.kind);
    if (lack !== undefined) {
      return lack;
    }
    const count = args.flag("include_num_members") ? { num_members: channel.members.length } : {};
    return { ok: true, channel: { ...channelShape(ws, channel), ...count } };
  },
};
