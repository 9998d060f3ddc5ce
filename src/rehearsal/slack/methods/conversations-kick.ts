// conversations.kick: takes somebody out of a channel.
import { findTarget, lackScope, manageScopes } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { removeMember } from "../workspace/channels.ts";

export const conversationsKick: Method = {
  name: "conversations.kick",
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    if (channel.kind === "im" || channel.kind === "mpim") {
      return refuse("method_not_supported_for_channel_type");
    }
    const lack = lackScope(ws, manageScopes, channel.kind);
    if (lack !== undefined) {
      return lack;
    }
    const user = args.text("user") ?? "";
    if (!ws.users.has(user)) {
      return refuse("user_not_found");
    }
    if (user === ws.app.botUserId) {
      return refuse("cant_kick_self");
    }
    if (channel.isGeneral) {
      return refuse("cant_kick_from_general");
    }
    if (!channel.members.includes(ws.app.botUserId) || !channel.members.includes(user)) {
      return refuse("not_in_channel");
    }
    removeMember(ws, channel.id, user);
    return { ok: true, errors: {} };
  },
};
