// What a workspace remembers, and what its Web API answers: https://docs.slack.dev/reference/methods
import type { Thing } from "./block-rules.ts";

export const TEAM = "T0SHOP";
export const APP = "A0MUSTER";
export const BOT = "U0MUSTER";

export type Said = {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
  text: string;
  blocks: readonly Thing[];
};

export type Member = { readonly id: string; readonly isGuest?: boolean };

export type Workspace = {
  readonly said: Said[];
  /** Every view that was shown, newest last. */
  readonly views: Thing[];
  /** What only one person was told. */
  readonly whispers: string[];
  /** Each opens one view. */
  readonly triggers: Set<string>;
  answer(method: string, args: Thing): Thing;
};

type Answer = (args: Thing) => Thing;

const refuse = (error: string): Thing => ({ ok: false, error });

export function createWorkspace(members: readonly Member[]): Workspace {
  const said: Said[] = [];
  const views: Thing[] = [];
  const whispers: string[] = [];
  const triggers = new Set<string>();
  const answers: Readonly<Record<string, Answer>> = {
    ...peopleAnswers(members),
    ...channelAnswers(),
    ...messageAnswers(said, whispers),
    ...viewAnswers(views, triggers),
  };
  return {
    ...{ said, views, whispers, triggers },
    answer: (method, args) => answers[method]?.(args) ?? { ok: true },
  };
}

function peopleAnswers(members: readonly Member[]): Readonly<Record<string, Answer>> {
  return {
    "auth.test": () => ({
      ...{ ok: true, url: "https://shop.slack.com/", team: "Shop", team_id: TEAM },
      ...{ user: "muster", user_id: BOT, bot_id: "B0MUSTER", app_id: APP },
    }),
    "users.list": () => ({ ok: true, members: members.map(userOf), response_metadata: {} }),
    "users.info": ({ user }) => {
      const found = members.find(({ id }) => id === user);
      return found ? { ok: true, user: userOf(found) } : refuse("user_not_found");
    },
  };
}

function userOf({ id, isGuest = false }: Member): Thing {
  const name = id.slice(2).toLowerCase();
  return {
    ...{ id, team_id: TEAM, name, real_name: name, deleted: false, is_bot: false, tz: "UTC" },
    ...{ is_restricted: isGuest, is_ultra_restricted: false },
    profile: { display_name: name, real_name: name, email: `${name}@example.com` },
  };
}

function channelAnswers(): Readonly<Record<string, Answer>> {
  const channels = new Map([
    ["incidents", "C0INCIDENTS"],
    ["releases", "C0RELEASES"],
  ]);
  const all = () => [...channels].map(([name, id]) => channelOf(name, id));
  return {
    "conversations.list": () => ({ ok: true, channels: all(), response_metadata: {} }),
    "conversations.info": ({ channel }) => {
      const found = all().find(({ id }) => id === channel);
      return found ? { ok: true, channel: found } : refuse("channel_not_found");
    },
    "conversations.create": ({ name }) => {
      if (channels.has(String(name))) return refuse("name_taken");
      const id = `C0NEW${channels.size}`;
      channels.set(String(name), id);
      return { ok: true, channel: channelOf(String(name), id) };
    },
    "conversations.open": ({ users }) => ({ ok: true, channel: { id: `D${String(users)}` } }),
    "conversations.history": () => ({ ok: true, messages: [], has_more: false }),
    "conversations.replies": () => ({ ok: true, messages: [], has_more: false }),
    "bookmarks.add": () => ({ ok: true, bookmark: { id: "Bk1" } }),
    "bookmarks.list": () => ({ ok: true, bookmarks: [] }),
  };
}

function channelOf(name: string, id: string): Thing {
  return {
    ...{ id, name, is_channel: true, is_archived: false, is_member: true, is_private: false },
    ...{ creator: BOT, purpose: { value: "" }, topic: { value: "" }, num_members: 3 },
  };
}

function messageAnswers(said: Said[], whispers: string[]): Readonly<Record<string, Answer>> {
  const find = ({ channel, ts }: Thing) =>
    said.find((each) => each.channel === channel && each.ts === ts);
  const wordsOf = ({ text, blocks = [] }: Thing) => ({
    text: String(text),
    blocks: blocks as readonly Thing[],
  });
  let counter = 0;
  return {
    "chat.postMessage": (args) => {
      counter += 1;
      const ts = `${Math.floor(Date.now() / 1000)}.${String(counter).padStart(6, "0")}`;
      const to = String(args["channel"]);
      const channel = to.startsWith("U") ? `D${to}` : to;
      const thread = args["thread_ts"] ? { thread: String(args["thread_ts"]) } : {};
      said.push({ channel, ts, ...thread, ...wordsOf(args) });
      return { ok: true, channel, ts, message: { ts, text: args["text"] } };
    },
    "chat.update": (args) => {
      const found = find(args);
      if (!found) return refuse("message_not_found");
      Object.assign(found, wordsOf(args));
      return { ok: true, channel: found.channel, ts: found.ts, text: found.text };
    },
    "chat.delete": (args) => {
      const found = find(args);
      if (!found) return refuse("message_not_found");
      said.splice(said.indexOf(found), 1);
      return { ok: true, channel: found.channel, ts: found.ts };
    },
    "chat.postEphemeral": (args) => {
      whispers.push(JSON.stringify(wordsOf(args)));
      return { ok: true, message_ts: "1790000001.000001" };
    },
  };
}

function viewAnswers(views: Thing[], triggers: Set<string>): Readonly<Record<string, Answer>> {
  const show = (view: Thing, id: string): Thing => {
    views.push({ ...view, id });
    return { ok: true, view: { state: { values: {} }, ...view, id, hash: "1.h", team_id: TEAM } };
  };
  const open: Answer = ({ trigger_id: trigger, view }) => {
    if (!triggers.delete(String(trigger))) return refuse("expired_trigger_id");
    return show(view as Thing, `V${views.length + 1}`);
  };
  return {
    "views.open": open,
    "views.push": open,
    "views.update": ({ view, view_id: id }) => show(view as Thing, String(id)),
  };
}
