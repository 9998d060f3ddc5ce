// What is known of freezes and repositories at this moment, for metrics.
import { type FreezeFigures, figuresOf } from "../domain/freeze/figures.ts";
import type { Db } from "./database.ts";
import { listOpenFreezes } from "./freezes.ts";
import { listFrozenRepositories } from "./frozen-repositories.ts";

export async function readFreezeFigures(db: Db, now: Date): Promise<FreezeFigures> {
  return figuresOf(await listOpenFreezes(db), await listFrozenRepositories(db), now);
}
