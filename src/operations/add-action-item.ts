// What is to be done after the incident: written down with an owner and a day.
import type { ActionItem } from "../domain/action-item.ts";
import { TEXT_LIMIT } from "../domain/incident.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { insertActionItem } from "../storage/action-items.ts";
import { lockIncident } from "../storage/incidents.ts";
import { appendTimeline } from "./append-timeline.ts";
import { type Context, inTransaction, oweEffects, recordAudit, type Tx } from "./context.ts";
import { repaintIncident } from "./repaint.ts";

export type ActionItemDraft = Pick<ActionItem, "text" | "owner" | "dueOn"> & {
  readonly createdBy: string;
};

export type ActionItemAdded = { readonly ok: true; readonly item: ActionItem } | Refused;

export async function addActionItem(
  ctx: Context,
  incidentId: string,
  draft: ActionItemDraft,
): Promise<ActionItemAdded> {
  const text = draft.text.trim();
  if (text === "") return refuse({ code: "text-needed", what: "action item" });
  if (text.length > TEXT_LIMIT) {
    const length = text.length;
    return refuse({ code: "text-too-long", what: "action item", length, limit: TEXT_LIMIT });
  }
  return await inTransaction(
    ctx,
    async (tx) => await addItemLocked(tx, incidentId, { ...draft, text }),
  );
}

/** The same within a transaction that has more to do; the text is not checked again. */
export async function addItemLocked(
  tx: Tx,
  incidentId: string,
  draft: ActionItemDraft,
): Promise<ActionItemAdded> {
  const incident = await lockIncident(tx.db, incidentId);
  if (!incident) return refuse({ code: "no-such-incident", wanted: incidentId });
  const item: ActionItem = {
    ...draft,
    id: tx.newId(),
    incidentId,
    state: "open",
    createdAt: tx.now,
  };
  await insertActionItem(tx.db, item);
  const { text, owner, dueOn } = item;
  await appendTimeline(tx, incidentId, [{ kind: "action-item", text, owner, dueOn }]);
  await recordAudit(tx, "action-item.add", incidentId, { detail: { text, owner, dueOn } });
  await tellOwner(tx, item, draft.createdBy);
  await repaintIncident(tx, incidentId);
  return { ok: true, item };
}

/** Whoever is to do it now. */
export async function tellOwner(tx: Tx, item: ActionItem, by: string): Promise<void> {
  const { id, incidentId, text, owner, dueOn } = item;
  const message = { kind: "action-item", item: id, incidentId, text, owner, dueOn, by } as const;
  await oweEffects(tx, [{ kind: "post", to: { in: "dm", user: owner }, message }]);
}
