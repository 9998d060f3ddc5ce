// What GitHub was really brought to, by repository, and what its pull requests were told.
import { and, asc, eq } from "drizzle-orm";
import type { FrozenRepository } from "../domain/freeze/repository.ts";
import type { Db } from "./database.ts";
import { frozenRepositories, toldPulls } from "./tables/freezes.ts";

export type ToldPull = typeof toldPulls.$inferSelect;

/** As `githubId` of a pull request whose check run, if it has one, is not known. */
export const NO_CHECK = "";

export async function findFrozenRepository(
  db: Db,
  repository: string,
): Promise<FrozenRepository | undefined> {
  const [row] = await db
    .select()
    .from(frozenRepositories)
    .where(eq(frozenRepositories.key, repository.toLowerCase()));
  return row?.body;
}

export async function listFrozenRepositories(db: Db): Promise<readonly FrozenRepository[]> {
  const rows = await db.select().from(frozenRepositories).orderBy(asc(frozenRepositories.key));
  return rows.map(({ body }) => body);
}

export async function saveFrozenRepository(db: Db, body: FrozenRepository): Promise<void> {
  const key = body.repository.toLowerCase();
  await db
    .insert(frozenRepositories)
    .values({ key, body })
    .onConflictDoUpdate({ target: frozenRepositories.key, set: { body } });
}

export async function listToldPulls(db: Db, repository: string): Promise<readonly ToldPull[]> {
  return await db
    .select()
    .from(toldPulls)
    .where(eq(toldPulls.repository, repository))
    .orderBy(asc(toldPulls.pull));
}

export async function saveToldPull(db: Db, told: ToldPull): Promise<void> {
  await db
    .insert(toldPulls)
    .values(told)
    .onConflictDoUpdate({ target: [toldPulls.repository, toldPulls.pull], set: told });
}

export async function deleteToldPull(db: Db, repository: string, pull: number): Promise<void> {
  await db
    .delete(toldPulls)
    .where(and(eq(toldPulls.repository, repository), eq(toldPulls.pull, pull)));
}
