// bookmarks.add: a link in the bar of a channel.
import { findBookmarkChannel, judgeBookmark } from "../api/bookmark-rules.ts";
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { bookmarkShape } from "../shapes/bookmark-shape.ts";
import { makeId } from "../workspace/ids.ts";

const maxBookmarks = 100;

export const bookmarksAdd: Method = {
  name: "bookmarks.add",
  scopes: ["bookmarks:write"],
  tier: 2,
  run: (ws, args) => {
    const target = findBookmarkChannel(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const [title, link, type] = [args.text("title"), args.text("link"), args.text("type")];
    if (title === undefined || type === undefined) {
      return refuseArguments([`missing required field: ${title === undefined ? "title" : "type"}`]);
    }
    if (type !== "link") {
      return refuse("invalid_bookmark_type");
    }
    const wrong = judgeBookmark({ link: link ?? "", emoji: args.text("emoji") });
    if (wrong !== undefined) {
      return refuse(wrong);
    }
    const channelId = target.channel.id;
    const others = ws.store.rows("bookmarks", channelId);
    if (others.length >= maxBookmarks) {
      return refuse("too_many_bookmarks");
    }
    const emoji = args.text("emoji");
    const bookmark = {
      id: makeId("Bk"),
      channelId,
      title,
      link: link ?? "",
      ...(emoji === undefined ? {} : { emoji }),
      rank: `${others.length}`.padStart(4, "0"),
      created: ws.time.seconds(),
      updated: 0,
      lastUpdatedBy: ws.app.botUserId,
    };
    ws.store.put("bookmarks", channelId, bookmark.id, bookmark);
    ws.store.tell({ kind: "bookmark", channelId });
    return { ok: true, bookmark: bookmarkShape(ws, bookmark) };
  },
};
