// Pages: who was asked to come, and what became of it.
import { and, asc, eq } from "drizzle-orm";
import type { Page } from "../domain/page.ts";
import type { Db } from "./database.ts";
import { pages } from "./tables/incidents.ts";

export async function insertPage(db: Db, page: Page): Promise<void> {
  await db.insert(pages).values(page);
}

export async function savePage(db: Db, page: Page): Promise<void> {
  await db.update(pages).set(page).where(eq(pages.id, page.id));
}

export async function findPage(db: Db, id: string): Promise<Page | undefined> {
  const [row] = await db.select().from(pages).where(eq(pages.id, id));
  return row;
}

export async function listPages(db: Db, incidentId: string): Promise<Page[]> {
  return await db
    .select()
    .from(pages)
    .where(eq(pages.incidentId, incidentId))
    .orderBy(asc(pages.pagedAt));
}

export async function listWaitingPages(db: Db, user: string): Promise<Page[]> {
  return await db
    .select()
    .from(pages)
    .where(and(eq(pages.user, user), eq(pages.state, "waiting")))
    .orderBy(asc(pages.pagedAt));
}

export async function savePageUser(db: Db, id: string, user: string): Promise<void> {
  await db.update(pages).set({ user }).where(eq(pages.id, id));
}
