// Owns channels and DMs: who is in them, what they are called, whether they are archived.
import type { Channel } from "../types.ts";
import { makeId } from "./ids.ts";
import { postSystemMessage } from "./messages.ts";
import type { Workspace } from "./workspace.ts";

const everywhere = "";

export function listChannels(ws: Workspace): readonly Channel[] {
  return ws.store.rows("channels", everywhere);
}

export function findChannel(ws: Workspace, id: string): Channel | undefined {
  return ws.store.get("channels", everywhere, id);
}

/** Archived channels keep their names, so they are found too. */
export function findChannelByName(ws: Workspace, name: string): Channel | undefined {
  return listChannels(ws).find((channel) => channel.name !== "" && channel.name === name);
}

export function saveChannel(ws: Workspace, channel: Channel): Channel {
  ws.store.put("channels", everywhere, channel.id, channel);
  ws.store.tell({ kind: "channel", channelId: channel.id });
  return channel;
}

export function createChannel(
  ws: Workspace,
  {
    id,
    name,
    creator,
    isPrivate,
    members,
  }: { id?: string; name: string; creator: string; isPrivate: boolean; members: readonly string[] },
): Channel {
  return saveChannel(ws, {
    ...emptyChannel(ws, creator),
    id: id ?? makeId("C"),
    name,
    kind: isPrivate ? "private" : "public",
    isGeneral: name === "general",
    members,
  });
}

function emptyChannel(ws: Workspace, creator: string): Omit<Channel, "id" | "kind"> {
  const statement = { value: "", creator: "", lastSet: 0 };
  return {
    name: "",
    isGeneral: false,
    isArchived: false,
    creator,
    created: ws.time.seconds(),
    members: [creator],
    topic: statement,
    purpose: statement,
    pins: [],
    previousNames: [],
  };
}

/** The DM between exactly these people; made when there is none yet. */
export function openDm(
  ws: Workspace,
  userIds: readonly string[],
): { channel: Channel; isNew: boolean } {
  const members = [...new Set(userIds)].sort();
  const kind = members.length > 2 ? "mpim" : "im";
  const existing = listChannels(ws).find(
    (channel) => channel.kind === kind && channel.members.join() === members.join(),
  );
  if (existing !== undefined) {
    return { channel: existing, isNew: false };
  }
  const base = emptyChannel(ws, userIds[0] ?? "");
  const name =
    kind === "mpim" ? `mpdm-${members.map((id) => ws.users.get(id)?.name ?? id).join("--")}-1` : "";
  const id = makeId(kind === "im" ? "D" : "C");
  return { channel: saveChannel(ws, { ...base, id, kind, name, members }), isNew: true };
}

export function addMember(
  ws: Workspace,
  channelId: string,
  userId: string,
  inviter?: string,
): void {
  const channel = findChannel(ws, channelId);
  if (channel === undefined || channel.members.includes(userId)) {
    return;
  }
  saveChannel(ws, { ...channel, members: [...channel.members, userId] });
  postSystemMessage(ws, channel, {
    subtype: "channel_join",
    user: userId,
    text: `<@${userId}> has joined the channel`,
  });
  publishMembership(ws, channel, {
    type: "member_joined_channel",
    user: userId,
    ...(inviter === undefined ? {} : { inviter }),
  });
}

export function removeMember(ws: Workspace, channelId: string, userId: string): void {
  const channel = findChannel(ws, channelId);
  if (channel === undefined || !channel.members.includes(userId)) {
    return;
  }
  saveChannel(ws, { ...channel, members: channel.members.filter((id) => id !== userId) });
  postSystemMessage(ws, channel, {
    subtype: "channel_leave",
    user: userId,
    text: `<@${userId}> has left the channel`,
  });
  publishMembership(ws, channel, { type: "member_left_channel", user: userId });
}

// Slack sends membership events only for conversations the app's bot is in, its own included.
function publishMembership(
  ws: Workspace,
  channel: Channel,
  event: { readonly type: string; readonly user: string; readonly inviter?: string },
): void {
  const { botUserId } = ws.app;
  if (!channel.members.includes(botUserId) && event.user !== botUserId) {
    return;
  }
  ws.publish({
    ...event,
    channel: channel.id,
    channel_type: channel.kind === "public" ? "C" : "G",
    team: ws.team.id,
    event_ts: ws.timestamps.next(),
  });
}

export function archive(ws: Workspace, channel: Channel, userId: string): void {
  postSystemMessage(ws, channel, {
    subtype: "channel_archive",
    user: userId,
    text: `<@${userId}> archived the channel`,
  });
  // Bots are put out of a channel that is archived, and do not come back by themselves when it is reopened.
  const members = channel.members.filter((id) => ws.users.get(id)?.isBot !== true);
  saveChannel(ws, { ...channel, isArchived: true, members });
  publishChannel(ws, channel, { type: "channel_archive", channel: channel.id, user: userId });
}

export function unarchive(ws: Workspace, channel: Channel, userId: string): void {
  const members = channel.members.includes(userId) ? channel.members : [...channel.members, userId];
  const open = saveChannel(ws, { ...channel, isArchived: false, members });
  postSystemMessage(ws, open, {
    subtype: "channel_unarchive",
    user: userId,
    text: `<@${userId}> un-archived the channel`,
  });
  publishChannel(ws, open, { type: "channel_unarchive", channel: channel.id, user: userId });
}

export function rename(ws: Workspace, channel: Channel, name: string, userId: string): Channel {
  if (channel.name === name) {
    return channel;
  }
  const previousNames = [channel.name, ...channel.previousNames.filter((old) => old !== name)];
  const renamed = saveChannel(ws, { ...channel, name, previousNames });
  postSystemMessage(ws, renamed, {
    subtype: "channel_name",
    user: userId,
    text: `<@${userId}> has renamed the channel from "${channel.name}" to "${name}"`,
  });
  publishChannel(ws, renamed, {
    type: "channel_rename",
    channel: {
      id: channel.id,
      name,
      name_normalized: name,
      created: channel.created,
      is_channel: true,
      is_mpim: false,
    },
  });
  return renamed;
}

export function deleteChannel(ws: Workspace, channel: Channel, userId: string): void {
  ws.store.remove("channels", everywhere, channel.id);
  for (const message of ws.store.rows("messages", channel.id)) {
    ws.store.remove("messages", channel.id, message.ts);
  }
  ws.store.tell({ kind: "channel", channelId: channel.id });
  publishChannel(ws, channel, { type: "channel_deleted", channel: channel.id, actor_id: userId });
}

// Public channels' events reach every app with channels:read; private ones only their members, under group_ names.
function publishChannel(
  ws: Workspace,
  channel: Channel,
  event: { type: string; [key: string]: unknown },
): void {
  const isPublic = channel.kind === "public";
  if (!isPublic && !channel.members.includes(ws.app.botUserId)) {
    return;
  }
  const type = isPublic ? event.type : event.type.replace("channel_", "group_");
  ws.publish({ ...event, type, event_ts: ws.timestamps.next() });
}
