// How people are called in what is drawn as an answer to one person.
import { listPeople } from "../storage/people.ts";
import type { Look } from "./blocks/look.ts";
import type { Turn } from "./turn.ts";

export async function lookOf({ ctx }: Pick<Turn, "ctx">): Promise<Look> {
  const people = await listPeople(ctx.db);
  return { shop: ctx.shop, names: new Map(people.map(({ user, name }) => [user, name])) };
}
