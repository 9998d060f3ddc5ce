// When GitHub was last told something, by whichever process: all that share an account keep to one pace.
import { eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { settings } from "./tables/records.ts";

export type GithubTurn = {
  readonly kind: "rule" | "message";
  readonly now: Date;
  readonly apartMs: number;
};

/** `at`: the last turn. `ruleAt`: when a rule last had or wanted one; messages stand back for more of them, of anybody. */
const recorded = (name: "at" | "ruleAt"): SQL<number> =>
  sql<number>`coalesce((${settings.value} ->> ${sql.raw(`'${name}'`)})::bigint, 0)`;

/** Milliseconds until something may be said; 0: now, and nobody else may for `apartMs`. */
export async function takeGithubTurn(
  db: Db,
  account: string,
  { kind, now, apartMs }: GithubTurn,
): Promise<number> {
  const key = `github-turn:${account}`;
  const at = now.getTime();
  // What is recorded as later than that is of another clock, and says nothing: nobody waits for whose is fast.
  const isOver = (name: "at" | "ruleAt", ms: number) =>
    sql`(${recorded(name)} <= ${at - ms}::bigint or ${recorded(name)} > ${at + apartMs}::bigint)`;
  const isFree = isOver("at", apartMs);
  const rule = kind === "rule" ? { ruleAt: at } : {};
  const turn = { at, ...rule };
  const [taken] = await db
    .insert(settings)
    .values({ key, value: turn })
    .onConflictDoUpdate({
      target: settings.key,
      set: { value: sql`${settings.value} || ${JSON.stringify(turn)}::jsonb` },
      setWhere: kind === "rule" ? isFree : sql`${isFree} and ${isOver("ruleAt", 2 * apartMs)}`,
    })
    .returning({ key: settings.key });
  if (taken) return 0;
  const [row] = await db
    .update(settings)
    .set({ value: sql`${settings.value} || ${JSON.stringify(rule)}::jsonb` })
    .where(eq(settings.key, key))
    .returning({ at: recorded("at"), ruleAt: recorded("ruleAt") });
  const free = Number(row?.at ?? 0) + apartMs;
  const freeOfRules = kind === "rule" ? 0 : Number(row?.ruleAt ?? 0) + 2 * apartMs;
  return Math.min(2 * apartMs, Math.max(1, free - at, freeOfRules - at));
}
