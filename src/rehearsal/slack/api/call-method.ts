// Carries out one Web API call: token, scope, limits, then the method itself.
import { methods } from "../methods/table.ts";
import { findChannelByName, listChannels } from "../workspace/channels.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Args } from "./args.ts";
import type { Limiter } from "./limiter.ts";
import { type Answer, type Method, refuse, refuseScope } from "./method.ts";
import type { Call } from "./read-call.ts";

export type Result = {
  readonly status: number;
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
};

export function callMethod(ws: Workspace, limiter: Limiter, call: Call): Result {
  if (!call.ok) {
    return { status: 200, answer: refuse(call.error), headers: {} };
  }
  const method = methods.get(call.method);
  if (method === undefined) {
    return {
      status: 200,
      answer: refuse("unknown_method", { req_method: call.method }),
      headers: {},
    };
  }
  const headers = scopeHeaders(ws, method);
  const refusal = judgeNames(call.args) ?? judgeToken(ws, method, call.token);
  if (refusal !== undefined) {
    return { status: 200, answer: refusal, headers };
  }
  const wait = limiter.take(method, conversationOf(ws, call.args.text("channel")));
  if (wait !== undefined) {
    return {
      status: 429,
      answer: refuse("ratelimited"),
      headers: { ...headers, "retry-after": String(wait) },
    };
  }
  const answer = method.run(ws, call.args);
  return {
    status: 200,
    answer: call.warning === undefined ? answer : warn(answer, call.warning),
    headers,
  };
}

/** A name, an id and a person's id can mean one conversation, which has one limit. */
function conversationOf(ws: Workspace, given: string | undefined): string | undefined {
  if (given === undefined) {
    return undefined;
  }
  if (ws.users.has(given)) {
    const members = [given, ws.app.botUserId].sort().join();
    return (
      listChannels(ws).find(
        (channel) => channel.kind === "im" && channel.members.join() === members,
      )?.id ?? given
    );
  }
  return findChannelByName(ws, given.replace(/^#/, ""))?.id ?? given;
}

/** Arguments nobody knows are ignored, but their names must be names. */
function judgeNames({ raw }: Args): Answer | undefined {
  const wrong = Object.keys(raw).find((name) => !/^\w{1,255}$/.test(name));
  if (wrong === undefined) {
    return undefined;
  }
  return refuse(/\[\d*\]$/.test(wrong) ? "invalid_array_arg" : "invalid_arg_name");
}

function judgeToken(ws: Workspace, method: Method, token: string | undefined): Answer | undefined {
  if (method.token === "none") {
    return undefined;
  }
  if (token === undefined) {
    return refuse("not_authed");
  }
  const { botToken, appToken } = ws.app;
  if (token !== botToken && token !== appToken) {
    return refuse("invalid_auth");
  }
  if ((method.token === "app") !== (token === appToken)) {
    return refuse("not_allowed_token_type");
  }
  const isAllowed =
    method.token === "app" ||
    method.scopes.length === 0 ||
    method.scopes.some((scope) => ws.app.scopes.includes(scope));
  return isAllowed ? undefined : refuseScope(method.scopes.join(","), ws);
}

function scopeHeaders(ws: Workspace, method: Method): Record<string, string> {
  return {
    "x-oauth-scopes": ws.app.scopes.join(","),
    "x-accepted-oauth-scopes": method.scopes.join(","),
  };
}

function warn(answer: Answer, warning: string): Answer {
  const metadata = (answer["response_metadata"] ?? {}) as { warnings?: readonly string[] };
  return {
    ...answer,
    warning: [answer["warning"], warning].filter(Boolean).join(","),
    response_metadata: { ...metadata, warnings: [...(metadata.warnings ?? []), warning] },
  };
}
