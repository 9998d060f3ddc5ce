// People seen in Slack, as last fetched; and who has opened their Home tab.
import { eq, gte } from "drizzle-orm";
import type { Person } from "../domain/person.ts";
import type { Db } from "./database.ts";
import { homes, people } from "./tables/records.ts";

export async function savePerson(db: Db, person: Person): Promise<void> {
  const { user, ...rest } = person;
  await db.insert(people).values(person).onConflictDoUpdate({ target: people.user, set: rest });
}

export async function findPerson(db: Db, user: string): Promise<Person | undefined> {
  const [row] = await db.select().from(people).where(eq(people.user, user));
  return row;
}

export async function listPeople(db: Db): Promise<Person[]> {
  return await db.select().from(people);
}

export async function saveHomeSeen(db: Db, user: string, seenAt: Date): Promise<void> {
  await db
    .insert(homes)
    .values({ user, seenAt })
    .onConflictDoUpdate({ target: homes.user, set: { seenAt } });
}

export async function listHomesSeenSince(db: Db, since: Date): Promise<string[]> {
  const rows = await db.select().from(homes).where(gte(homes.seenAt, since));
  return rows.map((row) => row.user);
}
