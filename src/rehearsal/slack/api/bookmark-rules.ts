// Judges what the bookmark methods have in common: the channel, the link, the emoji.
import type { Workspace } from "../workspace/workspace.ts";
import type { Args } from "./args.ts";
import { findVisible, type Target } from "./find-target.ts";
import { refuse, refuseArguments } from "./method.ts";

export function findBookmarkChannel(ws: Workspace, args: Args): Target {
  const id = args.text("channel_id");
  if (id === undefined) {
    return { ok: false, answer: refuseArguments(["missing required field: channel_id"]) };
  }
  const channel = findVisible(ws, id);
  if (channel === undefined) {
    return { ok: false, answer: refuse("channel_not_found") };
  }
  const isAllowed = channel.members.includes(ws.app.botUserId) && !channel.isArchived;
  return isAllowed ? { ok: true, channel } : { ok: false, answer: refuse("permission_denied") };
}

export function judgeBookmark({
  link,
  emoji,
}: {
  link: string;
  emoji: string | undefined;
}): string | undefined {
  if (!/^https?:\/\/\S+$/.test(link)) {
    return "invalid_link";
  }
  return emoji !== undefined && !/^:[\w+'-]+:$/.test(emoji) ? "invalid_emoji" : undefined;
}
