// An effect was given up: the incident's timeline and channel say so, with the reason.
import type { Effect } from "../domain/effect.ts";
import { lockIncident } from "../storage/incidents.ts";
import { words } from "../words/words.ts";
import { appendTimeline } from "./append-timeline.ts";
import { type Context, inTransaction, oweEffects, recordAudit } from "./context.ts";

export async function recordDeadEffect(
  ctx: Context,
  effect: Effect,
  record: { readonly id: string; readonly incidentId: string | null; readonly reason: string },
): Promise<void> {
  const { id, incidentId, reason } = record;
  await inTransaction(ctx, async (tx) => {
    await recordAudit(tx, "effect.dead", incidentId ?? id, { detail: { effect, reason } });
    if (!incidentId || !(await lockIncident(tx.db, incidentId))) return;
    const name = words.effect.name(effect);
    await appendTimeline(tx, incidentId, [{ kind: "effect-failed", effect: name, reason }]);
    // A message about a message that cannot be posted would only fail as well, and so on.
    if (effect.kind === "post" || effect.kind === "open-channel") return;
    const message = { kind: "effect-dead", incidentId, effect: name, reason } as const;
    await oweEffects(tx, [{ kind: "post", to: { in: "incident", incidentId }, message }]);
  });
}
