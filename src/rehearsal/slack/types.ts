// The in-process interface of the rehearsal Slack: what starts it, what can be seen in it, and what people in it can do.

import type { HomeView, KnownBlock, MessageMetadata, ModalView } from "@slack/types";
import type { Faults } from "./fault-types.ts";
import type { ApiCall, Delivery } from "./log-types.ts";

/** Pages show what is set. */
export type { SetFault } from "./fault-types.ts";

export type Clock = { now(): Date };

/** The one app installed in the workspace, as its manifest and its installation describe it. */
export type AppSettings = {
  readonly botToken: string;
  readonly signingSecret: string;
  /** App-level token (`xapp-…`); an app that opens connections with it gets its payloads by Socket Mode. */
  readonly appToken?: string;
  readonly appId: string;
  readonly teamId: string;
  readonly teamName?: string;
  readonly teamDomain?: string;
  readonly scopes: readonly string[];
  /** Slash commands with their slash: "/incident". */
  readonly commands: readonly string[];
  readonly shortcuts: readonly Shortcut[];
  /** Event types of the manifest's `bot_events`; others are never sent. Default: none. */
  readonly events?: readonly string[];
  readonly botUserId: string;
  readonly botName: string;
};

export type Shortcut = {
  readonly callbackId: string;
  readonly type: "global" | "message";
  readonly name: string;
};

export type PersonSettings = {
  readonly id: string;
  /** The handle, without @. */
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** IANA zone. */
  readonly tz: string;
  readonly title?: string;
  readonly isAdmin?: boolean;
  /** Multi-channel guest. */
  readonly isRestricted?: boolean;
  /** Single-channel guest. */
  readonly isUltraRestricted?: boolean;
  readonly isBot?: boolean;
  readonly deleted?: boolean;
  /** Another team's id: a person from outside, by Slack Connect. */
  readonly teamId?: string;
};

export type ChannelSettings = {
  /** Made from the name when left out. */
  readonly id?: string;
  readonly name: string;
  /** User ids; the bot is a member only when its id stands here. */
  readonly members: readonly string[];
  readonly isPrivate?: boolean;
  readonly topic?: string;
  readonly purpose?: string;
};

export type UserGroupSettings = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
};

export type SlackOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** JSON lines; every change of the workspace is in it before it is answered. */
  readonly journalFile?: string;
  readonly clock?: Clock;
  /** Stamps the signed requests. Default: the machine's clock, with which Slack's SDK compares. */
  readonly requestClock?: Clock;
  readonly app: AppSettings;
  readonly people: readonly PersonSettings[];
  readonly channels: readonly ChannelSettings[];
  readonly userGroups?: readonly UserGroupSettings[];
  /** The app's request URL (HTTP mode). */
  readonly deliverTo?: string;
};

export type Slack = AsyncDisposable & {
  /** Base of the Web API, ending in "/api/": the value for `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly state: SlackState;
  readonly faults: Faults;
  /** The newest calls of the Web API, oldest first (the last 5,000). */
  readonly calls: readonly ApiCall[];
  /** What was sent to the app, oldest first (the last 5,000). */
  readonly deliveries: readonly Delivery[];
  /** Throws when there is no such person. */
  as(userId: string): Person;
  /** Sets the request URL; `undefined` takes it away. */
  deliverTo(url: string | undefined): void;
  /** Sends the challenge Slack sends when a request URL is saved; true when the app answers it. */
  verifyUrl(): Promise<boolean>;
  /** Tells of each change after it is stored; returns the function that stops it. */
  onChange(listener: (change: Change) => void): () => void;
};

export type SlackState = {
  readonly team: Team;
  readonly app: AppSettings;
  /** People and the bot. */
  readonly users: readonly User[];
  readonly userGroups: readonly UserGroupSettings[];
  /** Public and private channels and DMs, archived ones too, oldest first. */
  readonly channels: readonly Channel[];
  user(userId: string): User | undefined;
  /** By id, or by name with or without "#". */
  channel(idOrName: string): Channel | undefined;
  /** Top-level messages and thread broadcasts, oldest first. */
  messages(channelId: string): readonly Message[];
  /** The parent and its replies, oldest first. */
  thread(channelId: string, threadTs: string): readonly Message[];
  message(channelId: string, ts: string): Message | undefined;
  bookmarks(channelId: string): readonly Bookmark[];
  file(fileId: string): File | undefined;
  /** The bytes of an uploaded file. */
  fileContent(fileId: string): Buffer | undefined;
  /** What only this person sees, oldest first; gone when they reload. */
  ephemerals(userId: string): readonly Ephemeral[];
  /** The open modal's stack; the last one is on top. */
  views(userId: string): readonly OpenView[];
  home(userId: string): OpenView | undefined;
  /** What rang for this person, oldest first. */
  notifications(userId: string): readonly Notification[];
};

