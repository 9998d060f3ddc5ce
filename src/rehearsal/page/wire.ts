// The shapes that travel between the workspace's page and its server.

import type { Figures, Hindrance, Routes, ShopEvent, ShopFault, Trouble } from "../shop/types.ts";
import type {
  Bookmark,
  Channel,
  Ephemeral,
  File,
  InputValue,
  Message,
  Notification,
  OpenView,
  SetFault,
  Shortcut,
  Team,
  Use,
  User,
  UserGroupSettings,
} from "../slack/types.ts";

export type CommandHelp = {
  /** With its slash. */
  readonly name: string;
  readonly description: string;
  readonly usageHint: string;
};

export type PageLink = { readonly title: string; readonly href: string };

export type ShopMoment = {
  readonly at: number;
  readonly figures: Figures;
  readonly routes: Routes;
  readonly broken: readonly Trouble[];
  readonly firing: readonly { readonly alertname: string; readonly since: number }[];
};

/** What stands behind the shop's figures; sent when it changes. */
export type ShopSituation = {
  /** In production. */
  readonly flags: readonly {
    readonly name: string;
    readonly description: string;
    readonly isOn: boolean;
    readonly variation: string | null;
  }[];
  /** What runs in production, and what is on its way there. */
  readonly release: { readonly tag: string; readonly title: string } | null;
  readonly deploying: { readonly ref: string; readonly state: string } | null;
  readonly hindrances: readonly Hindrance[];
  /** Newest first. */
  readonly events: readonly ShopEvent[];
  readonly github: GithubView;
};

export type GithubView = {
  readonly repositories: readonly RepositoryView[];
  /** Told to Muster so far, and of those not taken. */
  readonly events: { readonly sent: number; readonly lost: number };
  /** Deployments that wait at a gate. */
  readonly waiting: readonly string[];
};

export type RepositoryView = {
  readonly name: string;
  readonly note: string | null;
  readonly isArchived: boolean;
  readonly rulesets: readonly {
    readonly id: number;
    readonly name: string;
    readonly target: string;
    readonly isActive: boolean;
  }[];
  readonly hasQueue: boolean;
  /** What holds deployments: a variable, a gate, a workflow that is off. */
  readonly holds: readonly string[];
  readonly pulls: readonly PullView[];
  readonly morePulls: number;
  /** The last ones. */
  readonly merged: readonly {
    readonly number: number;
    readonly title: string;
    readonly by: string;
  }[];
};

export type PullView = {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly sha: string;
  readonly isDraft: boolean;
  readonly mergesItself: boolean;
  readonly isApproved: boolean;
  readonly isQueued: boolean;
  readonly checks: readonly CheckView[];
  /** The last one. */
  readonly comment: string | null;
};

export type CheckView = {
  readonly name: string;
  readonly result: string;
  readonly title: string | null;
  readonly actions: readonly {
    readonly label: string;
    readonly identifier: string;
    readonly description: string;
  }[];
};

/** What the acting person does on GitHub's own pages. */
export type GithubAct = {
  readonly do: "github";
  readonly what:
    | "merge"
    | "queue"
    | "push"
    | "open"
    | "approve"
    | "auto-merge"
    | "push-to-branch"
    | "tag"
    | "click-check"
    | "delete-ruleset"
    | "deploy";
  readonly repository: string;
  /** Of a pull request; of a ruleset its id. */
  readonly number?: number | undefined;
  readonly identifier?: string | undefined;
  readonly isOn?: boolean | undefined;
};

export type ChannelContent = Channel & { readonly bookmarks: readonly Bookmark[] };

