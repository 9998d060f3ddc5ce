// A person types into an external select, and the app says what can be chosen.
import type { KnownBlock } from "@slack/types";
import { readJson } from "../api/read-json.ts";
import type { Use } from "../types.ts";
import { findMessage } from "../workspace/messages.ts";
import { type Actor, findElement } from "./click.ts";
import { interactionShape } from "./interaction-shape.ts";
import { NotShownError } from "./not-shown-error.ts";

export type Where =
  | { readonly viewId: string }
  | { readonly channelId: string; readonly ts: string };

export async function suggest(actor: Actor, where: Where, use: Use): Promise<readonly unknown[]> {
  const { ws, user } = actor;
  const place = "viewId" in where ? viewPlace(actor, where.viewId) : messagePlace(actor, where);
  const { blockId, element } = findElement(place.blocks, use, "the place");
  const sent = await actor.deliver.send("block_suggestion", {
    type: "block_suggestion",
    ...interactionShape(ws, user),
    ...place.more,
    action_id: element.action_id,
    block_id: blockId,
    value: use.value ?? "",
  });
  if (sent.outcome !== "ok") {
    return [];
  }
  const answer = readJson(sent.body) as Suggestions | undefined;
  return answer?.options ?? answer?.option_groups?.flatMap((group) => group.options) ?? [];
}

type Suggestions = {
  readonly options?: readonly unknown[];
  readonly option_groups?: readonly { readonly options: readonly unknown[] }[];
};

type Place = { readonly blocks: readonly KnownBlock[]; readonly more: Record<string, unknown> };

function viewPlace({ ws, user }: Actor, viewId: string): Place {
  const view = ws.views.stack(user.id).find((candidate) => candidate.id === viewId);
  if (view === undefined) {
    throw new NotShownError(`${user.name} has no view ${viewId} open`);
  }
  return {
    blocks: view.content.blocks as KnownBlock[],
    more: { container: { type: "view", view_id: viewId } },
  };
}

function messagePlace({ ws }: Actor, { channelId, ts }: { channelId: string; ts: string }): Place {
  const message = findMessage(ws, channelId, ts);
  if (message === undefined) {
    throw new NotShownError(`there is no message ${ts} in ${channelId}`);
  }
  const container = { type: "message", message_ts: ts, channel_id: channelId, is_ephemeral: false };
  return { blocks: message.blocks, more: { container, channel: { id: channelId } } };
}
