// What a person does with messages: writing, editing, deleting, reacting.
import { escapeTyped } from "../rules/escape-typed.ts";
import type { Channel, Message, Person } from "../types.ts";
import {
  deleteMessage,
  editMessage,
  findMessage,
  postMessage,
  touchMessage,
} from "../workspace/messages.ts";
import { namesOf } from "../workspace/names.ts";
import { addReaction } from "../workspace/reactions.ts";
import { act } from "./act.ts";
import type { Actor } from "./click.ts";
import { NotShownError } from "./not-shown-error.ts";

type Acts = Pick<Person, "say" | "editMessage" | "deleteMessage" | "react">;

export function sayActs({ ws, user }: Actor, seen: (channelId: string) => Channel): Acts {
  const own = (channelId: string, ts: string): Message => {
    const message = findMessage(ws, channelId, ts);
    // An admin may delete anybody's message, as in Slack.
    if (message === undefined || (message.user !== user.id && !user.isAdmin)) {
      throw new NotShownError(`${user.name} has no message ${ts} in ${channelId}`);
    }
    return message;
  };
  const withoutLabels = (text: string) =>
    escapeTyped(text, namesOf(ws)).replace(/<@([UW][A-Z0-9]+)\|[^>]*>/g, "<@$1>");
  return {
    say: (channelId, text, threadTs) =>
      act(() => {
        const channel = seen(channelId);
        if (channel.isArchived || !channel.members.includes(user.id)) {
          throw new NotShownError(
            `${user.name} cannot write in ${channel.name}: ${channel.isArchived ? "it is archived" : "not a member"}`,
          );
        }
        const thread = threadTs === undefined ? {} : { threadTs };
        return postMessage(ws, channel, { user: user.id, text: withoutLabels(text), ...thread });
      }),
    editMessage: (channelId, ts, text) =>
      act(() => {
        const message = own(channelId, ts);
        const edited = { user: user.id, ts: ws.timestamps.next() };
        editMessage(ws, message, { ...message, text: withoutLabels(text), edited });
      }),
    deleteMessage: (channelId, ts) => act(() => deleteMessage(ws, own(channelId, ts))),
    react: (channelId, ts, name) =>
      act(() => {
        const message = findMessage(ws, seen(channelId).id, ts);
        if (message === undefined) {
          throw new NotShownError(`there is no message ${ts} in ${channelId}`);
        }
        touchMessage(ws, message, { reactions: addReaction(message.reactions, name, user.id) });
      }),
  };
}
