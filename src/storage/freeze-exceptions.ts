// Exceptions from freezes.
import { and, asc, eq, inArray } from "drizzle-orm";
import type { FreezeException } from "../domain/freeze/exception.ts";
import type { Db } from "./database.ts";
import { freezeExceptions } from "./tables/freezes.ts";

type Row = typeof freezeExceptions.$inferSelect;

const exceptionOf = ({ id, number, version, body }: Row): FreezeException => ({
  ...body,
  ...{ id, number, version },
});

function columns(exception: Omit<FreezeException, "number" | "version">) {
  const { id: _, ...body } = exception;
  const { repository, pull, headSha, state, incidentId } = exception;
  return { repository, pull, headSha, state, incidentId, body };
}

/** Undefined where one is asked or approved for this commit already. */
export async function insertException(
  db: Db,
  exception: Omit<FreezeException, "number" | "version">,
): Promise<FreezeException | undefined> {
  const [row] = await db
    .insert(freezeExceptions)
    .values({ id: exception.id, ...columns(exception) })
    .onConflictDoNothing()
    .returning();
  return row && exceptionOf(row);
}

export async function lockException(db: Db, id: string): Promise<FreezeException | undefined> {
  const [row] = await db
    .select()
    .from(freezeExceptions)
    .where(eq(freezeExceptions.id, id))
    .for("update");
  return row && exceptionOf(row);
}

/** Asked or approved ones of one pull request; always in the same order. */
export async function lockLiveExceptions(
  db: Db,
  { repository, pull }: { readonly repository: string; readonly pull: number },
): Promise<readonly FreezeException[]> {
  const rows = await db
    .select()
    .from(freezeExceptions)
    .where(
      and(
        inArray(freezeExceptions.state, ["asked", "approved"]),
        eq(freezeExceptions.repository, repository),
        eq(freezeExceptions.pull, pull),
      ),
    )
    .orderBy(asc(freezeExceptions.id))
    .for("update");
  return rows.map(exceptionOf);
}

/** Under its lock; the version rises by one. */
export async function saveException(db: Db, exception: FreezeException): Promise<void> {
  const { number: _, version, ...rest } = exception;
  await db
    .update(freezeExceptions)
    .set({ ...columns(rest), version: version + 1 })
    .where(eq(freezeExceptions.id, exception.id));
}

export async function findException(db: Db, id: string): Promise<FreezeException | undefined> {
  const [row] = await db.select().from(freezeExceptions).where(eq(freezeExceptions.id, id));
  return row && exceptionOf(row);
}

export async function findExceptionByNumber(
  db: Db,
  number: number,
): Promise<FreezeException | undefined> {
  const [row] = await db.select().from(freezeExceptions).where(eq(freezeExceptions.number, number));
  return row && exceptionOf(row);
}

/** Asked or approved, by number; of one repository, or of one pull request there, where they are given. */
export async function listLiveExceptions(
  db: Db,
  of: { readonly repository?: string; readonly pull?: number } = {},
): Promise<readonly FreezeException[]> {
  const { repository, pull } = of;
  const rows = await db
    .select()
    .from(freezeExceptions)
    .where(
      and(
        inArray(freezeExceptions.state, ["asked", "approved"]),
        repository === undefined ? undefined : eq(freezeExceptions.repository, repository),
        pull === undefined ? undefined : eq(freezeExceptions.pull, pull),
      ),
    )
    .orderBy(asc(freezeExceptions.number));
  return rows.map(exceptionOf);
}

/** The number of the one that this merge used up, whoever saw it first; null: it was merged without. */
export async function findUsedException(
  db: Db,
  { repository, pull, headSha }: Pick<FreezeException, "repository" | "pull" | "headSha">,
): Promise<number | null> {
  const [row] = await db
    .select({ number: freezeExceptions.number })
    .from(freezeExceptions)
    .where(
      and(
        eq(freezeExceptions.state, "used"),
        eq(freezeExceptions.repository, repository),
        eq(freezeExceptions.pull, pull),
        eq(freezeExceptions.headSha, headSha),
      ),
    );
  return row?.number ?? null;
}

/** All that were ever asked for these repositories, by number. */
export async function listExceptions(
  db: Db,
  repositories: readonly string[],
): Promise<readonly FreezeException[]> {
  if (repositories.length === 0) return [];
  const rows = await db
    .select()
    .from(freezeExceptions)
    .where(inArray(freezeExceptions.repository, [...repositories]))
    .orderBy(asc(freezeExceptions.number));
  return rows.map(exceptionOf);
}
