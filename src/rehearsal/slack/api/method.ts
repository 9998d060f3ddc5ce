// What a Web API method is: who may call it, how often, and what it answers.
import type { Workspace } from "../workspace/workspace.ts";
import type { Args } from "./args.ts";

export type Answer = {
  readonly ok: boolean;
  readonly error?: string;
  readonly [key: string]: unknown;
};

/** Calls a minute for the whole workspace; "post" is one a second for each channel. */
export type Tier = 1 | 2 | 3 | 4 | "special" | "post" | "none";

export type Method = {
  readonly name: string;
  /** Any one of these lets the call through; which exactly is judged by the method itself. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  readonly token?: "bot" | "app" | "none";
  run(ws: Workspace, args: Args): Answer;
};

export function refuse(error: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { ok: false, error, ...more };
}

/** The call's arguments are wrong; each message says where. */
export function refuseArguments(messages: readonly string[], error = "invalid_arguments"): Answer {
  return refuse(error, {
    ...(error === "invalid_blocks" ? { errors: messages } : {}),
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}

export function refuseScope(needed: string, ws: Workspace): Answer {
  return refuse("missing_scope", { needed, provided: ws.app.scopes.join(",") });
}

export function hasScope(ws: Workspace, scope: string): boolean {
  return ws.app.scopes.includes(scope);
}
