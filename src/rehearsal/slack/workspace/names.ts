// Finds whom or what a name typed in a message means.
import type { Names } from "../rules/markup.ts";
import { findChannelByName } from "./channels.ts";
import type { Workspace } from "./workspace.ts";

export function namesOf(ws: Workspace): Names {
  return {
    user: (handle) => [...ws.users.values()].find((user) => user.name === handle)?.id,
    channel: (name) => findChannelByName(ws, name)?.id,
    group: (handle) => ws.userGroups.find((group) => group.handle === handle)?.id,
  };
}
