// Facts of the installation that outlive a process: the bot's identity, resolved channel ids.
import { eq } from "drizzle-orm";
import type { Db } from "./database.ts";
import { settings } from "./tables/records.ts";

export async function saveSetting(
  db: Db,
  key: string,
  value: Record<string, unknown>,
): Promise<void> {
  await db
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } });
}

export async function findSetting(
  db: Db,
  key: string,
): Promise<Record<string, unknown> | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.key, key));
  return row?.value;
}
