// Whether a person chosen in a form may act in Muster at all.
import type { Person } from "../../domain/person.ts";
import { findPerson } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { findMember } from "../people.ts";
import type { Turn } from "../turn.ts";

export type Chosen =
  | { readonly ok: true; readonly person: Person }
  /** The sentence for under the field. */
  | { readonly ok: false; readonly line: string };

export async function findChosen(turn: Turn, user: string): Promise<Chosen> {
  const directory = { client: turn.parts.client, teamId: turn.parts.identity()?.teamId };
  const member = await findMember(turn.aside, directory, user);
  if (member.ok) return member;
  const known = await findPerson(turn.ctx.db, user);
  return { ok: false, line: words.command.notMember(known ? `@${known.handle}` : user) };
}

/** The sentence for under the field; undefined where the person is a full member. */
export async function checkMember(turn: Turn, user: string): Promise<string | undefined> {
  const chosen = await findChosen(turn, user);
  return chosen.ok ? undefined : chosen.line;
}
