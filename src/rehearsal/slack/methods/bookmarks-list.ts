// bookmarks.list: the bookmarks of a channel.
import { findVisible } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { bookmarkShape } from "../shapes/bookmark-shape.ts";

export const bookmarksList: Method = {
  name: "bookmarks.list",
  scopes: ["bookmarks:read"],
  tier: 3,
  run: (ws, args) => {
    const channel = findVisible(ws, args.text("channel_id") ?? "");
    return channel === undefined
      ? refuse("channel_not_found")
      : {
          ok: true,
          bookmarks: ws.store.rows("bookmarks", channel.id).map((row) => bookmarkShape(ws, row)),
        };
  },
};
