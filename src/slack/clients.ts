// The two lanes to Slack's Web API: one that a person waits for, one for effects owed; neither retries by itself.
import { type Logger, type LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import { z } from "zod";

export type SlackAccess = {
  readonly token: string;
  /** Base of the Web API with a slash at the end; Slack's own when left out. */
  readonly apiUrl?: string;
  readonly logger?: Logger;
  readonly logLevel?: LogLevel;
};

/** A trigger lives 3 s: what cannot be answered by then is better refused. */
const INTERACTIVE_TIMEOUT_MS = 2_500;
const OUTBOX_TIMEOUT_MS = 10_000;

export type SlackClients = { readonly interactive: WebClient; readonly outbox: WebClient };

/** Two clients, so that a rate-limited post never delays a modal. */
export function createSlackClients(access: SlackAccess): SlackClients {
  return {
    interactive: new WebClient(access.token, clientOptions(access, INTERACTIVE_TIMEOUT_MS)),
    outbox: new WebClient(access.token, clientOptions(access, OUTBOX_TIMEOUT_MS)),
  };
}

/**
 * A fresh object for every client: the SDK writes into what it is given. No retries: a repeated post
 * is a second message, so all repeating is decided by the ledger.
 */
export function clientOptions(
  { apiUrl, logger, logLevel }: Omit<SlackAccess, "token">,
  timeout: number,
): WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    ...(logger && { logger }),
    ...(logLevel && { logLevel }),
    retryConfig: { retries: 0 },
    timeout,
    rejectRateLimitedCalls: true,
  };
}

/** Who we are in the workspace. */
export type SlackIdentity = {
  readonly botUserId: string;
  readonly botId: string;
  readonly teamId: string;
  /** "https://acme.slack.com/" */
  readonly teamUrl: string;
};

const authTest = z.object({
  user_id: z.string(),
  bot_id: z.string().default(""),
  team_id: z.string(),
  url: z.string(),
});

/** Asks Slack whose token this is. Throws what the call throws. */
export async function readIdentity(
  call: (
    method: string,
    args: Readonly<Record<string, never>>,
    shape: typeof authTest,
  ) => Promise<z.infer<typeof authTest>>,
): Promise<SlackIdentity> {
  const answer = await call("auth.test", {}, authTest);
  return {
    botUserId: answer.user_id,
    botId: answer.bot_id,
    teamId: answer.team_id,
    teamUrl: answer.url.endsWith("/") ? answer.url : `${answer.url}/`,
  };
}
