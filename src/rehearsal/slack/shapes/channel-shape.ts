// How the Web API describes a conversation to the app.
import type { Channel, Statement } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function channelShape(ws: Workspace, channel: Channel): Record<string, unknown> {
  const shared = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    is_im: channel.kind === "im",
    is_org_shared: false,
    context_team_id: ws.team.id,
    updated: channel.created * 1000,
  };
  if (channel.kind === "im") {
    const user = channel.members.find((id) => id !== ws.app.botUserId) ?? ws.app.botUserId;
    return {
      ...shared,
      user,
      is_user_deleted: ws.users.get(user)?.deleted ?? false,
      is_open: true,
      priority: 0,
    };
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_general: channel.isGeneral,
    unlinked: 0,
    is_frozen: false,
    is_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    parent_conversation: null,
    creator: channel.creator,
    is_ext_shared: false,
    shared_team_ids: [ws.team.id],
    pending_connected_team_ids: [],
    is_member: channel.members.includes(ws.app.botUserId),
    topic: statementShape(channel.topic),
    purpose: statementShape(channel.purpose),
    previous_names: channel.previousNames,
  };
}

function statementShape({ value, creator, lastSet }: Statement): Record<string, unknown> {
  return { value, creator, last_set: lastSet };
}
