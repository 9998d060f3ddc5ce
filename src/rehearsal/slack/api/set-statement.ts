// Sets a channel's topic or purpose, which Slack also says in the channel.

import { storeText } from "../rules/markup.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import { findChannel, saveChannel } from "../workspace/channels.ts";
import { postSystemMessage } from "../workspace/messages.ts";
import { namesOf } from "../workspace/names.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Args } from "./args.ts";
import { findTarget, lackScope } from "./find-target.ts";
import { type Answer, refuse } from "./method.ts";

const maxLength = 250;

export const statementScopes = {
  public: ["channels:manage", "channels:write.topic"],
  private: ["groups:write", "groups:write.topic"],
  im: ["im:write", "im:write.topic"],
  mpim: ["mpim:write", "mpim:write.topic"],
};

const said = { topic: "set the channel topic", purpose: "set the channel description" };

export function setStatement(ws: Workspace, args: Args, which: "topic" | "purpose"): Answer {
  const target = findTarget(ws, args);
  if (!target.ok) {
    return target.answer;
  }
  const { channel } = target;
  const lack = lackScope(ws, statementScopes, channel.kind);
  if (lack !== undefined) {
    return lack;
  }
  if (channel.kind === "im") {
    return refuse("method_not_supported_for_channel_type");
  }
  if (channel.isArchived) {
    return refuse("is_archived");
  }
  if (!channel.members.includes(ws.app.botUserId)) {
    return refuse("not_in_channel");
  }
  const given = args.text(which) ?? "";
  if ([...given].length > maxLength) {
    return refuse("too_long");
  }
  const value = storeText(given, { parse: "none", linkNames: false, names: namesOf(ws) });
  if (value !== channel[which].value) {
    const user = ws.app.botUserId;
    saveChannel(ws, { ...channel, [which]: { value, creator: user, lastSet: ws.time.seconds() } });
    postSystemMessage(ws, channel, {
      subtype: `channel_${which}`,
      user,
      text: `<@${user}> ${said[which]}: ${value}`,
    });
  }
  const shape = channelShape(ws, findChannel(ws, channel.id) ?? channel);
  return { ok: true, channel: shape, [which]: value };
}
