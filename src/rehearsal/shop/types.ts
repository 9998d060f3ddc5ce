// The shapes the sample shop is made of: gateways, routes, troubles, figures and the running shop.

import type { Site } from "./admin/site.ts";
import type { Environment, Flags } from "./flags/flag.ts";
import type { Commit, Deployment, DeploymentState } from "./github/release.ts";
import type { ShopGithub } from "./github/shop-github.ts";
import type { WorkflowRun } from "./github/workflow.ts";

export const gateways = ["stripe", "payu", "paypal"] as const;
export type Gateway = (typeof gateways)[number];

/** What can be wrong with the shop; a gateway's name means that gateway stops authorizing. */
export const troubles = [...gateways, "flag", "release", "peak", "certificate", "dns"] as const;
export type Trouble = (typeof troubles)[number];

/** What stands in the way of whoever wants to change something here, until it is switched off. */
export const hindrances = [
  "change-requests",
  "github-down",
  "github-hooks-lost",
  "github-no-admin",
  "read-only-tokens",
] as const;
export type Hindrance = (typeof hindrances)[number];

/** The APIs the shop speaks: its own, and those of the systems it uses. */
export type ServiceName = "shop" | "unleash" | "launchdarkly" | "github";

/** What each of the foreign APIs takes as its token. */
export type ShopTokens = Readonly<Record<Exclude<ServiceName, "shop">, string>>;

/** Where a gateway's orders go: `fallback_pct` percent of them to `fallback`. */
export type Route = {
  readonly gateway: Gateway;
  readonly fallback: Gateway | null;
  readonly fallback_pct: number;
  /** Rises by one with every real change. */
  readonly revision: number;
};

export type Routes = Readonly<Record<Gateway, Route>>;

/** Figures over the shop's window, which stands for "5m". `null`: nothing was attempted. */
export type GatewayFigures = {
  readonly auth_pct: number | null;
  readonly baseline_auth_pct: number;
  readonly attempts: number;
  readonly error_pct: number | null;
};

export type Figures = {
  readonly gateways: Readonly<Record<Gateway, GatewayFigures>>;
  readonly checkout: {
    readonly "5xx_pct": number;
    readonly latency_p95_seconds: number;
    readonly js_error_pct: number;
    readonly db_cpu_pct: number;
    readonly requests_per_second: number;
  };
  /** By host, fractions included; below 0 it has expired. */
  readonly certificate_days_left: Readonly<Record<string, number>>;
  /** By full name: 1 while resolvers do not give what they should. */
  readonly dns_mismatch: Readonly<Record<string, 0 | 1>>;
};

/** One mutating request the shop received, so that effects can be counted. */
export type LoggedRequest = {
  readonly at: string;
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly body: unknown;
  readonly status: number;
  /** The shop's state differs after this request from before it. */
  readonly changed: boolean;
  /** Answered from the stored answer of an earlier request with the same key. */
  readonly replayed: boolean;
};

/** Something that happened to the shop, in a few words. */
export type ShopEvent = { readonly at: string; readonly text: string };

export type Clock = { now(): Date };

export type ShopOptions = {
  readonly host: string;
  readonly port: number;
  readonly journalFile?: string;
  readonly clock?: Clock;
  /** Where alerts are posted; can be set later. */
  readonly alertTo?: string;
  /** Wall time between ticks; 0 = only when `tick` is called. */
  readonly tickMs?: number;
  /** When set, changing requests to the shop's own API need `Authorization: Bearer <token>`. */
  readonly token?: string;
  /** Those of `sampleTokens` where not set. */
  readonly tokens?: Partial<ShopTokens>;
  readonly random?: () => number;
  /** Of Muster's app on GitHub; made when it is first asked for where left out. */
  readonly githubApp?: { readonly privateKey: string; readonly webhookSecret: string };
  /** Whose webhook tells of GitHub's events; the app's where left out. */
  readonly githubHookOf?: "app" | "repository";
  /** Where GitHub's events are posted; can be set later. */
  readonly eventsTo?: string;
  /** By which the tokens of GitHub's app run; the machine's where left out, as clients have it. */
  readonly requestClock?: Clock;
};

/**
 * How the next changing requests go wrong: an HTTP status, applied but the answer lost, or applied
 * and answered `delayMs` late.
 */
export type ShopFault = { readonly status: number } | { readonly delayMs: number } | "lose-answer";

/** Whether a flag is on, and the only variation everybody gets, if there is one. */
export type FlagReading = { readonly isOn: boolean; readonly variation: string | null };

export type FlagSwitches = {
  all(): Flags;
  /** Of `production` when no environment is named. Throws for a flag that does not exist. */
  read(name: string, environment?: Environment): FlagReading;
  /** As somebody of the shop would do it by hand, past Muster. */
  set(name: string, isOn: boolean, environment?: Environment): void;
};

export type DeploymentReading = Deployment & {
  /** Undefined while nothing was reported. */
  readonly state: DeploymentState | undefined;
};

export type Shop = AsyncDisposable & {
  readonly url: string;
  /** Base of the GitHub-compatible API. */
  readonly githubUrl: string;
  readonly github: ShopGithub;
  readonly tokens: ShopTokens;
  readonly flags: FlagSwitches;
  break(trouble: Trouble): void;
  heal(trouble?: Trouble): void;
  isBroken(trouble: Trouble): boolean;
  broken(): readonly Trouble[];
  hinder(hindrance: Hindrance, isOn: boolean): void;
  hindered(): readonly Hindrance[];
  routes(): Routes;
  site(): Site;
  /** Oldest first. */
  deployments(): readonly DeploymentReading[];
  workflowRuns(): readonly WorkflowRun[];
  /** What production runs. */
  release(): Commit | undefined;
  figures(): Figures;
  log(): readonly LoggedRequest[];
  /** Oldest first. */
  events(): readonly ShopEvent[];
  firing(): readonly { readonly alertname: string; readonly since: Date }[];
  alertTo(url: string): void;
  /** Lets the next `times` changing requests go wrong. */
  misbehave(fault: ShopFault, times: number): void;
  /** Lets `seconds` of traffic pass, evaluates the alert rules, and waits for what is posted. */
  tick(seconds?: number): Promise<void>;
  onTick(listener: () => void): () => void;
};
