// The timeline of an incident: appended under the incident's lock, never changed.
import { asc, eq, sql } from "drizzle-orm";
import type { TimelineItem } from "../domain/timeline.ts";
import type { Db } from "./database.ts";
import { timeline } from "./tables/incidents.ts";

export async function insertTimeline(
  db: Db,
  items: readonly Omit<TimelineItem, "seq">[],
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const [last] = await db
    .select({ seq: sql<number>`coalesce(max(${timeline.seq}), 0)::int` })
    .from(timeline)
    .where(eq(timeline.incidentId, first.incidentId));
  const from = last?.seq ?? 0;
  await db
    .insert(timeline)
    .values(items.map((item, index) => ({ ...item, seq: from + index + 1 })));
}

export async function listTimeline(db: Db, incidentId: string): Promise<TimelineItem[]> {
  return await db
    .select()
    .from(timeline)
    .where(eq(timeline.incidentId, incidentId))
    .orderBy(asc(timeline.seq));
}
