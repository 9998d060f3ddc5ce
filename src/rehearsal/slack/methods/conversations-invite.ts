// conversations.invite: brings people into a channel.
import { findTarget, lackScope } from "../api/find-target.ts";
import { type Answer, type Method, refuse } from "../api/method.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import type { Channel } from "../types.ts";
import { addMember, findChannel } from "../workspace/channels.ts";
import { isGuest } from "../workspace/users.ts";
import type { Workspace } from "../workspace/workspace.ts";

const maxUsers = 1000;
const scopes = {
  public: ["channels:manage", "channels:write.invites"],
  private: ["groups:write", "groups:write.invites"],
  im: ["im:write"],
  mpim: ["mpim:write"],
};

export const conversationsInvite: Method = {
  name: "conversations.invite",
  scopes: Object.values(scopes).flat(),
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    const refusal = mayInvite(ws, channel);
    if (refusal !== undefined) {
      return refusal;
    }
    const users = args.list("users") ?? [];
    if (users.length === 0) {
      return refuse("no_user");
    }
    return users.length > maxUsers
      ? refuse("too_many_users")
      : invite(ws, channel, users, args.flag("force") ?? false);
  },
};

function mayInvite(ws: Workspace, channel: Channel): Answer | undefined {
  if (channel.kind === "im" || channel.kind === "mpim") {
    return refuse("method_not_supported_for_channel_type");
  }
  const lack = lackScope(ws, scopes, channel.kind);
  if (lack !== undefined) {
    return lack;
  }
  if (channel.isArchived) {
    return refuse("is_archived");
  }
  return channel.members.includes(ws.app.botUserId) ? undefined : refuse("not_in_channel");
}

function invite(
  ws: Workspace,
  channel: Channel,
  users: readonly string[],
  isForced: boolean,
): Answer {
  const errors = users.flatMap((user) => {
    const error = judgeInvitee(ws, channel, user);
    return error === undefined ? [] : [{ user, ok: false, error }];
  });
  const invited = users.filter((user) => !errors.some((error) => error.user === user));
  const [first] = errors;
  if (first !== undefined && (!isForced || invited.length === 0)) {
    return refuse(first.error, { errors });
  }
  for (const user of invited) {
    addMember(ws, channel.id, user, ws.app.botUserId);
  }
  const now = findChannel(ws, channel.id) ?? channel;
  return { ok: true, channel: channelShape(ws, now), ...(errors.length === 0 ? {} : { errors }) };
}

function judgeInvitee(ws: Workspace, channel: Channel, userId: string): string | undefined {
  const user = ws.users.get(userId);
  if (userId === ws.app.botUserId) {
    return "cant_invite_self";
  }
  if (user === undefined || user.deleted) {
    return "user_not_found";
  }
  if (channel.members.includes(userId)) {
    return "already_in_channel";
  }
  if (user.teamId !== ws.team.id) {
    return "no_external_invite_permission";
  }
  // Only members with the right to manage guests may bring them into channels; a bot has not.
  return isGuest(user) ? "user_is_restricted" : undefined;
}
