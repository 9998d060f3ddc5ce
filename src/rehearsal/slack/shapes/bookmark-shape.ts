// How the Web API describes a bookmark to the app.
import type { Bookmark } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function bookmarkShape(ws: Workspace, bookmark: Bookmark): Record<string, unknown> {
  return {
    id: bookmark.id,
    channel_id: bookmark.channelId,
    title: bookmark.title,
    link: bookmark.link,
    emoji: bookmark.emoji ?? "",
    icon_url: "",
    type: "link",
    entity_id: null,
    date_created: bookmark.created,
    date_updated: bookmark.updated,
    rank: bookmark.rank,
    last_updated_by_user_id: bookmark.lastUpdatedBy,
    last_updated_by_team_id: ws.team.id,
    shortcut_id: null,
    app_id: ws.app.appId,
    app_action_id: null,
  };
}
