// usergroups.users.list: who is in a user group.
import { type Method, refuse } from "../api/method.ts";

export const usergroupsUsersList: Method = {
  name: "usergroups.users.list",
  scopes: ["usergroups:read"],
  tier: 2,
  run: (ws, args) => {
    const group = ws.userGroups.find(({ id }) => id === args.text("usergroup"));
    return group === undefined ? refuse("no_such_subteam") : { ok: true, users: group.users };
  },
};
