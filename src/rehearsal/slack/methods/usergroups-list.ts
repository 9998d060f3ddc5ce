// usergroups.list: the workspace's user groups.
import type { Method } from "../api/method.ts";

export const usergroupsList: Method = {
  name: "usergroups.list",
  scopes: ["usergroups:read"],
  tier: 2,
  run: (ws, args) => ({
    ok: true,
    usergroups: ws.userGroups.map((group) => ({
      id: group.id,
      team_id: ws.team.id,
      is_usergroup: true,
      is_subteam: true,
      name: group.name,
      description: "",
      handle: group.handle,
      is_external: false,
      date_create: 0,
      date_update: 0,
      date_delete: 0,
      auto_type: null,
      auto_provision: false,
      enterprise_subteam_id: "",
      created_by: "USLACKBOT",
      updated_by: "USLACKBOT",
      deleted_by: null,
      prefs: { channels: [], groups: [] },
      ...(args.flag("include_users") ? { users: group.users } : {}),
      ...(args.flag("include_count") ? { user_count: group.users.length } : {}),
    })),
  }),
};
