// conversations.members: who is in a conversation.
import { findTarget, lackScope, readScopes } from "../api/find-target.ts";
import type { Method } from "../api/method.ts";
import { pageOf } from "../api/page-of.ts";

export const conversationsMembers: Method = {
  name: "conversations.members",
  scopes: ["channels:read", "groups:read", "im:read", "mpim:read"],
  tier: 4,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const lack = lackScope(ws, readScopes, target.channel.kind);
    if (lack !== undefined) {
      return lack;
    }
    const page = pageOf(target.channel.members, args, { usual: 100, most: 1000 });
    return page.ok
      ? { ok: true, members: page.items, response_metadata: { next_cursor: page.cursor } }
      : page.answer;
  },
};
