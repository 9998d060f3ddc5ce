// Derives what one person can see of the workspace, whole and change by change.
import type { Change, Channel, File, Message, Slack } from "../slack/types.ts";
import type {
  ChannelContent,
  CommandHelp,
  PageLink,
  ShopMoment,
  ShopSituation,
  Snapshot,
  Update,
} from "./wire.ts";

export type Surroundings = {
  readonly commands: readonly CommandHelp[];
  readonly isDmReadOnly: boolean;
  readonly links: readonly PageLink[];
  readonly shop: readonly ShopMoment[];
  readonly situation: ShopSituation;
};

export function takeSnapshot({ state, faults }: Slack, me: string, around: Surroundings): Snapshot {
  const channels = state.channels.filter((channel) => isVisible(channel, me));
  const messages = channels.flatMap((channel) => withReplies(state, channel.id));
  return {
    me,
    team: state.team,
    app: {
      botUserId: state.app.botUserId,
      name: state.app.botName,
      commands: around.commands,
      isDmReadOnly: around.isDmReadOnly,
      shortcuts: state.app.shortcuts,
    },
    people: state.users.filter((user) => !user.isBot && !user.deleted).map((user) => user.id),
    users: state.users,
    userGroups: state.userGroups,
    channels: channels.map((channel) => withBookmarks(state, channel)),
    messages,
    files: messages.flatMap((message) => filesOf(state, message)),
    ephemerals: state.ephemerals(me),
    views: state.views(me),
    home: state.home(me) ?? null,
    notifications: state.users.flatMap((user) => state.notifications(user.id)),
    faults: faults.list(),
    shop: around.shop,
    situation: around.situation,
    links: around.links,
  };
}

/** What `me` has to be told of a change; undefined when it is nothing to them. */
export function describeChange({ state }: Slack, me: string, change: Change): Update | undefined {
  switch (change.kind) {
    case "channel":
    case "bookmark":
      return describeChannel(state, me, change.channelId);
    case "message":
      return describeMessage(state, me, change);
    case "message-deleted":
      return { kind: "message-gone", channelId: change.channelId, ts: change.ts };
    case "file": {
      const file = state.file(change.fileId);
      return file && { kind: "file", file };
    }
    case "ephemeral":
    case "views":
    case "home":
      return change.userId === me ? describeOwn(state, me, change.kind) : undefined;
    case "notification": {
      const notification = state
        .notifications(change.userId)
        .findLast(({ channelId, ts }) => channelId === change.channelId && ts === change.ts);
      return notification && { kind: "notification", notification };
    }
  }
}

type State = Slack["state"];

function describeChannel(state: State, me: string, channelId: string): Update | undefined {
  const channel = state.channel(channelId);
  if (!channel) return { kind: "channel-gone", channelId };
  if (!isVisible(channel, me)) return undefined;
  return { kind: "channel", channel: withBookmarks(state, channel) };
}

function describeMessage(
  state: State,
  me: string,
  { channelId, ts }: { readonly channelId: string; readonly ts: string },
): Update | undefined {
  const message = state.message(channelId, ts);
  const channel = state.channel(channelId);
  if (!message || !channel || !isVisible(channel, me)) return undefined;
  return { kind: "message", message, files: filesOf(state, message) };
}

function describeOwn(state: State, me: string, kind: "ephemeral" | "views" | "home"): Update {
  switch (kind) {
    case "ephemeral":
      return { kind: "ephemerals", ephemerals: state.ephemerals(me) };
    case "views":
      return { kind: "views", views: state.views(me) };
    case "home":
      return { kind: "home", home: state.home(me) ?? null };
  }
}

function isVisible(channel: Channel, me: string): boolean {
  return channel.kind === "public" || channel.members.includes(me);
}

function withBookmarks(state: State, channel: Channel): ChannelContent {
  return { ...channel, bookmarks: state.bookmarks(channel.id) };
}

function withReplies(state: State, channelId: string): readonly Message[] {
  return state.messages(channelId).flatMap((message) => {
    if (message.replyCount === 0) return [message];
    return [message, ...state.thread(channelId, message.ts).filter(({ ts }) => ts !== message.ts)];
  });
}

function filesOf(state: State, message: Message): readonly File[] {
  return message.files.flatMap((fileId) => state.file(fileId) ?? []);
}
