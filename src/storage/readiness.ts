// Readiness boards of campaigns.
import { eq } from "drizzle-orm";
import type { ReadinessBoard } from "../domain/readiness/board.ts";
import type { Db } from "./database.ts";
import { readinessBoards } from "./tables/readiness.ts";

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
