// Incidents in the database: find, list, lock, insert, save.
import { and, desc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import { type Incident, isAside } from "../domain/incident.ts";
import type { Db } from "./database.ts";
import { incidents } from "./tables/incidents.ts";

export type NewIncident = Omit<Incident, "number" | "version">;

export async function insertIncident(db: Db, incident: NewIncident): Promise<Incident> {
  const [row] = await db.insert(incidents).values(incident).returning();
  if (!row) throw new Error(`incident ${incident.id} was not stored`);
  return row;
}

/** Locks the row until the transaction ends: commands to one incident happen one after another. */
export async function lockIncident(db: Db, id: string): Promise<Incident | undefined> {
  const [row] = await db.select().from(incidents).where(eq(incidents.id, id)).for("update");
  return row;
}

export async function saveIncident(db: Db, incident: Incident): Promise<void> {
  const { id, number: _, ...rest } = incident;
  await db.update(incidents).set(rest).where(eq(incidents.id, id));
}

export async function findIncident(db: Db, id: string): Promise<Incident | undefined> {
  const [row] = await db.select().from(incidents).where(eq(incidents.id, id));
  return row;
}

export async function findIncidentByNumber(db: Db, number: number): Promise<Incident | undefined> {
  const [row] = await db.select().from(incidents).where(eq(incidents.number, number));
  return row;
}

/** The incident whose own channel this is; threads in a shared channel do not count. */
export async function findIncidentByChannel(
  db: Db,
  channel: string,
): Promise<Incident | undefined> {
  const [row] = await db
    .select()
    .from(incidents)
    .where(
      and(
        sql`${incidents.room} ->> 'channel' = ${channel}`,
        sql`${incidents.room} ->> 'threadTs' is null`,
      ),
    )
    .orderBy(desc(incidents.number))
    .limit(1);
  return row;
}

const IS_INCIDENT = [eq(incidents.isDrill, false), eq(incidents.isPlanned, false)];

/** Drills and planned work are not among them. */
export async function listOpenIncidents(db: Db): Promise<Incident[]> {
  return await db
    .select()
    .from(incidents)
    .where(and(isNull(incidents.resolvedAt), ...IS_INCIDENT))
    .orderBy(incidents.priority, incidents.number);
}

/** Latest first, over or not. */
export async function listDrills(db: Db, limit: number): Promise<Incident[]> {
  return await db
    .select()
    .from(incidents)
    .where(eq(incidents.isDrill, true))
    .orderBy(desc(incidents.number))
    .limit(limit);
}

/** A drill, or planned work. */
export async function isAsideIncident(db: Db, id: string): Promise<boolean> {
  const [row] = await db
    .select({ isDrill: incidents.isDrill, isPlanned: incidents.isPlanned })
    .from(incidents)
    .where(eq(incidents.id, id));
  return row !== undefined && isAside(row);
}

/** Drills and planned work are not among them. */
export async function listIncidentsSince(db: Db, since: Date): Promise<Incident[]> {
  return await db
    .select()
    .from(incidents)
    .where(and(gte(incidents.openedAt, since), ...IS_INCIDENT))
    .orderBy(desc(incidents.number));
}

export async function listIncidentsById(db: Db, ids: readonly string[]): Promise<Incident[]> {
  if (ids.length === 0) return [];
  return await db
    .select()
    .from(incidents)
    .where(inArray(incidents.id, [...ids]));
}

/** Incidents that alerts opened since, whatever became of them. */
export async function countOpenedByAlerts(db: Db, since: Date): Promise<number> {
  return await db.$count(
    incidents,
    and(gte(incidents.openedAt, since), sql`${incidents.declaredBy} ->> 'type' = 'alert'`),
  );
}
