// Alerts in the database, unique by hook and alert key.
import { and, asc, eq, inArray } from "drizzle-orm";
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

export async function saveAlert(db: Db, alert: Alert): Promise<void> {
  const { id, hook, alertKey, ...rest } = alert;
  await db
    .insert(alerts)
    .values(alert)
    .onConflictDoUpdate({ target: [alerts.hook, alerts.alertKey], set: rest });
}

export async function listAlertsOfIncident(db: Db, incidentId: string): Promise<Alert[]> {
  return await db
    .select()
    .from(alerts)
    .where(eq(alerts.incidentId, incidentId))
    .orderBy(asc(alerts.startedAt));
}
