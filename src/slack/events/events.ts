// What Slack tells by itself: a Home tab opened, an incident's channel touched, Muster removed.

import type { Context } from "../../operations/context.ts";
import { noteRoomChange, type RoomChange } from "../../operations/note-room-change.ts";
import { recordHomeSeen, recordSetting } from "../../operations/record-delivery.ts";
import { findMember } from "../people.ts";
import type { EventRequest } from "../request.ts";
import type { SlackParts } from "../turn.ts";

export async function handleEvent(parts: SlackParts, request: EventRequest): Promise<void> {
  const { event, user } = request;
  if (user !== null && user === parts.identity()?.botUserId) return;
  switch (event.type) {
    case "app_home_opened":
      return await openHome(parts, request);
    case "channel_archive":
      return await touch(parts, request, { kind: "archived", by: user });
    case "channel_unarchive":
      return await touch(parts, request, { kind: "unarchived", by: user });
    case "channel_deleted":
      return await touch(parts, request, { kind: "deleted" });
    case "channel_rename":
      return await touch(parts, request, { kind: "renamed", name: nameOf(event["channel"]) });
    case "app_uninstalled":
    case "tokens_revoked":
      return await remember(parts, event.type);
    default:
      // Subscribed to by hand: nothing follows from it.
      return undefined;
  }
}

async function openHome(parts: SlackParts, { user, event }: EventRequest): Promise<void> {
  if (user === null || event["tab"] !== "home") return;
  const ctx: Context = { ...parts.deps, actor: { type: "person", user, via: "page" } };
  const directory = { client: parts.client, teamId: parts.identity()?.teamId };
  const member = await findMember(ctx, directory, user);
  if (member.ok) await recordHomeSeen(ctx, user);
}

async function touch(parts: SlackParts, request: EventRequest, change: RoomChange): Promise<void> {
  const channel = idOf(request.event["channel"]);
  if (channel === undefined) return;
  const { user, key: requestKey } = request;
  const actor = user
    ? ({ type: "person", user, via: "page" } as const)
    : ({ type: "muster", via: "job" } as const);
  await noteRoomChange({ ...parts.deps, actor, requestKey }, channel, change);
}

/** A channel's id, or the channel itself (`channel_rename`). */
function idOf(channel: unknown): string | undefined {
  if (typeof channel === "string") return channel;
  const id = (channel as { id?: unknown } | undefined)?.id;
  return typeof id === "string" ? id : undefined;
}

function nameOf(channel: unknown): string {
  const name = (channel as { name?: unknown } | undefined)?.name;
  return typeof name === "string" ? name : "";
}

/** Under which doctor and health find that Muster was removed from the workspace. */
const REMOVED_SETTING = "slack.removed";

async function remember(parts: SlackParts, type: string): Promise<void> {
  const at = parts.deps.clock.now().toISOString();
  parts.log.error({ type }, "Slack says that Muster was removed; install it again.");
  parts.onRemoved?.(type);
  const ctx: Context = { ...parts.deps, actor: { type: "muster", via: "job" } };
  await recordSetting(ctx, REMOVED_SETTING, { type, at });
}
