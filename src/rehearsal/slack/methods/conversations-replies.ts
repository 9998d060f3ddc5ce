// conversations.replies: a thread, oldest first.
import { findTarget, historyScopes, lackScope } from "../api/find-target.ts";
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { pageOf } from "../api/page-of.ts";
import { isWithin } from "../api/within.ts";
import { messageShape } from "../shapes/message-shape.ts";
import { findMessage, listThread } from "../workspace/messages.ts";

export const conversationsReplies: Method = {
  name: "conversations.replies",
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
    const ts = args.text("ts");
    if (ts === undefined) {
      return refuseArguments(["missing required field: ts"]);
    }
    if (!channel.members.includes(ws.app.botUserId)) {
      return refuse("not_in_channel");
    }
    const asked = findMessage(ws, channel.id, ts);
    if (asked === undefined) {
      return refuse("thread_not_found");
    }
    const thread = listThread(ws, channel.id, asked.threadTs ?? ts).filter(
      (message) => message.threadTs === undefined || isWithin(message.ts, args),
    );
    const page = pageOf(thread, args, { usual: 1000, most: 1000 });
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
      response_metadata: { next_cursor: page.cursor },
    };
  },
};
