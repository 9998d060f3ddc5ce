// Delivers the events the app subscribed to, and tries again as Slack does: at once, after a minute, after five.
import { letters } from "../workspace/ids.ts";
import type { Mark } from "../workspace/time.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Deliver, Sent } from "./deliver.ts";

export type Events = Disposable & {
  publish(event: Readonly<Record<string, unknown>> & { readonly type: string }): void;
};

type Waiting = {
  readonly body: Record<string, unknown>;
  readonly attempt: number;
  readonly reason: string;
  readonly since: Mark;
  readonly afterMs: number;
};

/** https://docs.slack.dev/apis/events-api#retries */
const retryAfterMs = [0, 60_000, 300_000];
const lookEveryMs = 100;

const reasons: Readonly<Record<Exclude<Sent["outcome"], "ok">, string>> = {
  timeout: "http_timeout",
  connection_failed: "connection_failed",
  http_error: "http_error",
};

export function createEvents(ws: Workspace, deliver: Deliver): Events {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const attempt = async (
    body: Record<string, unknown>,
    number: number,
    reason?: string,
  ): Promise<void> => {
    const sent = await deliver.sendEvent(body, {
      attempt: number,
      ...(reason === undefined ? {} : { reason }),
    });
    const afterMs = retryAfterMs[number];
    const isUnwanted = sent.outcome === "http_error" && sent.isRetryUnwanted;
    if (sent.outcome === "ok" || afterMs === undefined || isUnwanted) {
      return;
    }
    waiting.push({
      body,
      attempt: number + 1,
      reason: reasons[sent.outcome],
      since: ws.time.mark(),
      afterMs,
    });
    timer ??= setInterval(look, lookEveryMs).unref();
  };
  const look = () => {
    const due = waiting.filter((retry) => ws.time.since(retry.since) >= retry.afterMs);
    waiting = waiting.filter((retry) => !due.includes(retry));
    for (const retry of due) {
      void attempt(retry.body, retry.attempt, retry.reason);
    }
    if (waiting.length === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
  return {
    publish: (event) => {
      if (isSubscribed(ws, event)) {
        void attempt(wrap(ws, event), 0);
      }
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      waiting = [];
    },
  };
}

/** Any one of these; events that are not here need none. https://docs.slack.dev/reference/events */
const scopes: Readonly<Record<string, readonly string[]>> = {
  app_mention: ["app_mentions:read"],
  channel_archive: ["channels:read"],
  channel_unarchive: ["channels:read"],
  channel_deleted: ["channels:read"],
  channel_rename: ["channels:read"],
  group_archive: ["groups:read"],
  group_unarchive: ["groups:read"],
  group_deleted: ["groups:read"],
  group_rename: ["groups:read"],
  member_joined_channel: ["channels:read", "groups:read"],
  member_left_channel: ["channels:read", "groups:read"],
  message: ["channels:history", "groups:history", "im:history", "mpim:history"],
};

function isSubscribed(ws: Workspace, event: { readonly type: string }): boolean {
  const needed = scopes[event.type];
  const isAllowed = needed === undefined || needed.some((scope) => ws.app.scopes.includes(scope));
  const isAsked = (ws.app.events ?? []).some(
    (name) => name === event.type || (event.type === "message" && name.startsWith("message.")),
  );
  return isAllowed && isAsked;
}

function wrap(ws: Workspace, event: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    token: "legacy-verification-token",
    team_id: ws.team.id,
    context_team_id: ws.team.id,
    context_enterprise_id: null,
    api_app_id: ws.app.appId,
    event,
    type: "event_callback",
    event_id: `Ev0${letters(9)}`,
    event_time: ws.time.seconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: ws.team.id,
        user_id: ws.app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${letters(20)}`,
  };
}
