// conversations.create: a new public or private channel with the bot in it.
import { lackScope, manageScopes } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { judgeChannelName } from "../rules/channel-name.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import { createChannel, findChannelByName } from "../workspace/channels.ts";

export const conversationsCreate: Method = {
  name: "conversations.create",
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  tier: 2,
  run: (ws, args) => {
    const isPrivate = args.flag("is_private") ?? false;
    const lack = lackScope(ws, manageScopes, isPrivate ? "private" : "public");
    if (lack !== undefined) {
      return lack;
    }
    const name = args.text("name");
    const wrong = judgeChannelName(name);
    if (name === undefined || wrong !== undefined) {
      return refuse(wrong ?? "invalid_name_required");
    }
    const isTaken =
      findChannelByName(ws, name) !== undefined ||
      [...ws.users.values()].some((user) => user.name === name && !user.isBot) ||
      ws.userGroups.some((group) => group.handle === name);
    if (isTaken) {
      return refuse("name_taken");
    }
    const creator = ws.app.botUserId;
    const channel = createChannel(ws, { name, creator, isPrivate, members: [creator] });
    return { ok: true, channel: channelShape(ws, channel) };
  },
};
