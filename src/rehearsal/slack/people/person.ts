// Everything one person can do in the workspace.
import type { Deliver } from "../delivery/deliver.ts";
import type { Channel, OpenView, Person, User } from "../types.ts";
import { findChannel, openDm } from "../workspace/channels.ts";
import { isGuest } from "../workspace/users.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { act } from "./act.ts";
import { channelActs } from "./channel-acts.ts";
import { type Actor, clickEphemeral, clickMessage, clickView } from "./click.ts";
import { runCommand } from "./command.ts";
import { NotShownError } from "./not-shown-error.ts";
import { openHome } from "./open-home.ts";
import { sayActs } from "./say-acts.ts";
import { useGlobalShortcut, useMessageShortcut } from "./shortcut.ts";
import { closeView, submitView } from "./submit-view.ts";
import { suggest } from "./suggest.ts";

export function createPerson(ws: Workspace, deliver: Deliver, user: User): Person {
  const actor: Actor = { ws, deliver, user, chosen: new Map() };
  const seen = (channelId: string) => seenChannel(ws, user, channelId);
  return {
    user,
    command: (channelId, name, text) =>
      act(() => runCommand(ws, deliver, user, { channel: seen(channelId), name, text })),
    click: (channelId, ts, use) => act(() => clickMessage(actor, seen(channelId), ts, use)),
    clickEphemeral: (channelId, ts, use) =>
      act(() => clickEphemeral(actor, seen(channelId), ts, use)),
    clickInView: (viewId, use) => act(() => clickView(actor, topView(actor, viewId), use)),
    clickInHome: (use) => act(() => clickView(actor, homeOf(actor), use)),
    suggest: (where, use) => act(() => suggest(actor, where, use)),
    submitView: (viewId, values = {}) =>
      act(() => submitView(actor, topView(actor, viewId), values)),
    closeView: (viewId) => act(() => closeView(actor, topView(actor, viewId))),
    openHome: () => act(() => openHome(actor)),
    globalShortcut: (callbackId) => act(() => useGlobalShortcut(actor, callbackId)),
    messageShortcut: (callbackId, channelId, ts) =>
      act(() => useMessageShortcut(actor, callbackId, seen(channelId), ts)),
    ...sayActs(actor, seen),
    ...channelActs(actor, seen),
    openDm: (userId = ws.app.botUserId) => act(() => openDm(ws, [user.id, userId]).channel),
    reload: () => {
      ws.ephemerals.clear(user.id);
      ws.views.clear(user.id);
    },
  };
}

/** A public channel, or a conversation this person is in. */
function seenChannel(ws: Workspace, user: User, channelId: string): Channel {
  const channel = findChannel(ws, channelId);
  const isSeen =
    channel?.members.includes(user.id) || (channel?.kind === "public" && !isGuest(user));
  if (channel === undefined || !isSeen) {
    throw new NotShownError(`${user.name} sees no conversation ${channelId}`);
  }
  return channel;
}

function topView({ ws, user }: Actor, viewId: string): OpenView {
  const top = ws.views.stack(user.id).at(-1);
  if (top === undefined || top.id !== viewId) {
    throw new NotShownError(
      `${user.name} does not have view ${viewId} on top; on top is ${top?.id ?? "no view"}`,
    );
  }
  return top;
}

function homeOf({ ws, user }: Actor): OpenView {
  const home = ws.store.get("homes", user.id, "home");
  if (home === undefined) {
    throw new NotShownError(`the app has published no Home tab for ${user.name}`);
  }
  return home;
}
