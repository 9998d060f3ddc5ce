// conversations.leave: the bot leaves a channel.
import { findTarget, lackScope, manageScopes } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { removeMember } from "../workspace/channels.ts";

export const conversationsLeave: Method = {
  name: "conversations.leave",
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    if (channel.kind === "im") {
      return refuse("method_not_supported_for_channel_type");
    }
    const lack = lackScope(ws, manageScopes, channel.kind);
    if (lack !== undefined) {
      return lack;
    }
    if (channel.isArchived) {
      return refuse("is_archived");
    }
    if (channel.isGeneral) {
      return refuse("cant_leave_general");
    }
    if (!channel.members.includes(ws.app.botUserId)) {
      return { ok: true, not_in_channel: true };
    }
    removeMember(ws, channel.id, ws.app.botUserId);
    return { ok: true };
  },
};
