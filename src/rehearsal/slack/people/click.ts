// A person uses an element of a message, an ephemeral message, a modal or the Home tab.
import type { KnownBlock } from "@slack/types";
import type { Deliver, Sent } from "../delivery/deliver.ts";
import { issueResponseUrl } from "../delivery/response-urls.ts";
import { elementsOf, type Placed } from "../rules/elements.ts";
import { initialValues } from "../rules/initial-values.ts";
import { messageShape } from "../shapes/message-shape.ts";
import { viewShape } from "../shapes/view-shape.ts";
import type {
  Channel,
  ElementValue,
  Ephemeral,
  OpenView,
  Outcome,
  Use,
  User,
  ViewValues,
} from "../types.ts";
import { findMessage, olderVersions } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { actionShape } from "./action-shape.ts";
import { channelName, interactionShape } from "./interaction-shape.ts";
import { NotShownError } from "./not-shown-error.ts";
import { valueAfter } from "./use-element.ts";

export type Actor = {
  readonly ws: Workspace;
  readonly deliver: Deliver;
  readonly user: User;
  /** What this person chose in messages' inputs, by "channel ts". */
  readonly chosen: Map<string, ViewValues>;
};

export function clickMessage(
  actor: Actor,
  channel: Channel,
  ts: string,
  use: Use,
): Promise<Outcome> {
  const { ws } = actor;
  const message = findMessage(ws, channel.id, ts);
  if (message === undefined) {
    throw new NotShownError(`there is no message ${ts} in ${channel.name || channel.id}`);
  }
  const versions = use.stale ? olderVersions(ws, message) : [message];
  const shown = versions.find((version) => hasElement(version.blocks, use)) ?? message;
  const placed = findElement(shown.blocks, use, `message ${ts}`);
  const values = choose(actor, `${channel.id} ${ts}`, shown.blocks, { placed, use });
  if (isSilent(placed)) {
    return Promise.resolve({ ok: true });
  }
  const thread = message.threadTs === undefined ? {} : { threadTs: message.threadTs };
  return send(
    actor,
    { placed, use, value: values.value },
    {
      container: {
        type: "message",
        message_ts: ts,
        channel_id: channel.id,
        is_ephemeral: false,
        ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
      },
      channel: { id: channel.id, name: channelName(channel) },
      message: messageShape(ws, shown),
      state: { values: values.all },
      trigger_id: ws.triggers.issue({ userId: actor.user.id }),
      response_url: issueResponseUrl(ws, {
        userId: actor.user.id,
        channelId: channel.id,
        original: { ts, isEphemeral: false, ...thread },
      }),
    },
  );
}

export function clickEphemeral(
  actor: Actor,
  channel: Channel,
  ts: string,
  use: Use,
): Promise<Outcome> {
  const { ws, user } = actor;
  const shown: Ephemeral | undefined = ws.ephemerals.find(user.id, channel.id, ts);
  if (shown === undefined) {
    throw new NotShownError(
      `${user.name} sees no message ${ts} that only they see in ${channel.name || channel.id}`,
    );
  }
  const placed = findElement(shown.blocks, use, `ephemeral message ${ts}`);
  const values = choose(actor, `${channel.id} ${ts}`, shown.blocks, { placed, use });
  if (isSilent(placed)) {
    return Promise.resolve({ ok: true });
  }
  const thread = shown.threadTs === undefined ? {} : { threadTs: shown.threadTs };
  return send(
    actor,
    { placed, use, value: values.value },
    {
      container: {
        type: "message",
        message_ts: ts,
        channel_id: channel.id,
        is_ephemeral: true,
        ...(shown.threadTs === undefined ? {} : { thread_ts: shown.threadTs }),
      },
      channel: { id: channel.id, name: channelName(channel) },
      state: { values: values.all },
      trigger_id: ws.triggers.issue({ userId: user.id }),
      response_url: issueResponseUrl(ws, {
        userId: user.id,
        channelId: channel.id,
        original: { ts, isEphemeral: true, ...thread },
      }),
    },
  );
}

