// users.conversations: the conversations somebody is in, as far as the bot sees them.
import { findVisible, lackScope, readScopes } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { pageOf } from "../api/page-of.ts";
import { channelShape } from "../shapes/channel-shape.ts";
import type { Channel } from "../types.ts";
import { listChannels } from "../workspace/channels.ts";

const kinds: Readonly<Record<string, Channel["kind"]>> = {
  public_channel: "public",
  private_channel: "private",
  im: "im",
  mpim: "mpim",
};

export const usersConversations: Method = {
  name: "users.conversations",
  scopes: ["channels:read", "groups:read", "im:read", "mpim:read"],
  tier: 3,
  run: (ws, args) => {
    const asked = (args.list("types") ?? ["public_channel"]).map((type) => kinds[type]);
    for (const kind of asked) {
      const lack = kind === undefined ? refuse("invalid_types") : lackScope(ws, readScopes, kind);
      if (lack !== undefined) {
        return lack;
      }
    }
    const userId = args.text("user") ?? ws.app.botUserId;
    if (!ws.users.has(userId)) {
      return refuse("user_not_found");
    }
    const isOpenOnly = args.flag("exclude_archived") ?? false;
    const channels = listChannels(ws).filter(
      (channel) =>
        asked.includes(channel.kind) &&
        channel.members.includes(userId) &&
        findVisible(ws, channel.id) !== undefined &&
        !(isOpenOnly && channel.isArchived),
    );
    const page = pageOf(channels, args, { usual: 100, most: 999 });
    return page.ok
      ? {
          ok: true,
          channels: page.items.map((channel) => channelShape(ws, channel)),
          response_metadata: { next_cursor: page.cursor },
        }
      : page.answer;
  },
};
