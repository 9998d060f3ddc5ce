// An action item is done, open again, or somebody else's: said by any responder, shown everywhere at once.
import {
  type ActionItem,
  type ActionItemCommand,
  decideActionItem,
} from "../domain/action-item.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { findActionItem, saveActionItem } from "../storage/action-items.ts";
import { lockIncident } from "../storage/incidents.ts";
import { tellOwner } from "./add-action-item.ts";
import { appendTimeline } from "./append-timeline.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "./context.ts";
import { repaintBoards } from "./readiness/open-board.ts";
import { repaintIncident } from "./repaint.ts";

export type ActionItemChanged = { readonly ok: true; readonly item: ActionItem } | Refused;

export async function changeActionItem(
  ctx: Context,
  itemId: string,
  command: ActionItemCommand,
  by: string,
): Promise<ActionItemChanged> {
  return await inTransaction(ctx, async (tx): Promise<ActionItemChanged> => {
    const item = await lockItem(tx, itemId);
    if (!item) return refuse({ code: "no-such-action-item" });
    const decision = decideActionItem(item, command);
    if (!decision.ok) return decision;
    const { next, entry } = decision;
    const { incidentId, text, owner, dueOn } = next;
    await saveActionItem(tx.db, next);
    await appendTimeline(tx, incidentId, [entry]);
    const detail = { itemId, text, owner, dueOn };
    await recordAudit(tx, `action-item.${command.kind}`, incidentId, { detail });
    if (owner !== item.owner && owner !== by) await tellOwner(tx, next, by);
    await repaintIncident(tx, incidentId);
    await repaintBoards(tx);
    return { ok: true, item: next };
  });
}

/** As it is under its incident's lock. */
async function lockItem(tx: Tx, id: string): Promise<ActionItem | undefined> {
  const found = await findActionItem(tx.db, id);
  if (!found) return undefined;
  await lockIncident(tx.db, found.incidentId);
  return await findActionItem(tx.db, id);
}
