// Reads the view of a views.* call and judges it as Slack does.
import type { KnownBlock } from "@slack/types";
import { completeBlocks } from "../rules/complete-blocks.ts";
import { initialValues } from "../rules/initial-values.ts";
import { judgeView } from "../rules/judge-view.ts";
import type { OpenView, ViewContent, ViewValues } from "../types.ts";
import { letters, makeId } from "../workspace/ids.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Args, Json } from "./args.ts";
import { type Answer, refuse, refuseArguments } from "./method.ts";

const maxBytes = 250_000;

export type ViewReading =
  | { readonly ok: true; readonly content: ViewContent; readonly externalId?: string }
  | { readonly ok: false; readonly answer: Answer };

export function readView(
  ws: Workspace,
  given: Json,
  type: ViewContent["type"],
  self?: OpenView,
): ViewReading {
  if (given.kind === "absent") {
    return { ok: false, answer: refuseArguments(["missing required field: view"]) };
  }
  if (given.kind === "broken" || typeof given.value !== "object" || given.value === null) {
    return {
      ok: false,
      answer: refuseArguments(["must be a valid view object [json-pointer:/view]"]),
    };
  }
  if (Buffer.byteLength(JSON.stringify(given.value)) > maxBytes) {
    return { ok: false, answer: refuse("view_too_large") };
  }
  const faults = judgeView(given.value as Readonly<Record<string, unknown>>, type);
  if (faults.length > 0) {
    return { ok: false, answer: refuseArguments(faults) };
  }
  const { external_id: externalId, ...rest } = given.value as ViewContent;
  const other = externalId ? ws.views.findExternal(externalId) : undefined;
  if (other !== undefined && other.id !== self?.id) {
    return { ok: false, answer: refuse("duplicate_external_id") };
  }
  const content = { ...rest, blocks: completeBlocks(rest.blocks as KnownBlock[]) } as ViewContent;
  return { ok: true, content, ...(externalId ? { externalId } : {}) };
}

export function makeView(
  ws: Workspace,
  userId: string,
  { content, externalId }: { content: ViewContent; externalId?: string },
  below?: OpenView,
): OpenView {
  const id = makeId("V");
  return {
    id,
    hash: makeHash(ws),
    userId,
    content,
    rootViewId: below?.rootViewId ?? id,
    ...(below === undefined ? {} : { previousViewId: below.id }),
    ...(externalId === undefined ? {} : { externalId }),
    values: initialValues(content.blocks as KnownBlock[]),
  };
}

/** What the person filled in stays where block_id and action_id stay. */
export function changeView(
  ws: Workspace,
  view: OpenView,
  { content, externalId }: { content: ViewContent; externalId?: string },
): OpenView {
  const fresh = initialValues(content.blocks as KnownBlock[]);
  const { externalId: _old, ...rest } = view;
  return {
    ...rest,
    hash: makeHash(ws),
    content,
    ...(externalId === undefined ? {} : { externalId }),
    values: keepFilled(fresh, view.values),
  };
}

function keepFilled(fresh: ViewValues, filled: ViewValues): ViewValues {
  return Object.fromEntries(
    Object.entries(fresh).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(
        Object.entries(actions).map(([actionId, value]) => {
          const old = filled[blockId]?.[actionId];
          return [actionId, old?.type === value.type ? old : value];
        }),
      ),
    ]),
  );
}

function makeHash(ws: Workspace): string {
  return `${ws.time.seconds()}.${letters(8)}`;
}

export function readTrigger(ws: Workspace, args: Args) {
  const triggerId = args.text("trigger_id");
  if (triggerId === undefined) {
    return { ok: false, answer: refuseArguments(["missing required field: trigger_id"]) } as const;
  }
  const redeemed = ws.triggers.redeem(triggerId);
  return redeemed.ok ? redeemed : ({ ok: false, answer: refuse(redeemed.error) } as const);
}
