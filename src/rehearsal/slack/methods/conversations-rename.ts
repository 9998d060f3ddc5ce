// conversations.rename: a channel's new name.
import { findTarget, lackScope, manageScopes } from "../api/find-target.ts";
import { type Answer, type Method, refuse } from "../api/method.ts";
import { judgeChannelName } from "../rules/channel-name.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import type { Channel } from "../types.ts";
import { findChannelByName, rename } from "../workspace/channels.ts";
import type { Workspace } from "../workspace/workspace.ts";

export const conversationsRename: Method = {
  name: "conversations.rename",
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  tier: 2,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    const refusal = mayRename(ws, channel);
    if (refusal !== undefined) {
      return refusal;
    }
    const name = args.text("name");
    const wrong = judgeChannelName(name);
    if (name === undefined || wrong !== undefined) {
      return refuse(wrong ?? "invalid_name_required");
    }
    const other = findChannelByName(ws, name);
    if (other !== undefined && other.id !== channel.id) {
      return refuse("name_taken");
    }
    return { ok: true, channel: channelShape(ws, rename(ws, channel, name, ws.app.botUserId)) };
  },
};

// A bot may rename only what it made itself. https://docs.slack.dev/reference/methods/conversations.rename
function mayRename(ws: Workspace, channel: Channel): Answer | undefined {
  if (channel.kind === "im" || channel.kind === "mpim") {
    return refuse("method_not_supported_for_channel_type");
  }
  const lack = lackScope(ws, manageScopes, channel.kind);
  if (lack !== undefined) {
    return lack;
  }
  if (channel.isArchived) {
    return refuse("is_archived");
  }
  if (!channel.members.includes(ws.app.botUserId)) {
    return refuse("not_in_channel");
  }
  return channel.isGeneral || channel.creator !== ws.app.botUserId
    ? refuse("not_authorized")
    : undefined;
}
