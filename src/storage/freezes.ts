// Freezes, and everything that happened in their time.
import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { type Freeze, isOver } from "../domain/freeze/freeze.ts";
import type { Db } from "./database.ts";
import { freezeEvents, freezes } from "./tables/freezes.ts";

type Row = typeof freezes.$inferSelect;
export type FreezeEventRow = Omit<typeof freezeEvents.$inferSelect, "seq">;

const freezeOf = ({ id, number, version, body }: Row): Freeze => ({ ...body, id, number, version });

/** The one of an incident that is not being lifted. */
const isOfIncident = (incidentId: string) =>
  and(eq(freezes.incidentId, incidentId), eq(freezes.isOpen, 1), ne(freezes.state, "lifting"));

function columns(freeze: Omit<Freeze, "number" | "version">) {
  const { id: _, ...body } = freeze;
  return {
    state: freeze.state,
    startsAt: new Date(freeze.startsAt),
    endsAt: freeze.endsAt === null ? null : new Date(freeze.endsAt),
    incidentId: freeze.incidentId,
    effectId: freeze.effectId,
    isOpen: isOver(freeze) ? 0 : 1,
    body,
  };
}

/** Undefined where the same effect, or the same open incident, has frozen already. */
export async function insertFreeze(
  db: Db,
  freeze: Omit<Freeze, "number" | "version">,
): Promise<Freeze | undefined> {
  const [row] = await db
    .insert(freezes)
    .values({ id: freeze.id, ...columns(freeze) })
    .onConflictDoNothing()
    .returning();
  return row && freezeOf(row);
}

/** The open ones that have this repository in their scope; always in the same order. */
export async function lockFreezesOf(db: Db, repository: string): Promise<readonly Freeze[]> {
  const rows = await db
    .select()
    .from(freezes)
    .where(
      and(
        eq(freezes.isOpen, 1),
        sql`${freezes.body} -> 'scope' -> 'repositories' @> ${JSON.stringify([repository])}::jsonb`,
      ),
    )
    .orderBy(asc(freezes.id))
    .for("update");
  return rows.map(freezeOf);
}

/** Before the incident is locked: a freeze comes first, as everywhere. */
export async function lockFreezeOfIncident(
  db: Db,
  incidentId: string,
): Promise<Freeze | undefined> {
  const [row] = await db.select().from(freezes).where(isOfIncident(incidentId)).for("update");
  return row && freezeOf(row);
}

/** All that this incident ever had, the latest first. */
export async function listFreezesOfIncident(
  db: Db,
  incidentId: string,
): Promise<readonly Freeze[]> {
  const rows = await db
    .select()
    .from(freezes)
    .where(eq(freezes.incidentId, incidentId))
    .orderBy(desc(freezes.number));
  return rows.map(freezeOf);
}

export async function lockFreeze(db: Db, id: string): Promise<Freeze | undefined> {
  const [row] = await db.select().from(freezes).where(eq(freezes.id, id)).for("update");
  return row && freezeOf(row);
}

/** Under its lock; the version rises by one. */
export async function saveFreeze(db: Db, freeze: Freeze): Promise<void> {
  const { number: _, version, ...rest } = freeze;
  await db
    .update(freezes)
    .set({ ...columns(rest), version: version + 1 })
    .where(eq(freezes.id, freeze.id));
}

export async function findFreeze(db: Db, id: string): Promise<Freeze | undefined> {
  const [row] = await db.select().from(freezes).where(eq(freezes.id, id));
  return row && freezeOf(row);
}

export async function findFreezeByNumber(db: Db, number: number): Promise<Freeze | undefined> {
  const [row] = await db.select().from(freezes).where(eq(freezes.number, number));
  return row && freezeOf(row);
}

export async function findFreezeByEffect(db: Db, effectId: string): Promise<Freeze | undefined> {
  const [row] = await db.select().from(freezes).where(eq(freezes.effectId, effectId));
  return row && freezeOf(row);
}

/** The one that holds for this incident, or will. */
export async function findFreezeOfIncident(
  db: Db,
  incidentId: string,
): Promise<Freeze | undefined> {
  const [row] = await db.select().from(freezes).where(isOfIncident(incidentId));
  return row && freezeOf(row);
}

/** All that are not over, the earliest start first. */
export async function listOpenFreezes(db: Db): Promise<readonly Freeze[]> {
  const rows = await db
    .select()
    .from(freezes)
    .where(eq(freezes.isOpen, 1))
    .orderBy(asc(freezes.startsAt), asc(freezes.number));
  return rows.map(freezeOf);
}

/** The last that ended, latest first. */
export async function listPastFreezes(db: Db, most: number): Promise<readonly Freeze[]> {
  const rows = await db
    .select()
    .from(freezes)
    .where(eq(freezes.isOpen, 0))
    .orderBy(desc(freezes.startsAt), desc(freezes.number))
    .limit(most);
  return rows.map(freezeOf);
}

/** False where GitHub's id of it was written before. */
export async function insertFreezeEvent(db: Db, event: FreezeEventRow): Promise<boolean> {
  const rows = await db
    .insert(freezeEvents)
    .values(event)
    .onConflictDoNothing()
    .returning({ id: freezeEvents.id });
  return rows.length > 0;
}

/** Of the freeze itself, and of its repositories while it held, in order. */
export async function listFreezeEvents(
  db: Db,
  { freezeId, repositories, from, to }: FreezeEventsWanted,
): Promise<readonly FreezeEventRow[]> {
  const inTime = and(
    inArray(freezeEvents.repository, [...repositories]),
    sql`${freezeEvents.at} >= ${from.toISOString()}::timestamptz`,
    sql`${freezeEvents.at} <= ${to.toISOString()}::timestamptz`,
  );
  const isOfIt = eq(freezeEvents.freezeId, freezeId);
  return await db
    .select()
    .from(freezeEvents)
    .where(repositories.length > 0 ? sql`(${isOfIt}) or (${inTime})` : isOfIt)
    .orderBy(asc(freezeEvents.at), asc(freezeEvents.seq));
}

export type FreezeEventsWanted = {
  readonly freezeId: string;
  readonly repositories: readonly string[];
  readonly from: Date;
  readonly to: Date;
};