export type Team = { readonly id: string; readonly name: string; readonly domain: string };

export type User = Required<Omit<PersonSettings, "teamId">> & { readonly teamId: string };

export type Channel = {
  readonly id: string;
  /** Empty for a DM. */
  readonly name: string;
  readonly kind: "public" | "private" | "im" | "mpim";
  readonly isGeneral: boolean;
  readonly isArchived: boolean;
  readonly creator: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly members: readonly string[];
  readonly topic: Statement;
  readonly purpose: Statement;
  /** Timestamps of pinned messages, newest pin first. */
  readonly pins: readonly Pin[];
  readonly previousNames: readonly string[];
};

/** A topic or a purpose. */
export type Statement = {
  readonly value: string;
  readonly creator: string;
  readonly lastSet: number;
};

export type Pin = { readonly ts: string; readonly user: string; readonly created: number };

export type Message = {
  readonly channelId: string;
  readonly ts: string;
  readonly user: string;
  readonly botId?: string;
  /** For example `channel_join`, `channel_topic`, `bot_message`, `thread_broadcast`, `me_message`. */
  readonly subtype?: string;
  /** With Slack's entities: `&amp;`, `<@U…>`, `<https://…|text>`. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly attachments: readonly unknown[];
  readonly metadata?: MessageMetadata;
  /** Set when the label "(edited)" is shown. */
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Counts from 1; a new one at each change of the content. */
  readonly version: number;
  readonly threadTs?: string;
  readonly replyCount: number;
  readonly replyUsers: readonly string[];
  readonly latestReply?: string;
  readonly reactions: readonly Reaction[];
  readonly files: readonly string[];
  readonly isMrkdwn: boolean;
  /** Overrides by `chat:write.customize`. */
  readonly username?: string;
  readonly iconEmoji?: string;
  readonly iconUrl?: string;
};

export type Reaction = { readonly name: string; readonly users: readonly string[] };

export type Ephemeral = {
  readonly userId: string;
  readonly channelId: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly attachments: readonly unknown[];
  /** Who is shown as the sender: the app's bot, or "USLACKBOT" for Slack's own words. */
  readonly from: string;
};

export type Bookmark = {
  readonly id: string;
  readonly channelId: string;
  readonly title: string;
  readonly link: string;
  readonly emoji?: string;
  readonly rank: string;
  readonly created: number;
  readonly updated: number;
  readonly lastUpdatedBy: string;
};

export type File = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly filetype: string;
  readonly size: number;
  readonly user: string;
  readonly created: number;
  readonly permalink: string;
  readonly urlPrivate: string;
  readonly channels: readonly string[];
  readonly altText?: string;
};

export type ViewContent = ModalView | HomeView;

export type OpenView = {
  readonly id: string;
  readonly hash: string;
  readonly userId: string;
  readonly content: ViewContent;
  readonly rootViewId: string;
  readonly previousViewId?: string;
  readonly externalId?: string;
  /** What the person has filled in so far, as Slack sends it: block_id → action_id → value. */
  readonly values: ViewValues;
};

export type ViewValues = Readonly<Record<string, Readonly<Record<string, ElementValue>>>>;
export type ElementValue = { readonly type: string; readonly [key: string]: unknown };

export type Notification = {
  readonly userId: string;
  readonly channelId: string;
  readonly ts: string;
  readonly reason: "dm" | "mention" | "group" | "here" | "channel" | "everyone" | "thread";
};

