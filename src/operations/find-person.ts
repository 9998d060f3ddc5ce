// From how people are named (a Slack id, @handle, e-mail) to the person in Slack.
import type { Person } from "../domain/person.ts";
import { type Shop, teamOf } from "../domain/shop.ts";
import type { Db } from "../storage/database.ts";
import { listPeople } from "../storage/people.ts";

const SLACK_ID = /^[UW][A-Z0-9]{2,}$/;

export const isSlackId = (ref: string): boolean => SLACK_ID.test(ref);

/** Slack ids in the order asked; a reference stays as it is where nobody so called was seen in Slack yet. */
export async function resolvePeople(db: Db, refs: readonly string[]): Promise<readonly string[]> {
  if (refs.every(isSlackId)) return refs;
  return resolveAmong(await listPeople(db), refs);
}

/** The same where everybody is at hand already. */
export function resolveAmong(
  people: readonly Person[],
  refs: readonly string[],
): readonly string[] {
  return refs.map((ref) => (isSlackId(ref) ? ref : (findCalled(people, ref)?.user ?? ref)));
}

export function findCalled(people: readonly Person[], ref: string): Person | undefined {
  const wanted = ref.replace(/^@/, "").toLowerCase();
  return people.find(
    (person) => person.handle.toLowerCase() === wanted || person.email?.toLowerCase() === wanted,
  );
}

/** Who is on call for a team, first to be asked first. */
export async function listOnCall(
  db: Db,
  shop: Shop,
  team: string | null,
): Promise<readonly string[]> {
  return await resolvePeople(db, teamOf(shop, null, team)?.onCall ?? []);
}
