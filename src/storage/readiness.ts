// Readiness boards of campaigns, and what is looked up for them.
import { and, asc, eq, lt, max, sql } from "drizzle-orm";
import type { ReadinessBoard } from "../domain/readiness/board.ts";
import type { OverdueAction } from "../domain/readiness/check-people.ts";
import type { Db } from "./database.ts";
import { actionItems, incidents } from "./tables/incidents.ts";
import { readinessBoards } from "./tables/readiness.ts";
import { runs } from "./tables/runs.ts";

type Row = typeof readinessBoards.$inferSelect;

const boardOf = ({ id, campaign, version, body }: Row): ReadinessBoard => ({
  ...body,
  ...{ id, campaign, version },
});

/** Undefined where the campaign has one. */
export async function insertReadinessBoard(
  db: Db,
  { id, campaign, ...body }: Omit<ReadinessBoard, "version">,
): Promise<ReadinessBoard | undefined> {
  const [row] = await db
    .insert(readinessBoards)
    .values({ id, campaign, body })
    .onConflictDoNothing()
    .returning();
  return row && boardOf(row);
}

export async function lockReadinessBoard(
  db: Db,
  campaign: string,
): Promise<ReadinessBoard | undefined> {
  const [row] = await db
    .select()
    .from(readinessBoards)
    .where(eq(readinessBoards.campaign, campaign))
    .for("update");
  return row && boardOf(row);
}

export async function findReadinessBoard(
  db: Db,
  campaign: string,
): Promise<ReadinessBoard | undefined> {
  const [row] = await db
    .select()
    .from(readinessBoards)
    .where(eq(readinessBoards.campaign, campaign));
  return row && boardOf(row);
}

/** Under its lock; the version rises by one. */
export async function saveReadinessBoard(db: Db, board: ReadinessBoard): Promise<void> {
  const { id, campaign: _, version, ...body } = board;
  await db
    .update(readinessBoards)
    .set({ body, version: version + 1 })
    .where(eq(readinessBoards.id, id));
}

/** Earlier boards of the same campaign too, the earliest first. */
export async function listReadinessBoards(
  db: Db,
  name: string,
): Promise<readonly ReadinessBoard[]> {
  const rows = await db
    .select()
    .from(readinessBoards)
    .where(sql`starts_with(${readinessBoards.campaign}, ${`${name}/`})`)
    .orderBy(asc(readinessBoards.campaign));
  return rows.map(boardOf);
}

/** When each runbook's last drill was over that ended as it should. */
export async function listLastPassedDrills(db: Db): Promise<ReadonlyMap<string, Date>> {
  const state = sql`${runs.state} ->> 'state'`;
  const outcome = sql`coalesce(${runs.state} ->> 'outcome', 'success')`;
  const rows = await db
    .select({ slug: runs.slug, at: max(runs.endedAt) })
    .from(runs)
    .where(sql`${runs.mode} = 'drill' and ${state} = 'completed' and ${outcome} = 'success'`)
    .groupBy(runs.slug);
  return new Map(rows.flatMap(({ slug, at }) => (at ? [[slug, at]] : [])));
}

/** Of P1 incidents, drills apart, due before `today` (`2026-11-24`), the longest overdue first. */
export async function listOverdueP1Actions(
  db: Db,
  today: string,
): Promise<readonly OverdueAction[]> {
  const rows = await db
    .select({
      incident: incidents.number,
      text: actionItems.text,
      owner: actionItems.owner,
      dueOn: actionItems.dueOn,
    })
    .from(actionItems)
    .innerJoin(incidents, eq(actionItems.incidentId, incidents.id))
    .where(
      and(
        eq(actionItems.state, "open"),
        lt(actionItems.dueOn, today),
        eq(incidents.priority, "P1"),
        eq(incidents.isDrill, false),
      ),
    )
    .orderBy(asc(actionItems.dueOn), asc(incidents.number));
  return rows.map((row) => ({ ...row, dueOn: row.dueOn ?? today }));
}