/** All one person can see; sent when the page connects. */
export type Snapshot = {
  readonly me: string;
  readonly team: Team;
  readonly app: {
    readonly botUserId: string;
    readonly name: string;
    readonly commands: readonly CommandHelp[];
    readonly isDmReadOnly: boolean;
    readonly shortcuts: readonly Shortcut[];
  };
  readonly people: readonly string[];
  readonly users: readonly User[];
  readonly userGroups: readonly UserGroupSettings[];
  readonly channels: readonly ChannelContent[];
  /** Thread replies included. */
  readonly messages: readonly Message[];
  readonly files: readonly File[];
  readonly ephemerals: readonly Ephemeral[];
  readonly views: readonly OpenView[];
  readonly home: OpenView | null;
  /** Of everyone, so that the person switcher can show who is waited for. */
  readonly notifications: readonly Notification[];
  readonly faults: readonly SetFault[];
  readonly shop: readonly ShopMoment[];
  readonly situation: ShopSituation;
  readonly links: readonly PageLink[];
};

export type Update =
  | { readonly kind: "channel"; readonly channel: ChannelContent }
  | { readonly kind: "channel-gone"; readonly channelId: string }
  | { readonly kind: "message"; readonly message: Message; readonly files: readonly File[] }
  | { readonly kind: "message-gone"; readonly channelId: string; readonly ts: string }
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "ephemerals"; readonly ephemerals: readonly Ephemeral[] }
  | { readonly kind: "views"; readonly views: readonly OpenView[] }
  | { readonly kind: "home"; readonly home: OpenView | null }
  | { readonly kind: "notification"; readonly notification: Notification }
  | { readonly kind: "faults"; readonly faults: readonly SetFault[] }
  | { readonly kind: "shop"; readonly moment: ShopMoment }
  | { readonly kind: "situation"; readonly situation: ShopSituation };

/** What the page asks for in the name of a person. */
export type Act =
  | {
      readonly do: "command";
      readonly channelId: string;
      readonly name: string;
      readonly text: string;
    }
  | { readonly do: "click"; readonly channelId: string; readonly ts: string; readonly use: Use }
  | {
      readonly do: "click-ephemeral";
      readonly channelId: string;
      readonly ts: string;
      readonly use: Use;
    }
  | { readonly do: "click-in-view"; readonly viewId: string; readonly use: Use }
  | { readonly do: "click-in-home"; readonly use: Use }
  | {
      readonly do: "submit-view";
      readonly viewId: string;
      readonly values: Readonly<Record<string, InputValue>>;
    }
  | { readonly do: "close-view"; readonly viewId: string }
  | { readonly do: "open-home" }
  | { readonly do: "global-shortcut"; readonly callbackId: string }
  | {
      readonly do: "message-shortcut";
      readonly callbackId: string;
      readonly channelId: string;
      readonly ts: string;
    }
  | {
      readonly do: "say";
      readonly channelId: string;
      readonly text: string;
      readonly threadTs?: string | undefined;
    }
  | { readonly do: "delete-message"; readonly channelId: string; readonly ts: string }
  | {
      readonly do: "react";
      readonly channelId: string;
      readonly ts: string;
      readonly name: string;
    }
  | { readonly do: "join" | "leave" | "archive" | "unarchive"; readonly channelId: string }
  | { readonly do: "create-channel"; readonly name: string }
  | { readonly do: "open-dm"; readonly userId: string }
  | { readonly do: "reload" }
  | { readonly do: "break" | "heal"; readonly trouble?: Trouble | undefined }
  | { readonly do: "hinder"; readonly hindrance: Hindrance; readonly isOn: boolean }
  | { readonly do: "set-flag"; readonly flag: string; readonly isOn: boolean }
  | { readonly do: "shop-fault"; readonly fault: ShopFault; readonly times: number }
  | { readonly do: "slack-fault"; readonly fault: SlackFault }
  | { readonly do: "clear-faults" }
  | { readonly do: "github-limit" }
  | GithubAct;

export type SlackFault =
  | { readonly kind: "rate-limit"; readonly retryAfter: number; readonly times: number }
  | { readonly kind: "fail"; readonly status: number; readonly times: number }
  | { readonly kind: "lose-answer"; readonly times: number }
  | { readonly kind: "outage"; readonly isOn: boolean };

/** What the person sees of it. */
export type ActResult =
  | { readonly ok: true; readonly channelId?: string; readonly ts?: string }
  | {
      readonly ok: false;
      readonly shown: string;
      readonly errors?: Readonly<Record<string, string>>;
    };
