// Who is named in a command: a mention, a handle or an e-mail address, and a full member.
import type { Person } from "../../domain/person.ts";
import { findCalled, isSlackId } from "../../operations/find-person.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { code, mention } from "../mrkdwn.ts";
import { findMember } from "../people.ts";
import type { Turn } from "../turn.ts";
import { readUser } from "./grammar.ts";

/** Undefined where the person was told that nobody so called can act. */
export async function findNamed(turn: Turn, word: string): Promise<Person | undefined> {
  const ref = readUser(word) ?? word;
  if (ref.toLowerCase() === "me") return turn.person;
  const user = isSlackId(ref) ? ref : findCalled(await listPeople(turn.ctx.db), ref)?.user;
  if (!user) {
    await turn.say({ text: words.command.nobodyCalled(code(word, 80)) });
    return undefined;
  }
  const directory = { client: turn.parts.client, teamId: turn.parts.identity()?.teamId };
  const member = await findMember(turn.aside, directory, user);
  if (member.ok) return member.person;
  await turn.say({ text: words.command.notMember(mention(user)) });
  return undefined;
}

/** Names to show where Slack's markup is not read. */
export async function handlesById(turn: Turn): Promise<ReadonlyMap<string, string>> {
  const people = await listPeople(turn.ctx.db);
  return new Map(people.map((person) => [person.user, person.handle]));
}
