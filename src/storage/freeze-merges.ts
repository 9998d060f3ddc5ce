// Which exception brought a commit into a held branch.
import { and, desc, eq, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { freezeEvents } from "./tables/freezes.ts";

export type ExceptedMerge = { readonly number: number; readonly pull: number };

/** `sha`: the commit that the merge made, or the one that was excepted. */
export async function findExceptedMerge(
  db: Db,
  repository: string,
  sha: string,
): Promise<ExceptedMerge | undefined> {
  const { detail } = freezeEvents;
  const [row] = await db
    .select({
      number: sql<number>`(${detail} ->> 'exception')::int`,
      pull: sql<number>`(${detail} ->> 'pull')::int`,
    })
    .from(freezeEvents)
    .where(
      and(
        eq(freezeEvents.repository, repository),
        eq(freezeEvents.what, "pull.merged"),
        sql`${detail} ->> 'exception' is not null`,
        sql`${sha} in (${detail} ->> 'mergeSha', ${detail} ->> 'headSha')`,
      ),
    )
    .orderBy(desc(freezeEvents.at))
    .limit(1);
  return row;
}
