// Starts a small workspace for a test, with a client that holds the bot's token.
import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { startSlack } from "../../../src/rehearsal/slack/start-slack.ts";
import type { AppSettings, Slack, SlackOptions } from "../../../src/rehearsal/slack/types.ts";

/** Long for a busy machine; what is awaited happens in this process. */
const PATIENCE_MS = 20_000;

export type Rehearsal = Slack & {
  readonly client: WebClient;
  readonly options: SlackOptions;
  /** Waits for changes until the condition holds; fails when it does not within `PATIENCE_MS`. */
  until(condition: () => boolean): Promise<void>;
};

export const everyScope = [
  "commands",
  "chat:write",
  "channels:manage",
  "channels:read",
  "channels:history",
  "channels:join",
  "groups:write",
  "groups:read",
  "im:write",
  "im:read",
  "im:history",
  "users:read",
  "users:read.email",
  "usergroups:read",
  "pins:write",
  "pins:read",
  "bookmarks:write",
  "bookmarks:read",
  "files:write",
  "files:read",
  "reactions:write",
  "reactions:read",
  "team:read",
];

export const testApp: AppSettings = {
  botToken: "xoxb-test",
  signingSecret: "test-signing-secret",
  appToken: "xapp-test",
  appId: "A0MUSTER",
  teamId: "T0TEAM",
  scopes: everyScope,
  commands: ["/incident", "/runbook"],
  shortcuts: [
    { callbackId: "declare", type: "global", name: "Declare incident" },
    { callbackId: "timeline", type: "message", name: "Add to timeline" },
  ],
  events: ["app_home_opened", "channel_archive", "channel_rename", "member_joined_channel"],
  botUserId: "U0BOT",
  botName: "muster",
};

const person = (id: string, name: string) => ({
  id,
  name,
  realName: `${name[0]?.toUpperCase()}${name.slice(1)} Test`,
  email: `${name}@shop.example`,
  tz: "Europe/Warsaw",
});

/** Refusals are what these tests are about; they are not logged. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

export async function rehearse(
  changes: Partial<SlackOptions> = {},
  scopes = everyScope,
): Promise<Rehearsal> {
  const options: SlackOptions = {
    host: "127.0.0.1",
    port: 0,
    app: { ...testApp, scopes },
    people: [
      person("U0ANNA", "anna"),
      person("U0BOB", "bob"),
      { ...person("U0CARL", "carl"), deleted: true },
      { ...person("U0GUEST", "gustav"), isRestricted: true },
    ],
    channels: [
      { name: "general", members: ["U0ANNA", "U0BOB", "U0BOT"] },
      { name: "quiet", members: ["U0ANNA"] },
    ],
    userGroups: [{ id: "S0ONCALL", handle: "oncall", name: "On call", users: ["U0BOB"] }],
    ...changes,
  };
  const slack = await startSlack(options);
  const client = new WebClient(options.app.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: PATIENCE_MS,
    logger: silent,
  });
  return { ...slack, client, options, until: (condition) => until(slack, condition) };
}

function until(slack: Slack, condition: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      if (condition()) {
        stop();
        clearTimeout(limit);
        resolve();
      }
    };
    const stop = slack.onChange(settle);
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`not so within ${PATIENCE_MS / 1000} s: ${condition}`));
    }, PATIENCE_MS);
    settle();
  });
}

/** The code Slack refused a call with. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { data } = error as { data?: { error?: string } };
    return data?.error ?? String(error);
  }
  return "none";
}
