// Alerts in the database, unique by hook and alert key.
import { and, asc, count, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Alert, AlertCounts } from "../domain/alert.ts";
import type { Db } from "./database.ts";
import { alerts, incidents } from "./tables/incidents.ts";

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
  // One parameter for all rows, for hundreds may change at once; its members are named as the columns are.
  const rows = changed.map((alert) =>
    Object.fromEntries(COLUMNS.map(([member, column]) => [column, alert[member]])),
  );
  await db.execute(sql`
    insert into alerts select * from jsonb_populate_recordset(null::alerts, ${JSON.stringify(rows)}::jsonb)
    on conflict (hook, alert_key) do update set ${REPLACED}`);
}

const COLUMNS = Object.keys(getTableColumns(alerts)).map(
  (member) => [member as keyof Alert, snakeCase(member)] as const,
);

const REPLACED = sql.raw(
  COLUMNS.map(([, column]) => column)
    .filter((column) => !["id", "hook", "alert_key"].includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(", "),
);

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** When the newest alert joined each of these incidents. */
export async function listLastJoins(
  db: Db,
  incidentIds: readonly string[],
): Promise<Map<string, Date>> {
  if (incidentIds.length === 0) return new Map();
  // Asked for each incident apart, the index answers with its last entry, however many alerts there are.
  const newest = sql`(select max(joined_at) from alerts where incident_id = incidents.id)`;
  const rows = await db
    .select({ incidentId: incidents.id, at: newest.mapWith(alerts.joinedAt) })
    .from(incidents)
    .where(inArray(incidents.id, [...incidentIds]));
  return new Map(
    rows.flatMap(({ incidentId, at }) => (incidentId && at ? [[incidentId, at]] : [])),
  );
}

/** How many fire and have recovered; a storm puts thousands into one incident. */
export async function countAlertsOfIncident(db: Db, incidentId: string): Promise<AlertCounts> {
  const rows = await db
    .select({ state: alerts.state, many: count() })
    .from(alerts)
    .where(eq(alerts.incidentId, incidentId))
    .groupBy(alerts.state);
  const many = (state: Alert["state"]) => rows.find((row) => row.state === state)?.many ?? 0;
  return { firing: many("firing"), recovered: many("recovered") };
}

/** The alert that stands for the others: the first that fires, else the first. */
export async function findLeadingAlert(db: Db, incidentId: string): Promise<Alert | undefined> {
  const [row] = await db
    .select()
    .from(alerts)
    .where(eq(alerts.incidentId, incidentId))
    .orderBy(desc(sql`${alerts.state} = 'firing'`), asc(alerts.startedAt))
    .limit(1);
  return row;
}

export async function listAlertsOfIncident(db: Db, incidentId: string): Promise<Alert[]> {
  return await db
    .select()
    .from(alerts)
    .where(eq(alerts.incidentId, incidentId))
    .orderBy(asc(alerts.startedAt));
}
