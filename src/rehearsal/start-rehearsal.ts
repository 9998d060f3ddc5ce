// Starts everything the app can be tried with: the workspace, the sample shop, and the page that shows both.
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { type Identity, loadIdentity, saveIdentity } from "./identity.ts";
import { createPage } from "./page/create-page.ts";
import type { PageLink } from "./page/wire.ts";
import { type InstalledApp, readManifest } from "./read-manifest.ts";
import { startShop } from "./shop/start-shop.ts";
import type { Shop, ShopOptions } from "./shop/types.ts";
import { startSlack } from "./slack/start-slack.ts";
import type { AppSettings, Clock, PersonSettings, Slack } from "./slack/types.ts";
import {
  rehearsalBotUserId,
  rehearsalChannels,
  rehearsalPeople,
  rehearsalUserGroups,
} from "./team.ts";

export type RehearsalOptions = {
  /** Folder of the journals; what is in it is still there after a restart. */
  readonly dir: string;
  readonly host: string;
  /** `manifest.yml`, parsed. */
  readonly manifest: unknown;
  /** The app's hook for the shop's alerts. */
  readonly alertTo?: string;
  /** The app's request URL (HTTP mode). */
  readonly deliverTo?: string;
  /** Pages of the app, shown beside the chat. */
  readonly links?: readonly PageLink[];
  readonly clock?: Clock;
  /** Stamps Slack's signed requests; the machine's where left out. */
  readonly requestClock?: Clock;
  /** Who is in the workspace besides the team: guests, bots, people from outside. */
  readonly others?: readonly PersonSettings[];
  /** Wall time between the shop's ticks; 0 = only when `shop.tick` is called. */
  readonly shopTickMs?: number;
  readonly shopToken?: string;
  /** The app's request URL for GitHub's events. */
  readonly githubEventsTo?: string;
  /** How Muster reaches GitHub; as a GitHub App where left out. */
  readonly githubAccess?: "app" | "token";
  /** PEM; one is made, and kept in the folder, where left out. */
  readonly githubAppKey?: string;
};

export type Rehearsal = AsyncDisposable & {
  readonly slack: Slack;
  readonly shop: Shop;
  /** Serves the page at `/` and `/rehearsal/*`. */
  readonly listener: RequestListener;
  /** For Socket Mode, `SLACK_APP_TOKEN` has to be set too. */
  readonly appToken: string;
  readonly env: {
    readonly SLACK_BOT_TOKEN: string;
    readonly SLACK_SIGNING_SECRET: string;
    readonly SLACK_API_URL: string;
    readonly SHOP_URL: string;
    readonly UNLEASH_TOKEN: string;
    readonly LAUNCHDARKLY_TOKEN: string;
    readonly GITHUB_API_URL: string;
    readonly GITHUB_WEBHOOK_SECRET: string;
  } & GithubAccess;
};

type GithubAccess =
  | { readonly GITHUB_APP_ID: string; readonly GITHUB_APP_PRIVATE_KEY: string }
  | { readonly GITHUB_TOKEN: string };

export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  await using started = new AsyncDisposableStack();
  const { dir, host } = options;
  const clock = options.clock ? { clock: options.clock } : {};
  const installed = readManifest(options.manifest);
  const { githubAppKey } = options;
  const identity = loadIdentity(dir, githubAppKey === undefined ? {} : { githubAppKey });
  const slack = started.use(
    await onPort(identity.slackPort, (port) =>
      startSlack({
        ...clock,
        ...(options.requestClock ? { requestClock: options.requestClock } : {}),
        host,
        port,
        journalFile: join(dir, "workspace.jsonl"),
        app: appSettings(installed, identity),
        people: [...rehearsalPeople, ...(options.others ?? [])],
        channels: rehearsalChannels,
        userGroups: rehearsalUserGroups,
        ...(options.deliverTo ? { deliverTo: options.deliverTo } : {}),
      }),
    ),
  );
  const shop = started.use(await startSampleShop(options, identity));
  saveIdentity(dir, { ...identity, slackPort: portOf(slack.apiUrl), shopPort: portOf(shop.url) });
  const { commands, isDmReadOnly } = installed;
  const page = started.use(
    createPage({ slack, shop, commands, isDmReadOnly, links: options.links ?? [], ...clock }),
  );
  const held = started.move();
  return {
    slack,
    shop,
    listener: page.listener,
    appToken: identity.appToken,
    env: {
      SLACK_BOT_TOKEN: identity.botToken,
      SLACK_SIGNING_SECRET: identity.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      SHOP_URL: shop.url,
      UNLEASH_TOKEN: shop.tokens.unleash,
      LAUNCHDARKLY_TOKEN: shop.tokens.launchdarkly,
      GITHUB_API_URL: shop.githubUrl,
      GITHUB_WEBHOOK_SECRET: shop.github.app.webhookSecret,
      ...githubAccess(shop, options.githubAccess ?? "app"),
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function startSampleShop(options: RehearsalOptions, identity: Identity): Promise<Shop> {
  const { unleashToken: unleash, launchDarklyToken: launchdarkly, githubToken: github } = identity;
  return onPort(identity.shopPort, (port) =>
    startShop({
      ...shopWishes(options),
      host: options.host,
      port,
      journalFile: join(options.dir, "shop.jsonl"),
      githubHookOf: options.githubAccess === "token" ? "repository" : "app",
      githubApp: {
        privateKey: identity.githubAppKey,
        webhookSecret: identity.githubWebhookSecret,
      },
      tokens: { unleash, launchdarkly, github },
    }),
  );
}

function shopWishes(options: RehearsalOptions): Partial<ShopOptions> {
  const { clock, requestClock, alertTo, shopTickMs, shopToken, githubEventsTo } = options;
  return {
    ...(clock && { clock }),
    ...(requestClock && { requestClock }),
    ...(alertTo && { alertTo }),
    ...(shopTickMs !== undefined && { tickMs: shopTickMs }),
    ...(shopToken && { token: shopToken }),
    ...(githubEventsTo && { eventsTo: githubEventsTo }),
  };
}

function githubAccess({ github }: Shop, kind: "app" | "token"): GithubAccess {
  if (kind === "token") return { GITHUB_TOKEN: github.token };
  const { id, privateKey } = github.app;
  return { GITHUB_APP_ID: String(id), GITHUB_APP_PRIVATE_KEY: privateKey };
}

function appSettings(
  installed: InstalledApp,
  tokens: Pick<AppSettings, "botToken" | "signingSecret"> & { readonly appToken: string },
): AppSettings {
  return {
    botToken: tokens.botToken,
    signingSecret: tokens.signingSecret,
    appToken: tokens.appToken,
    appId: "A0REHEARSAL",
    teamId: "T0REHEARSAL",
    teamName: "Sample Shop",
    teamDomain: "rehearsal",
    scopes: installed.scopes,
    commands: installed.commands.map(({ name }) => name),
    shortcuts: installed.shortcuts,
    events: installed.events,
    botUserId: rehearsalBotUserId,
    botName: installed.botName,
  };
}

/** The port of last time when it is free, else any. */
async function onPort<Started>(
  port: number,
  start: (port: number) => Promise<Started>,
): Promise<Started> {
  try {
    return await start(port);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken || port === 0) throw error;
    return start(0);
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
