// Where each painted message stands in Slack, and which version of it.
import { and, eq, sql } from "drizzle-orm";
import type { Projection, ProjectionKind } from "../domain/projection.ts";
import type { Db } from "./database.ts";
import { projections } from "./tables/outbox.ts";

/** Wishes for a newer version; makes the projection on the first wish. */
export async function saveWantedVersion(
  db: Db,
  wanted: Pick<Projection, "kind" | "ref" | "incidentId">,
): Promise<Projection> {
  const [row] = await db
    .insert(projections)
    .values(wanted)
    .onConflictDoUpdate({
      target: [projections.kind, projections.ref],
      set: { wantedVersion: sql`${projections.wantedVersion} + 1` },
    })
    .returning();
  if (!row) throw new Error(`projection ${wanted.kind} of ${wanted.ref} was not stored`);
  return row;
}

export async function findProjection(
  db: Db,
  kind: ProjectionKind,
  ref: string,
): Promise<Projection | undefined> {
  const [row] = await db
    .select()
    .from(projections)
    .where(and(eq(projections.kind, kind), eq(projections.ref, ref)));
  return row;
}

/** References that begin so: the messages that one thing has with several people. */
export async function listRefsStartingWith(
  db: Db,
  kind: ProjectionKind,
  start: string,
): Promise<string[]> {
  const rows = await db
    .select({ ref: projections.ref })
    .from(projections)
    .where(and(eq(projections.kind, kind), sql`starts_with(${projections.ref}, ${start})`))
    .orderBy(projections.ref);
  return rows.map(({ ref }) => ref);
}

export async function findProjectionByMessage(
  db: Db,
  channel: string,
  ts: string,
): Promise<Projection | undefined> {
  const [row] = await db
    .select()
    .from(projections)
    .where(and(eq(projections.channel, channel), eq(projections.ts, ts)));
  return row;
}

export type Painted = {
  readonly channel: string;
  readonly ts: string;
  readonly renderedVersion: number;
  readonly renderedHash: string;
  readonly lastEditAt: Date;
};

/** Records what Slack shows now; an older version never overwrites a newer one. */
export async function savePainted(
  db: Db,
  kind: ProjectionKind,
  ref: string,
  painted: Painted,
): Promise<void> {
  await db
    .update(projections)
    .set(painted)
    .where(
      and(
        eq(projections.kind, kind),
        eq(projections.ref, ref),
        sql`${projections.renderedVersion} <= ${painted.renderedVersion}`,
      ),
    );
}

/** Forgets the message: the next paint posts a new one. */
export async function deletePainted(db: Db, kind: ProjectionKind, ref: string): Promise<void> {
  await db
    .update(projections)
    .set({ channel: null, ts: null, renderedHash: null, renderedVersion: 0 })
    .where(and(eq(projections.kind, kind), eq(projections.ref, ref)));
}
