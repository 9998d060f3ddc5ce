// One command to one incident: decided under its lock, stored with everything that follows from it.
import { decide } from "../domain/decide-incident.ts";
import { withoutPromises } from "../domain/drill.ts";
import { type Incident, type IncidentCommand, isAside } from "../domain/incident.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { listFollowers } from "../storage/followers.ts";
import { lockIncident, saveIncident } from "../storage/incidents.ts";
import { listPages, savePage } from "../storage/pages.ts";
import { appendTimeline } from "./append-timeline.ts";
import { changeTimers, oweEffects, recordAudit, type Tx } from "./context.ts";
import { freezeForIncident, liftForIncident } from "./freezes/freeze-for-incident.ts";
import { repaint, repaintIncident } from "./repaint.ts";

export type Changed =
  | { readonly ok: true; readonly incident: Incident; readonly before: Incident }
  | Refused;

/** Within a transaction that may have more to do; `stillChanged` counts where it is being closed. */
export async function changeLocked(
  tx: Tx,
  incidentId: string,
  command: IncidentCommand,
  stillChanged = 0,
): Promise<Changed> {
  const before = await lockIncident(tx.db, incidentId);
  if (!before) return refuse({ code: "no-such-incident", wanted: incidentId });
  const { actor, now, shop } = tx;
  const { promises } = shop;
  const decided = decide(before, command, { actor, now, promises, stillChanged });
  const decision = isAside(before) ? withoutPromises(decided) : decided;
  const action = `incident.${command.kind}`;
  if (!decision.ok) {
    const detail = { command, refusal: decision.refusal };
    await recordAudit(tx, action, incidentId, { outcome: "refused", detail });
    return decision;
  }
  await saveIncident(tx.db, decision.next);
  await recordAudit(tx, action, incidentId, {
    detail: { command, version: decision.next.version },
  });
  await appendTimeline(tx, incidentId, decision.entries);
  await changeTimers(tx, decision.timers);
  await oweEffects(tx, decision.effects);
  if (decision.next.acknowledgedAt && !before.acknowledgedAt) await answerPages(tx, decision.next);
  await tellFollowers(tx, decision.next, command);
  await repaintIncident(tx, incidentId);
  await followByFreeze(tx, decision.next, command);
  return { ok: true, incident: decision.next, before };
}

async function followByFreeze(tx: Tx, next: Incident, { kind }: IncidentCommand): Promise<void> {
  if (kind === "set-priority") await freezeForIncident(tx, next, "raised");
  if (kind === "reopen") await freezeForIncident(tx, next, "reopened");
  if (kind === "resolve" || kind === "cancel") await liftForIncident(tx, next);
}

/** Whoever acknowledges answers for everyone who was paged: their messages say so too. */
async function answerPages(tx: Tx, incident: Incident): Promise<void> {
  for (const page of await listPages(tx.db, incident.id)) {
    if (page.state !== "waiting") continue;
    const answered = { answeredAt: tx.now, answeredBy: incident.acknowledgedBy };
    await savePage(tx.db, { ...page, state: "answered", ...answered });
    await repaint(tx, "page", page.id, incident.id);
  }
}

/** Followers hear of updates and of the end, never of the technical steps between. */
async function tellFollowers(tx: Tx, incident: Incident, command: IncidentCommand): Promise<void> {
  if (isAside(incident)) return;
  const text = followText(command);
  if (text === undefined) return;
  const users = await listFollowers(tx.db, incident.id);
  await oweEffects(
    tx,
    users.map((user) => ({
      kind: "post",
      to: { in: "dm", user },
      message: { kind: "follow-update", incidentId: incident.id, text, status: incident.status },
    })),
  );
}

function followText(command: IncidentCommand): string | undefined {
  if (command.kind === "post-update") return command.text.trim();
  if (command.kind === "resolve") return command.summary?.trim() ?? "";
  if (command.kind === "cancel" || command.kind === "reopen") return command.reason?.trim() ?? "";
  return undefined;
}
