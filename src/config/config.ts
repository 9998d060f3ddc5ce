// What Muster is configured with, read and checked as a whole.
import type { Connection } from "../domain/connection.ts";
import type { GithubAccess } from "../domain/github.ts";
import type { Shop } from "../domain/shop.ts";
import type { Hook } from "../intake/hook.ts";

export type SlackAccess =
  | { readonly mode: "http"; readonly botToken: string; readonly signingSecret: string }
  | { readonly mode: "socket"; readonly botToken: string; readonly appToken: string };

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What the environment says. */
export type Environment = {
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly configFile: string;
  readonly runbooksDir: string;
  readonly host: string;
  readonly port: number;
  /** Public base URL, no slash at the end. */
  readonly url: string;
  /** Null: the pages answer on this machine only. */
  readonly pagesPassword: string | null;
  /** Null: the rehearsal workspace. */
  readonly slack: SlackAccess | null;
  /** Ends with a slash, as Slack's client wants it. */
  readonly slackApiUrl: string;
  readonly github: GithubAccess | null;
  /** No slash at the end. */
  readonly githubApiUrl: string;
  readonly githubWebhookSecret: string | null;
  readonly logLevel: LogLevel;
};

export type Language = "en";

/** What muster.yml says. */
export type ShopSettings = {
  readonly shop: Shop;
  readonly language: Language;
  readonly hooks: readonly Hook[];
  readonly connections: Readonly<Record<string, Connection>>;
};

export type Config = Environment & ShopSettings;
