// conversations.open: the DM with one person, or with several.
import { findVisible, lackScope, manageScopes } from "../api/find-target.ts";
import { type Answer, type Method, refuse } from "../api/method.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import { openDm } from "../workspace/channels.ts";
import type { Workspace } from "../workspace/workspace.ts";

const maxUsers = 8;

export const conversationsOpen: Method = {
  name: "conversations.open",
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  tier: 3,
  run: (ws, args) => {
    const channelId = args.text("channel");
    const isWhole = args.flag("return_im") ?? false;
    if (channelId !== undefined) {
      return resume(ws, channelId, isWhole);
    }
    const users = args.list("users") ?? [];
    const refusal = judgeUsers(ws, users);
    if (refusal !== undefined) {
      return refusal;
    }
    const { channel, isNew } = openDm(ws, [ws.app.botUserId, ...users]);
    const state = isNew ? {} : { no_op: true, already_open: true };
    return {
      ok: true,
      ...state,
      channel: isWhole ? channelShape(ws, channel) : { id: channel.id },
    };
  },
};

function resume(ws: Workspace, channelId: string, isWhole: boolean): Answer {
  const channel = findVisible(ws, channelId);
  if (channel === undefined || (channel.kind !== "im" && channel.kind !== "mpim")) {
    return refuse("channel_not_found");
  }
  const shape = isWhole ? channelShape(ws, channel) : { id: channel.id };
  return { ok: true, no_op: true, already_open: true, channel: shape };
}

function judgeUsers(ws: Workspace, users: readonly string[]): Answer | undefined {
  if (users.length === 0) {
    return refuse("users_list_not_supplied");
  }
  if (users.length > maxUsers) {
    return refuse("too_many_users");
  }
  const lack = lackScope(ws, manageScopes, users.length > 1 ? "mpim" : "im");
  if (lack !== undefined) {
    return lack;
  }
  for (const id of users) {
    const user = ws.users.get(id);
    if (user === undefined) {
      return refuse("user_not_found");
    }
    if (user.deleted) {
      return refuse("user_disabled");
    }
    if (user.isBot) {
      return refuse("cannot_dm_bot");
    }
  }
  return undefined;
}
