// conversations.history: a conversation's top-level messages, newest first.
import { findTarget, historyScopes, lackScope } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { pageOf } from "../api/page-of.ts";
import { isWithin } from "../api/within.ts";
import { messageShape } from "../shapes/message-shape.ts";

export const conversationsHistory: Method = {
  name: "conversations.history",
  scopes: ["channels:history", "groups:history", "im:history", "mpim:history"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const { channel } = target;
    const lack = lackScope(ws, historyScopes, channel.kind);
    if (lack !== undefined) {
      return lack;
    }
    if (!channel.members.includes(ws.app.botUserId)) {
      return refuse("not_in_channel");
    }
    const messages = ws.store
      .rows("messages", channel.id)
      .filter((message) => message.threadTs === undefined || message.subtype === "thread_broadcast")
      .filter((message) => isWithin(message.ts, args))
      .reverse();
    const page = pageOf(messages, args, { usual: 100, most: 999 });
    if (!page.ok) {
      return page.answer;
    }
    const isWithMetadata = args.flag("include_all_metadata") ?? false;
    return {
      ok: true,
      messages: page.items.map((message) => ({
        ...messageShape(ws, message, channel),
        ...(isWithMetadata && message.metadata ? { metadata: message.metadata } : {}),
      })),
      has_more: page.hasMore,
      pin_count: channel.pins.length,
      channel_actions_ts: null,
      channel_actions_count: 0,
      ...(page.hasMore ? { response_metadata: { next_cursor: page.cursor } } : {}),
    };
  },
};
