// A person submits or closes a modal, and Slack does with it what the app answers.
import type { KnownBlock } from "@slack/types";
import { readJson } from "../api/read-json.ts";
import { changeView, makeView, readView } from "../api/read-view.ts";
import type { Sent } from "../delivery/deliver.ts";
import { issueResponseUrl } from "../delivery/response-urls.ts";
import { type Element, elementsOf, type Placed } from "../rules/elements.ts";
import { judgeInput } from "../rules/judge-input.ts";
import { viewShape } from "../shapes/view-shape.ts";
import type { InputValue, OpenView, Outcome } from "../types.ts";
import { maxStack } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Actor } from "./click.ts";
import { interactionShape } from "./interaction-shape.ts";
import { NotShownError } from "./not-shown-error.ts";
import { toValue } from "./use-element.ts";

const trouble = "We had some trouble connecting. Try again?";

export async function submitView(
  actor: Actor,
  view: OpenView,
  values: Readonly<Record<string, InputValue>>,
): Promise<Outcome> {
  const { ws, user } = actor;
  if (view.content.type !== "modal" || view.content.submit === undefined) {
    throw new NotShownError(`view ${view.id} has no submit button`);
  }
  const filled = fillIn(ws, view, values);
  const errors = judgeInputs(filled);
  if (Object.keys(errors).length > 0) {
    return { ok: false, shown: Object.values(errors).join("\n"), errors };
  }
  const sent = await actor.deliver.send("view_submission", {
    type: "view_submission",
    ...interactionShape(ws, user),
    trigger_id: ws.triggers.issue({ userId: user.id, viewId: view.id }),
    view: viewShape(ws, filled),
    response_urls: responseUrls(ws, filled),
  });
  return sent.outcome === "ok" ? obey(ws, filled, sent) : { ok: false, shown: trouble };
}

export async function closeView(actor: Actor, view: OpenView): Promise<Outcome> {
  const { ws, user } = actor;
  const isCleared = view.content.type === "modal" && view.content.clear_on_close === true;
  const closed = isCleared ? [...ws.views.stack(user.id)].reverse() : [view];
  if (isCleared) {
    ws.views.clear(user.id);
  } else {
    ws.views.close(view);
  }
  for (const gone of closed) {
    if (gone.content.type === "modal" && gone.content.notify_on_close === true) {
      await actor.deliver.send("view_closed", {
        type: "view_closed",
        ...interactionShape(ws, user),
        view: viewShape(ws, gone),
        is_cleared: isCleared,
      });
    }
  }
  return { ok: true };
}

/** One for each select that asks for it, to the conversation chosen in it. */
function responseUrls(ws: Workspace, view: OpenView): Record<string, unknown>[] {
  return elementsOf(view.content.blocks as KnownBlock[]).flatMap(({ blockId, element }) => {
    const value = view.values[blockId]?.[element.action_id];
    const channelId = value?.["selected_conversation"] ?? value?.["selected_channel"];
    if (element["response_url_enabled"] !== true || typeof channelId !== "string") {
      return [];
    }
    const responseUrl = issueResponseUrl(ws, { userId: view.userId, channelId });
    return [
      {
        block_id: blockId,
        action_id: element.action_id,
        channel_id: channelId,
        response_url: responseUrl,
      },
    ];
  });
}

function fillIn(
  ws: Workspace,
  view: OpenView,
  given: Readonly<Record<string, InputValue>>,
): OpenView {
  const inputs = elementsOf(view.content.blocks as KnownBlock[]);
  let values = view.values;
  for (const [key, input] of Object.entries(given)) {
    const placed = findInput(inputs, key, view);
    const { blockId, element } = placed;
    values = {
      ...values,
      [blockId]: { ...values[blockId], [element.action_id]: toValue(ws, element, input) },
    };
  }
  const filled = { ...view, values };
  ws.views.replace(filled);
  return filled;
}

function findInput(inputs: readonly Placed[], key: string, view: OpenView): Placed {
  const placed =
    inputs.find(({ blockId }) => blockId === key) ??
    inputs.find(({ element }) => element.action_id === key);
  if (placed === undefined) {
    const shown =
      inputs.map(({ blockId, element }) => `${blockId} (${element.action_id})`).join(", ") ||
      "none";
    throw new NotShownError(`view ${view.id} has no input "${key}"; it has ${shown}`);
  }
  return placed;
}

/** What Slack's client says before it sends anything. */
function judgeInputs(view: OpenView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, element, block } of elementsOf(view.content.blocks as KnownBlock[])) {
    if (block.type !== "input") {
      continue;
    }
    const error = judgeInput(
      element as Element,
      view.values[blockId]?.[element.action_id],
      block.optional ?? false,
    );
    if (error !== undefined) {
      errors[blockId] = error;
    }
  }
  return errors;
}

type Response = {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: unknown;
};

function obey(ws: Workspace, view: OpenView, sent: Extract<Sent, { outcome: "ok" }>): Outcome {
  const response = readResponse(sent.body);
  if (response === undefined) {
    return { ok: false, shown: trouble };
  }
  switch (response.response_action) {
    case undefined:
      ws.views.close(view);
      return { ok: true };
    case "clear":
      ws.views.clear(view.userId);
      return { ok: true };
    case "errors":
      return showErrors(view, response.errors ?? {});
    case "update":
    case "push":
      return showView(ws, view, response.response_action, response.view);
    default:
      return { ok: false, shown: trouble };
  }
}

/** An error for a block that is no input is not shown anywhere: Slack says it had trouble. */
function showErrors(view: OpenView, errors: Readonly<Record<string, string>>): Outcome {
  const inputs = new Set(
    (view.content.blocks as KnownBlock[]).flatMap((block) =>
      block.type === "input" ? [block.block_id] : [],
    ),
  );
  const isPlaced =
    Object.keys(errors).length > 0 && Object.keys(errors).every((blockId) => inputs.has(blockId));
  return isPlaced
    ? { ok: false, shown: Object.values(errors).join("\n"), errors }
    : { ok: false, shown: trouble };
}

function showView(
  ws: Workspace,
  view: OpenView,
  action: "update" | "push",
  given: unknown,
): Outcome {
  const reading = readView(
    ws,
    { kind: "value", value: given },
    "modal",
    action === "update" ? view : undefined,
  );
  const isTooHigh = action === "push" && ws.views.stack(view.userId).length >= maxStack;
  if (!reading.ok || isTooHigh) {
    return { ok: false, shown: trouble };
  }
  if (action === "update") {
    const changed = changeView(ws, view, reading);
    ws.views.replace(changed);
    return { ok: true, view: changed };
  }
  const pushed = makeView(ws, view.userId, reading, view);
  ws.views.push(pushed);
  return { ok: true, view: pushed };
}

function readResponse(body: string): Response | undefined {
  if (body.trim() === "") {
    return {};
  }
  // Slack shows its own error for an answer it cannot read.
  return readJson(body) as Response | undefined;
}
