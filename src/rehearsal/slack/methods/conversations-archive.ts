// conversations.archive: closes a channel; its name stays taken.
import { findTarget, lackScope, manageScopes } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { archive } from "../workspace/channels.ts";

export const conversationsArchive: Method = {
  name: "conversations.archive",
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  tier: 2,
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
    if (channel.isGeneral) {
      return refuse("cant_archive_general");
    }
    if (channel.isArchived) {
      return refuse("already_archived");
    }
    if (!channel.members.includes(ws.app.botUserId)) {
      return refuse("not_in_channel");
    }
    archive(ws, channel, ws.app.botUserId);
    return { ok: true };
  },
};
