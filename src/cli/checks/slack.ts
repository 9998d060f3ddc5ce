// Whether Slack takes the tokens, grants the scopes of manifest.yml, and has the channel of announcements.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { Config, SlackAccess } from "../../config/config.ts";
import { isLoopback } from "../../config/loopback.ts";
import { bad, type Finding, note, ok, warn } from "../finding.ts";
import { callSlack, type SlackAnswer } from "../slack-call.ts";

export type SlackPlace = Pick<Config, "slackApiUrl" | "url"> & {
  readonly slack: SlackAccess;
  /** Name of the channel of announcements. */
  readonly announceChannel: string;
  readonly manifest: Manifest;
};

const manifestFormat = z.object({
  oauth_config: z.object({
    scopes: z.object({
      bot: z.array(z.string()),
      bot_optional: z.array(z.string()).default([]),
    }),
  }),
});

export type Manifest = z.output<typeof manifestFormat>;

export async function readManifest(file: URL | string): Promise<Manifest> {
  return manifestFormat.parse(parse(await readFile(file, "utf8")));
}

export async function checkSlack(place: SlackPlace): Promise<readonly Finding[]> {
  const { slack, slackApiUrl, manifest } = place;
  const before = Date.now();
  const auth = await tryCall(place, slack.botToken, "auth.test");
  if ("part" in auth) return [auth];
  const { body } = auth;
  if (!body.ok) return [tokenRefused("slack token", "SLACK_BOT_TOKEN", body.error)];
  const middle = (before + Date.now()) / 2;
  return [
    ok("slack token", `${body["user"]} in ${body["team"]}, through ${slackApiUrl}`),
    ...clockFinding(auth, middle),
    ...scopeFindings(auth, manifest),
    ...(slack.mode === "socket" ? [await checkSocket(place, slack.appToken)] : httpFindings(place)),
    await checkChannel(place),
  ];
}

async function tryCall(
  { slackApiUrl }: SlackPlace,
  token: string,
  method: string,
  params: Readonly<Record<string, string>> = {},
): Promise<SlackAnswer | Finding> {
  try {
    return await callSlack(slackApiUrl, token, method, params);
  } catch (error) {
    const fix = `Look whether ${slackApiUrl} can be reached from here, or correct SLACK_API_URL.`;
    return bad("slack", `no answer to ${method}: ${(error as Error).message}.`, fix);
  }
}

const TOKEN_FIXES: Readonly<Record<string, string>> = {
  invalid_auth: "Copy it again from the app's page.",
  not_authed: "Copy it again from the app's page.",
  token_revoked: "Install the app again and copy the new token.",
  account_inactive: "Install the app again: the workspace or the bot was deactivated.",
  token_expired: "Switch token rotation off in the app's settings, and copy the new token.",
  not_allowed_token_type:
    "It is a token of another kind: see what the variable's description says.",
};

function tokenRefused(part: string, variable: string, error = "an unknown error"): Finding {
  const fix = TOKEN_FIXES[error] ?? "Look the error up in Slack's documentation.";
  return bad(part, `Slack refuses ${variable}: ${error}.`, fix);
}

/** Slack's signatures are refused when they are five minutes old. */
const MOST_SKEW_SECONDS = 60;

function clockFinding({ date }: SlackAnswer, now: number): readonly Finding[] {
  if (!date) return [];
  const skew = Math.round((now - date.getTime()) / 1000);
  if (Math.abs(skew) <= MOST_SKEW_SECONDS) return [ok("clock", "agrees with Slack's")];
  const way = skew > 0 ? "ahead of" : "behind";
  const text = `${Math.abs(skew)} s ${way} Slack's; from 300 s on every request from Slack is refused.`;
  return [bad("clock", text, "Synchronize this machine's clock (NTP).")];
}

function scopeFindings({ scopes }: SlackAnswer, manifest: Manifest): readonly Finding[] {
  if (!scopes) return [note("slack scopes", "Slack did not say which are granted.")];
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  const missing = bot.filter((scope) => !scopes.includes(scope));
  const off = bot_optional.filter((scope) => !scopes.includes(scope));
  const reinstall = "Update the app from manifest.yml and install it again.";
  return [
    missing.length === 0
      ? ok("slack scopes", `all ${bot.length} that are needed`)
      : bad("slack scopes", `missing: ${missing.join(", ")}.`, reinstall),
    ...(off.length === 0
      ? []
      : [
          warn(
            "slack scopes",
            `optional, and what they allow is off: ${off.join(", ")}.`,
            reinstall,
          ),
        ]),
  ];
}

async function checkSocket(place: SlackPlace, appToken: string): Promise<Finding> {
  const opened = await tryCall(place, appToken, "apps.connections.open");
  if ("part" in opened) return opened;
  if (opened.body.ok) return ok("slack socket", "a connection can be opened");
  if (opened.body.error === "missing_scope") {
    const fix = "Create one with connections:write on the app's Basic Information page.";
    return bad("slack socket", "SLACK_APP_TOKEN lacks the scope connections:write.", fix);
  }
  return tokenRefused("slack socket", "SLACK_APP_TOKEN", opened.body.error);
}

function httpFindings({ url, slackApiUrl }: SlackPlace): readonly Finding[] {
  const address = `${url}/slack/events`;
  const isLocalSlack = isLoopback(new URL(slackApiUrl).hostname);
  const canReach = url.startsWith("https://") && !isLoopback(new URL(url).hostname);
  return [
    ok(
      "slack secret",
      "SLACK_SIGNING_SECRET is set (only a request from Slack can prove it right)",
    ),
    canReach || isLocalSlack
      ? note("slack events", `Slack has to post to ${address}: the app's Request URLs say so.`)
      : warn(
          "slack events",
          `Slack cannot post to ${address}.`,
          "Set MUSTER_URL to the public https address, or use Socket Mode (SLACK_APP_TOKEN).",
        ),
    note("slack events", "Switch on Delayed Events in the app's Event Subscriptions by hand."),
  ];
}

const MOST_PAGES = 20;

async function checkChannel(place: SlackPlace): Promise<Finding> {
  const { announceChannel: name, slack } = place;
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = { types: "public_channel", limit: "999", ...(cursor && { cursor }) };
    const answer = await tryCall(place, slack.botToken, "conversations.list", params);
    if ("part" in answer) return answer;
    const { body } = answer;
    if (!body.ok) return warn("announcements", `channels cannot be listed: ${body.error}.`);
    const { channels, next } = readChannels(body);
    const found = channels.find((channel) => channel.name === name);
    if (found?.is_archived) {
      const fix = "Unarchive it, or name another as slack.announce in muster.yml.";
      return bad("announcements", `#${name} is archived.`, fix);
    }
    if (found) return ok("announcements", `#${name}`);
    if (!next) return ok("announcements", `#${name}, made when it is first needed`);
    cursor = next;
  }
  return note("announcements", `#${name} was not among the first ${MOST_PAGES * 999} channels.`);
}

const channelList = z.object({
  channels: z
    .array(z.object({ name: z.string(), is_archived: z.boolean().default(false) }))
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().default("") }).default({ next_cursor: "" }),
});

function readChannels(body: SlackAnswer["body"]) {
  const { channels, response_metadata } = channelList.parse(body);
  return { channels, next: response_metadata.next_cursor };
}
