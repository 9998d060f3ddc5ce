// conversations.unarchive: which Slack does not let a bot token do.
import { findTarget, lackScope, manageScopes } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";

export const conversationsUnarchive: Method = {
  name: "conversations.unarchive",
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
    // "Bot tokens (xoxb-...) cannot currently be used to unarchive conversations":
    // https://docs.slack.dev/reference/methods/conversations.unarchive
    return refuse(channel.isArchived ? "not_in_channel" : "not_archived");
  },
};
