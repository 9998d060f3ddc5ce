// Sends one payload to the app's request URL and waits for its answer as long as Slack does.
import type { Clock } from "../types.ts";
import { sign } from "./sign.ts";

/** https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
export const answerLimitMs = 3000;

export type Posted =
  | { readonly outcome: "ok"; readonly body: string; readonly isJson: boolean }
  | { readonly outcome: "timeout" | "connection_failed" }
  | { readonly outcome: "http_error"; readonly status: number; readonly isRetryUnwanted: boolean };

export type Post = {
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export async function postToApp(signingSecret: string, clock: Clock, post: Post): Promise<Posted> {
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  try {
    const response = await fetch(post.url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(answerLimitMs),
      headers: {
        "content-type": post.contentType,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        ...sign(signingSecret, timestamp, post.body),
        ...post.headers,
      },
      body: post.body,
    });
    const body = await response.text();
    if (response.status !== 200) {
      const isRetryUnwanted = response.headers.get("x-slack-no-retry") === "1";
      return { outcome: "http_error", status: response.status, isRetryUnwanted };
    }
    return {
      outcome: "ok",
      body,
      isJson: response.headers.get("content-type")?.includes("json") ?? false,
    };
  } catch (error) {
    // The app is away or slow: an outcome that Slack shows to the person, not a failure of the workspace.
    return {
      outcome:
        error instanceof DOMException && error.name === "TimeoutError"
          ? "timeout"
          : "connection_failed",
    };
  }
}
