// Alerts in the database, unique by hook and alert key.
import { and, asc, eq, getTableColumns, inArray, max, sql } from "drizzle-orm";
import type { Alert } from "../domain/alert.ts";
import type { Db } from "./database.ts";
import { alerts } from "./tables/incidents.ts";

/** Locks the rows in key order, so that two transactions never wait for each other. */
export async function lockAlerts(
  db: Db,
  hook: string,
  alertKeys: readonly string[],
): Promise<Alert[]> {
  if (alertKeys.length === 0) return [];
  return await db
    .select()
    .from(alerts)
    .where(and(eq(alerts.hook, hook), inArray(alerts.alertKey, [...alertKeys])))
    .orderBy(asc(alerts.alertKey))
    .for("update");
}

/** Keys must be unique within one call. */
export async function saveAlerts(db: Db, changed: readonly Alert[]): Promise<void> {
  if (changed.length === 0) return;
  const { id: _id, hook: _hook, alertKey: _key, ...columns } = getTableColumns(alerts);
  const set = Object.fromEntries(
    Object.entries(columns).map(([name]) => [name, sql.raw(`excluded.${snakeCase(name)}`)]),
  );
  await db
    .insert(alerts)
    .values([...changed])
    .onConflictDoUpdate({ target: [alerts.hook, alerts.alertKey], set });
}

const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** When the newest alert joined each of these incidents. */
export async function listLastJoins(
  db: Db,
  incidentIds: readonly string[],
): Promise<Map<string, Date>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await db
    .select({ incidentId: alerts.incidentId, at: max(alerts.joinedAt) })
    .from(alerts)
    .where(inArray(alerts.incidentId, [...incidentIds]))
    .groupBy(alerts.incidentId);
  return new Map(
    rows.flatMap(({ incidentId, at }) => (incidentId && at ? [[incidentId, at]] : [])),
  );
}

export async function listAlertsOfIncident(db: Db, incidentId: string): Promise<Alert[]> {
  return await db
    .select()
    .from(alerts)
    .where(eq(alerts.incidentId, incidentId))
    .orderBy(asc(alerts.startedAt));
}
