// What people, groups and channels are called on the page.
import type { Channel } from "../../slack/types.ts";
import type { Snapshot } from "../wire.ts";

type Known = Pick<Snapshot, "users" | "userGroups" | "me">;

export function userLabel({ users }: Known, id: string): string {
  if (id === "USLACKBOT") return "Workspace";
  return users.find((user) => user.id === id)?.name ?? id;
}

export function realName({ users }: Known, id: string): string {
  if (id === "USLACKBOT") return "Workspace";
  const user = users.find((each) => each.id === id);
  return user?.realName || user?.name || id;
}

export function groupLabel({ userGroups }: Known, id: string, label: string): string {
  return userGroups.find((group) => group.id === id)?.handle ?? (label.replace(/^@/, "") || id);
}

/** "#incidents", or the other person of a DM. */
export function channelLabel(known: Known, channel: Channel): string {
  if (channel.kind === "public" || channel.kind === "private") return `#${channel.name}`;
  const others = channel.members.filter((id) => id !== known.me);
  return others.map((id) => realName(known, id)).join(", ") || realName(known, known.me);
}
