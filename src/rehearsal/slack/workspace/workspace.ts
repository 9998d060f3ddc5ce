// The whole workspace as one value, handed to whatever reads or changes it.
import type { AppSettings, Team, User, UserGroupSettings } from "../types.ts";
import type { Ephemerals } from "./ephemerals.ts";
import type { Timestamps } from "./ids.ts";
import type { Store } from "./store.ts";
import type { Time } from "./time.ts";
import type { Triggers } from "./triggers.ts";
import type { Views } from "./views.ts";

export type Workspace = {
  readonly app: AppSettings;
  readonly team: Team;
  readonly botId: string;
  readonly users: ReadonlyMap<string, User>;
  readonly userGroups: readonly UserGroupSettings[];
  readonly store: Store;
  readonly time: Time;
  readonly timestamps: Timestamps;
  readonly triggers: Triggers;
  readonly views: Views;
  readonly ephemerals: Ephemerals;
  /** `http://host:port` once the server listens. */
  origin: string;
  /** A fresh address for a Socket Mode connection. */
  socketUrl(): string;
  /** Sends an event to the app when its manifest subscribes to it. */
  publish(event: Readonly<Record<string, unknown>> & { readonly type: string }): void;
};