/** What changed; read the state for the new content. */
export type Change =
  | { readonly kind: "channel"; readonly channelId: string }
  | { readonly kind: "message"; readonly channelId: string; readonly ts: string }
  | { readonly kind: "message-deleted"; readonly channelId: string; readonly ts: string }
  | { readonly kind: "bookmark"; readonly channelId: string }
  | { readonly kind: "file"; readonly fileId: string }
  | {
      readonly kind: "ephemeral";
      readonly userId: string;
      readonly channelId: string;
      readonly ts: string;
    }
  | { readonly kind: "views"; readonly userId: string }
  | { readonly kind: "home"; readonly userId: string }
  | {
      readonly kind: "notification";
      readonly userId: string;
      readonly channelId: string;
      readonly ts: string;
    };

/**
 * What the person sees after acting. `shown` is the sentence Slack shows when the app did not answer
 * properly; `errors` are the sentences under the blocks of a modal, by block_id.
 */
export type Outcome =
  | { readonly ok: true; readonly reply?: Message | Ephemeral; readonly view?: OpenView }
  | {
      readonly ok: false;
      readonly shown: string;
      readonly errors?: Readonly<Record<string, string>>;
    };

/** Which element is used and how. What Slack's own clients would not let a person do throws `NotShownError`. */
export type Use = {
  readonly actionId: string;
  /** Needed only where two blocks hold the same action_id. */
  readonly blockId?: string;
  /** Text of a text input, date (`YYYY-MM-DD`), time (`HH:MM`); for a button it only says which one is meant. */
  readonly value?: string;
  /** The option's value: select, overflow, radio buttons. */
  readonly selectedOption?: string;
  /** All selected options' values: multi-select, checkboxes. */
  readonly selectedOptions?: readonly string[];
  /** An id: users_select, conversations_select, channels_select. */
  readonly selectedId?: string;
  readonly selectedIds?: readonly string[];
  /** Seconds since 1970: datetimepicker. */
  readonly selectedDateTime?: number;
  /** Clicks on the newest older version that has this element, as a client that has not caught up would. */
  readonly stale?: boolean;
};

/**
 * Text, option value, id, date, time: a string. Multi-selects and checkboxes: strings.
 * datetimepicker: seconds since 1970. null empties the input.
 */
export type InputValue = string | number | readonly string[] | null;

export type Person = {
  readonly user: User;
  /** `name` with its slash; `text` as typed, so with "@anna" and "#general". */
  command(channelId: string, name: string, text: string): Promise<Outcome>;
  click(channelId: string, ts: string, use: Use): Promise<Outcome>;
  clickEphemeral(channelId: string, ts: string, use: Use): Promise<Outcome>;
  /** Only in the view on top of the stack. */
  clickInView(viewId: string, use: Use): Promise<Outcome>;
  clickInHome(use: Use): Promise<Outcome>;
  /** Options of an external select, asked from the app. */
  suggest(
    where: { viewId: string } | { channelId: string; ts: string },
    use: Use,
  ): Promise<readonly unknown[]>;
  /** `values` by block_id, or by action_id; inputs left out keep what is filled in already. */
  submitView(viewId: string, values?: Readonly<Record<string, InputValue>>): Promise<Outcome>;
  closeView(viewId: string): Promise<Outcome>;
  openHome(): Promise<Outcome>;
  globalShortcut(callbackId: string): Promise<Outcome>;
  messageShortcut(callbackId: string, channelId: string, ts: string): Promise<Outcome>;
  /** A message as typed in the composer: "@anna" and "#general" become mentions. */
  say(channelId: string, text: string, threadTs?: string): Promise<Message>;
  editMessage(channelId: string, ts: string, text: string): Promise<void>;
  deleteMessage(channelId: string, ts: string): Promise<void>;
  react(channelId: string, ts: string, name: string): Promise<void>;
  join(channelId: string): Promise<void>;
  leave(channelId: string): Promise<void>;
  invite(channelId: string, userId: string): Promise<void>;
  createChannel(name: string, isPrivate?: boolean): Promise<Channel>;
  archive(channelId: string): Promise<void>;
  unarchive(channelId: string): Promise<void>;
  rename(channelId: string, name: string): Promise<void>;
  deleteChannel(channelId: string): Promise<void>;
  /** The DM with this user; the app's bot by default. */
  openDm(userId?: string): Promise<Channel>;
  /** Reloads the client: ephemeral messages and open modals are gone. */
  reload(): void;
};
