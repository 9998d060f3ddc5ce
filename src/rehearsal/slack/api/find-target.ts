// Finds the conversation a call means, as far as the app's bot may see and use it.
import type { Channel } from "../types.ts";
import { findChannel, findChannelByName, openDm } from "../workspace/channels.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Args } from "./args.ts";
import { type Answer, hasScope, refuse, refuseArguments, refuseScope } from "./method.ts";

export type Target =
  | { readonly ok: true; readonly channel: Channel }
  | { readonly ok: false; readonly answer: Answer };

/** A private conversation the bot is not in does not exist for it. */
export function findVisible(ws: Workspace, id: string): Channel | undefined {
  const channel = findChannel(ws, id);
  const isVisible = channel?.kind === "public" || channel?.members.includes(ws.app.botUserId);
  return isVisible ? channel : undefined;
}

/** The conversation in the argument `channel`, by id only. */
export function findTarget(ws: Workspace, args: Args): Target {
  const id = args.text("channel");
  if (id === undefined) {
    return { ok: false, answer: refuseArguments(["missing required field: channel"]) };
  }
  const channel = findVisible(ws, id);
  return channel === undefined
    ? { ok: false, answer: refuse("channel_not_found") }
    : { ok: true, channel };
}

/** For posting: an id, a name, or a person, whose DM is opened by the call. */
export function findPostTarget(ws: Workspace, args: Args): Target {
  const given = args.text("channel");
  if (given === undefined) {
    return { ok: false, answer: refuse("channel_not_found") };
  }
  const user = ws.users.get(given);
  if (user !== undefined) {
    return dmWith(ws, user.id);
  }
  const named = findChannelByName(ws, given.replace(/^#/, ""));
  const channel =
    findVisible(ws, given) ?? (named === undefined ? undefined : findVisible(ws, named.id));
  return channel === undefined
    ? { ok: false, answer: refuse("channel_not_found") }
    : { ok: true, channel };
}

function dmWith(ws: Workspace, userId: string): Target {
  const user = ws.users.get(userId);
  if (user === undefined || user.deleted) {
    return { ok: false, answer: refuse("channel_not_found") };
  }
  if (user.isBot) {
    return { ok: false, answer: refuse("cannot_dm_bot") };
  }
  return { ok: true, channel: openDm(ws, [userId, ws.app.botUserId]).channel };
}

type Scopes = { readonly [kind in Channel["kind"]]: readonly string[] };

export const readScopes: Scopes = {
  public: ["channels:read"],
  private: ["groups:read"],
  im: ["im:read"],
  mpim: ["mpim:read"],
};
export const historyScopes: Scopes = {
  public: ["channels:history"],
  private: ["groups:history"],
  im: ["im:history"],
  mpim: ["mpim:history"],
};
export const manageScopes: Scopes = {
  public: ["channels:manage"],
  private: ["groups:write"],
  im: ["im:write"],
  mpim: ["mpim:write"],
};

/** The refusal when the app lacks the scope for this kind of conversation. */
export function lackScope(
  ws: Workspace,
  scopes: Scopes,
  kind: Channel["kind"],
): Answer | undefined {
  const needed = scopes[kind];
  return needed.some((scope) => hasScope(ws, scope))
    ? undefined
    : refuseScope(needed.join(","), ws);
}