/** In a modal's view on top, or in the Home tab. */
export function clickView(actor: Actor, view: OpenView, use: Use): Promise<Outcome> {
  const { ws, user } = actor;
  const placed = findElement(view.content.blocks as KnownBlock[], use, `view ${view.id}`);
  const value = valueAfter(ws, placed.element, use);
  const filled = value === undefined ? view : fillIn(ws, view, placed, value);
  if (isSilent(placed)) {
    return Promise.resolve({ ok: true, view: filled });
  }
  const isModal = view.content.type === "modal";
  return send(
    actor,
    { placed, use, value },
    {
      container: { type: "view", view_id: view.id },
      view: viewShape(ws, filled),
      trigger_id: ws.triggers.issue({ userId: user.id, ...(isModal ? { viewId: view.id } : {}) }),
    },
  );
}

function fillIn(
  ws: Workspace,
  view: OpenView,
  { blockId, element }: Placed,
  value: ElementValue,
): OpenView {
  const values = {
    ...view.values,
    [blockId]: { ...view.values[blockId], [element.action_id]: value },
  };
  const filled: OpenView = { ...view, values };
  if (view.content.type === "home") {
    ws.store.put("homes", view.userId, "home", filled);
  } else {
    ws.views.replace(filled);
  }
  return filled;
}

function choose(
  actor: Actor,
  key: string,
  blocks: readonly KnownBlock[],
  { placed, use }: { placed: Placed; use: Use },
) {
  const value = valueAfter(actor.ws, placed.element, use);
  const before = { ...initialValues(blocks), ...keepKnown(actor.chosen.get(key), blocks) };
  const all: ViewValues =
    value === undefined
      ? before
      : {
          ...before,
          [placed.blockId]: { ...before[placed.blockId], [placed.element.action_id]: value },
        };
  actor.chosen.set(key, all);
  return { value, all };
}

function keepKnown(values: ViewValues | undefined, blocks: readonly KnownBlock[]): ViewValues {
  const known = new Set(elementsOf(blocks).map((placed) => placed.blockId));
  return Object.fromEntries(Object.entries(values ?? {}).filter(([blockId]) => known.has(blockId)));
}

function matches({ blockId, element }: Placed, use: Use): boolean {
  const isMeant =
    use.value === undefined || element.type !== "button" || element["value"] === use.value;
  return (
    element.action_id === use.actionId &&
    (use.blockId === undefined || blockId === use.blockId) &&
    isMeant
  );
}

function hasElement(blocks: readonly KnownBlock[], use: Use): boolean {
  return elementsOf(blocks).some((placed) => matches(placed, use));
}

export function findElement(blocks: readonly KnownBlock[], use: Use, where: string): Placed {
  const all = elementsOf(blocks);
  const placed = all.find((candidate) => matches(candidate, use));
  if (placed === undefined) {
    const shown = all.map(({ element }) => element.action_id).join(", ") || "nothing to click";
    throw new NotShownError(`${where} shows no element "${use.actionId}"; it shows ${shown}`);
  }
  return placed;
}

/** An input tells the app only what it is asked to tell; its value goes with the next payload. */
function isSilent({ block }: Placed): boolean {
  return block.type === "input" && block.dispatch_action !== true;
}

type Used = {
  readonly placed: Placed;
  readonly use: Use;
  readonly value: ElementValue | undefined;
};

async function send(
  { ws, deliver, user }: Actor,
  { placed, use, value }: Used,
  more: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const sent = await deliver.send("block_actions", {
    type: "block_actions",
    ...interactionShape(ws, user),
    ...more,
    actions: [actionShape(placed, use, value, ws.timestamps.next())],
  });
  return show(sent);
}

/** Slack marks the element with a warning sign and says this. */
export function show(sent: Sent): Outcome {
  return sent.outcome === "ok"
    ? { ok: true }
    : { ok: false, shown: `This app did not respond (${errorOf(sent)})` };
}

function errorOf(sent: Exclude<Sent, { outcome: "ok" }>): string {
  return sent.outcome === "timeout" ? "operation_timeout" : "dispatch_failed";
}
