// bookmarks.remove: takes a bookmark away.
import { findBookmarkChannel } from "../api/bookmark-rules.ts";
import { type Method, refuse } from "../api/method.ts";

export const bookmarksRemove: Method = {
  name: "bookmarks.remove",
  scopes: ["bookmarks:write"],
  tier: 2,
  run: (ws, args) => {
    const target = findBookmarkChannel(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const channelId = target.channel.id;
    const id = args.text("bookmark_id") ?? "";
    if (ws.store.get("bookmarks", channelId, id) === undefined) {
      return refuse("not_found");
    }
    ws.store.remove("bookmarks", channelId, id);
    ws.store.tell({ kind: "bookmark", channelId });
    return { ok: true };
  },
};
