// The incidents a batch of alerts may touch: read when first asked for, told of changes once at the end.
import type { Joinable } from "../domain/grouping.ts";
import { type Incident, isOpen } from "../domain/incident.ts";
import type { TimelineEntry } from "../domain/timeline.ts";
import { countAlertsOfIncident, listLastJoins } from "../storage/alerts.ts";
import {
  countOpenedByAlerts,
  listIncidentsById,
  listOpenIncidents,
  lockIncident,
} from "../storage/incidents.ts";
import { insertTimeline } from "../storage/timeline.ts";
import { oweEffects, type Tx } from "./context.ts";
import { repaintCounts } from "./repaint.ts";

export type Known = Joinable & Pick<Incident, "declaredBy">;

export type Touch = {
  readonly entry: TimelineEntry;
  readonly tx: Tx;
  readonly isRecovery: boolean;
};

export type IncidentLedger = {
  listOpen(): Promise<readonly Known[]>;
  find(id: string): Promise<Known | undefined>;
  countOpenedLastMinute(): Promise<number>;
  /** The incident was opened, joined or reopened in this batch. */
  set(incident: Known, wasOpened?: boolean): void;
  touch(incidentId: string, touch: Touch): void;
  /** Writes the timelines and repaints each touched incident once. */
  settle(): Promise<void>;
};

const MINUTE_MS = 60_000;

export function openIncidentLedger(tx: Tx): IncidentLedger {
  const known = new Map<string, Known>();
  const touched = new Map<string, Touch[]>();
  let isOpenRead = false;
  let opened: number | undefined;

  async function readOpen(): Promise<void> {
    if (isOpenRead) return;
    isOpenRead = true;
    await keep(await listOpenIncidents(tx.db));
  }

  async function keep(incidents: readonly Incident[]): Promise<void> {
    const joins = await listLastJoins(
      tx.db,
      incidents.map(({ id }) => id),
    );
    for (const incident of incidents) {
      if (known.has(incident.id)) continue;
      known.set(incident.id, {
        ...incident,
        lastAlertAt: joins.get(incident.id) ?? incident.openedAt,
      });
    }
  }

  return {
    async listOpen() {
      await readOpen();
      return [...known.values()].filter((one) => isOpen(one));
    },
    async find(id) {
      if (!known.has(id)) await keep(await listIncidentsById(tx.db, [id]));
      return known.get(id);
    },
    async countOpenedLastMinute() {
      opened ??= await countOpenedByAlerts(tx.db, new Date(tx.now.getTime() - MINUTE_MS));
      return opened;
    },
    set(incident, wasOpened = false) {
      known.set(incident.id, incident);
      if (wasOpened && opened !== undefined) opened += 1;
    },
    touch(incidentId, touch) {
      const touches = touched.get(incidentId);
      if (touches) touches.push(touch);
      else touched.set(incidentId, [touch]);
    },
    async settle() {
      for (const id of [...touched.keys()].sort()) await settleOne(id, touched.get(id) ?? []);
    },
  };
}

async function settleOne(incidentId: string, touches: readonly Touch[]): Promise<void> {
  const [first] = touches;
  if (!first) return;
  const incident = await lockIncident(first.tx.db, incidentId);
  if (!incident) throw new Error(`incident ${incidentId} is gone`);
  await insertTimeline(
    first.tx.db,
    touches.map(({ tx: { newId, now, actor }, entry }) => {
      return { id: newId(), incidentId, at: now, actor, entry };
    }),
  );
  if (touches.some((touch) => touch.isRecovery)) await tellRecovery(first.tx, incidentId);
  await repaintCounts(first.tx, incidentId);
}

/** Nothing fires any more: people are asked whether it is over; nothing closes by itself. */
async function tellRecovery(tx: Tx, incidentId: string): Promise<void> {
  if ((await countAlertsOfIncident(tx.db, incidentId)).firing > 0) return;
  const message = { kind: "alerts-recovered", incidentId } as const;
  await oweEffects(tx, [{ kind: "post", to: { in: "incident", incidentId }, message }]);
}
