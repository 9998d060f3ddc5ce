// bookmarks.edit: changes a bookmark.
import { findBookmarkChannel, judgeBookmark } from "../api/bookmark-rules.ts";
import { type Method, refuse } from "../api/method.ts";
import { bookmarkShape } from "../shapes/bookmark-shape.ts";

export const bookmarksEdit: Method = {
  name: "bookmarks.edit",
  scopes: ["bookmarks:write"],
  tier: 2,
  run: (ws, args) => {
    const target = findBookmarkChannel(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const channelId = target.channel.id;
    const old = ws.store.get("bookmarks", channelId, args.text("bookmark_id") ?? "");
    if (old === undefined) {
      return refuse("not_found");
    }
    const [title, link, emoji] = [args.text("title"), args.text("link"), args.text("emoji")];
    if (title === undefined && link === undefined && emoji === undefined) {
      return refuse("not_enough_arguments");
    }
    const wrong = judgeBookmark({ link: link ?? old.link, emoji });
    if (wrong !== undefined) {
      return refuse(wrong);
    }
    const bookmark = {
      ...old,
      ...(title === undefined ? {} : { title }),
      ...(link === undefined ? {} : { link }),
      ...(emoji === undefined ? {} : { emoji }),
      updated: ws.time.seconds(),
      lastUpdatedBy: ws.app.botUserId,
    };
    ws.store.put("bookmarks", channelId, bookmark.id, bookmark);
    ws.store.tell({ kind: "bookmark", channelId });
    return { ok: true, bookmark: bookmarkShape(ws, bookmark) };
  },
};
