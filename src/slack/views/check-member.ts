// Whether a person chosen in a form may act in Muster at all.
import { findPerson } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { findMember } from "../people.ts";
import type { Turn } from "../turn.ts";

/** The sentence for under the field; undefined where the person is a full member. */
export async function checkMember(turn: Turn, user: string): Promise<string | undefined> {
  const directory = { client: turn.parts.client, teamId: turn.parts.identity()?.teamId };
  const member = await findMember(turn.aside, directory, user);
  if (member.ok) return undefined;
  const known = await findPerson(turn.ctx.db, user);
  return words.command.notMember(known ? `@${known.handle}` : user);
}
