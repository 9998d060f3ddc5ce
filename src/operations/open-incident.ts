// Opens an incident: the row, its first promises, and everything the world is to hear of it.

import { isPerson } from "../domain/actor.ts";
import type { Alert } from "../domain/alert.ts";
import {
  addMinutes,
  type Incident,
  isAside,
  LEAD_MISSING_MINUTES,
  TEXT_LIMIT,
  timerKeys,
} from "../domain/incident.ts";
import { ackTimer } from "../domain/incident-change.ts";
import type { Priority } from "../domain/priority.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { teamOf } from "../domain/shop.ts";
import type { TimerChange } from "../domain/timer.ts";
import { insertIncident } from "../storage/incidents.ts";
import { words } from "../words/words.ts";
import { appendTimeline } from "./append-timeline.ts";
import {
  type Context,
  changeTimers,
  inTransaction,
  oweEffects,
  recordAudit,
  type Tx,
} from "./context.ts";
import { freezeForIncident } from "./freezes/freeze-for-incident.ts";
import { pageNextOnCall } from "./page-person.ts";
import { repaint, repaintHomes } from "./repaint.ts";

export type IncidentDraft = {
  readonly title: string;
  readonly priority: Priority;
  readonly service?: string | null;
  readonly team?: string | null;
  readonly impact?: string | null;
  readonly lead?: string | null;
  /** When the trouble began; the moment of opening where nobody knows better. */
  readonly startedAt?: Date;
  readonly suggestedRunbook?: string | null;
  /** Pages nobody, is announced nowhere, promises nothing. */
  readonly isDrill?: boolean;
  /** The same, but what it does is real. */
  readonly isPlanned?: boolean;
};

export type Opened = { readonly ok: true; readonly incident: Incident } | Refused;

export async function openIncident(ctx: Context, draft: IncidentDraft): Promise<Opened> {
  const title = draft.title.trim();
  if (title === "") return refuse({ code: "text-needed", what: "title" });
  if (title.length > TEXT_LIMIT) {
    const length = title.length;
    return refuse({ code: "text-too-long", what: "title", length, limit: TEXT_LIMIT });
  }
  return await inTransaction(ctx, async (tx) => {
    const incident = await openLocked(tx, { ...draft, title });
    return { ok: true, incident };
  });
}

/** Within a transaction that has more to do; two alerts racing to open one are kept apart by the caller. */
export async function openLocked(
  tx: Tx,
  draft: IncidentDraft,
  alerts: readonly Alert[] = [],
): Promise<Incident> {
  const incident = await insertIncident(tx.db, newIncident(tx, draft));
  const { id } = incident;
  await appendTimeline(tx, id, [
    { kind: "opened", title: incident.title, priority: incident.priority },
    ...(incident.lead ? [{ kind: "lead" as const, user: incident.lead, from: null }] : []),
  ]);
  await recordAudit(tx, "incident.open", id, { detail: { ...draft, number: incident.number } });
  await changeTimers(tx, firstTimers(incident));
  await repaint(tx, "announcement", id, id);
  await oweEffects(tx, [{ kind: "open-channel", incidentId: id }]);
  if (!isAside(incident)) {
    await pageNextOnCall(tx, incident, words.page.reason(incident.priority));
  }
  const people = [isPerson(tx.actor) ? tx.actor.user : null, incident.lead].filter(
    (user) => user !== null,
  );
  if (people.length > 0) await oweEffects(tx, [{ kind: "invite", incidentId: id, users: people }]);
  await repaint(tx, "card", id, id);
  await dress(tx, incident, alerts);
  await repaintHomes(tx);
  await freezeForIncident(tx, incident);
  return incident;
}

function newIncident(tx: Tx, draft: IncidentDraft): Parameters<typeof insertIncident>[1] {
  const { now, shop, actor } = tx;
  const { isDrill = false, isPlanned = false } = draft;
  const promise = isAside({ isDrill, isPlanned }) ? null : shop.promises[draft.priority];
  const service = draft.service ?? null;
  const inMinutes = (minutes: number | null | undefined): Date | null =>
    minutes === null || minutes === undefined ? null : addMinutes(now, minutes);
  return {
    id: tx.newId(),
    title: draft.title,
    service,
    team: teamOf(shop, service, draft.team)?.name ?? null,
    priority: draft.priority,
    status: "investigating",
    impact: draft.impact ?? null,
    lead: draft.lead ?? null,
    roles: {},
    declaredBy: actor,
    startedAt: draft.startedAt && draft.startedAt < now ? draft.startedAt : now,
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    ackDueAt: inMinutes(promise?.ackMinutes),
    updateDueAt: inMinutes(promise?.updateMinutes),
    restoreDueAt: inMinutes(promise?.restoreMinutes),
    mitigatedAt: null,
    resolvedAt: null,
    closedBy: null,
    closingText: null,
    lastUpdate: null,
    suggestedRunbook: draft.suggestedRunbook ?? null,
    room: null,
    isDrill,
    isPlanned,
  };
}

function firstTimers(incident: Incident): TimerChange[] {
  const { id: incidentId, ackDueAt, updateDueAt } = incident;
  const timers: TimerChange[] = [];
  if (ackDueAt) timers.push(ackTimer(incidentId, ackDueAt));
  if (updateDueAt) {
    const timer = { kind: "update-due", incidentId, reminder: 1 } as const;
    timers.push({ set: timer, key: timerKeys.update(incidentId), fireAt: updateDueAt });
  }
  if (!incident.lead && incident.priority !== "P4" && !isAside(incident)) {
    timers.push({
      set: { kind: "lead-missing", incidentId },
      key: timerKeys.lead(incidentId),
      fireAt: addMinutes(incident.openedAt, LEAD_MISSING_MINUTES),
    });
  }
  return timers;
}

/** Cosmetics, on a lane of their own: pin, topic, purpose, bookmarks. */
async function dress(tx: Tx, incident: Incident, alerts: readonly Alert[]): Promise<void> {
  const incidentId = incident.id;
  const links = alerts.flatMap((alert) => alert.links);
  const source = links.find(({ label }) => label === "source") ?? links[0];
  await oweEffects(tx, [
    { kind: "pin-card", incidentId },
    { kind: "set-topic", incidentId },
    { kind: "set-purpose", incidentId },
    {
      kind: "bookmark",
      incidentId,
      title: words.bookmark.page(incident.isPlanned),
      link: `${tx.shop.url}/incidents/${incident.number}`,
    },
    ...(source
      ? [
          {
            kind: "bookmark" as const,
            incidentId,
            title: words.bookmark.source(source.label),
            link: source.url,
          },
        ]
      : []),
  ]);
}
