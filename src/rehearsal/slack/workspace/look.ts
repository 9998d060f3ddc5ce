// The read-only view of the workspace that pages and tests look at.
import type { SlackState } from "../types.ts";
import { findChannel, findChannelByName, listChannels } from "./channels.ts";
import { findMessage, listThread } from "./messages.ts";
import type { Workspace } from "./workspace.ts";

export function createLook(ws: Workspace): SlackState {
  return {
    team: ws.team,
    app: ws.app,
    users: [...ws.users.values()],
    userGroups: ws.userGroups,
    get channels() {
      return listChannels(ws);
    },
    user: (userId) => ws.users.get(userId),
    channel: (idOrName) =>
      findChannel(ws, idOrName) ?? findChannelByName(ws, idOrName.replace(/^#/, "")),
    messages: (channelId) =>
      ws.store
        .rows("messages", channelId)
        .filter(
          (message) => message.threadTs === undefined || message.subtype === "thread_broadcast",
        ),
    thread: (channelId, threadTs) => listThread(ws, channelId, threadTs),
    message: (channelId, ts) => findMessage(ws, channelId, ts),
    bookmarks: (channelId) => ws.store.rows("bookmarks", channelId),
    file: (fileId) => {
      const file = ws.store.get("files", "", fileId);
      return file?.isComplete ? file : undefined;
    },
    fileContent: (fileId) => {
      const file = ws.store.get("files", "", fileId);
      return file?.isComplete ? Buffer.from(file.content, "base64") : undefined;
    },
    ephemerals: (userId) => ws.ephemerals.of(userId),
    views: (userId) => ws.views.stack(userId),
    home: (userId) => ws.store.get("homes", userId, "home"),
    notifications: (userId) => ws.store.rows("notifications", userId),
  };
}
