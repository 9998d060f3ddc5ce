// What a person does with channels: joining, leaving, inviting, archiving, renaming.
import { judgeChannelName } from "../rules/channel-name.ts";
import type { Channel, Person } from "../types.ts";
import {
  addMember,
  archive,
  createChannel,
  deleteChannel,
  findChannelByName,
  removeMember,
  rename,
  unarchive,
} from "../workspace/channels.ts";
import { act } from "./act.ts";
import type { Actor } from "./click.ts";
import { NotShownError } from "./not-shown-error.ts";

type Acts = Pick<
  Person,
  | "join"
  | "leave"
  | "invite"
  | "createChannel"
  | "archive"
  | "unarchive"
  | "rename"
  | "deleteChannel"
>;

export function channelActs({ ws, user }: Actor, seen: (channelId: string) => Channel): Acts {
  const judgeName = (name: string, self?: Channel) => {
    const other = findChannelByName(ws, name);
    const wrong =
      judgeChannelName(name) ??
      (other !== undefined && other.id !== self?.id ? "name_taken" : undefined);
    if (wrong !== undefined) {
      throw new NotShownError(`a channel cannot be called "${name}": ${wrong}`);
    }
  };
  return {
    join: (channelId) =>
      act(() => {
        const channel = seen(channelId);
        if (channel.kind !== "public" || channel.isArchived) {
          throw new NotShownError(`${user.name} cannot join ${channel.name}`);
        }
        addMember(ws, channelId, user.id);
      }),
    leave: (channelId) => act(() => removeMember(ws, seen(channelId).id, user.id)),
    invite: (channelId, userId) => act(() => addMember(ws, seen(channelId).id, userId, user.id)),
    createChannel: (name, isPrivate = false) =>
      act(() => {
        judgeName(name);
        return createChannel(ws, { name, creator: user.id, isPrivate, members: [user.id] });
      }),
    archive: (channelId) =>
      act(() => {
        const channel = seen(channelId);
        if (!channel.isArchived) {
          archive(ws, channel, user.id);
        }
      }),
    unarchive: (channelId) =>
      act(() => {
        const channel = seen(channelId);
        if (channel.isArchived) {
          unarchive(ws, channel, user.id);
        }
      }),
    rename: (channelId, name) =>
      act(() => {
        const channel = seen(channelId);
        judgeName(name, channel);
        rename(ws, channel, name, user.id);
      }),
    deleteChannel: (channelId) => act(() => deleteChannel(ws, seen(channelId), user.id)),
  };
}
