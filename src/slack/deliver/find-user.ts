// From how a person is named in the configuration to a Slack user id, or why there is none.
import { findCalled, isSlackId } from "../../operations/find-person.ts";
import { listPeople } from "../../storage/people.ts";
import type { Courier } from "./courier.ts";
import { Nobody } from "./slack-failure.ts";

/** Tries (about a minute and a half) after which a name that nobody has is taken for a mistake. */
export const TRIES_FOR_A_NAME = 9;

/** Throws Nobody where nobody in Slack is called so. */
export async function findUser({ ctx }: Courier, ref: string): Promise<string> {
  if (isSlackId(ref)) return ref;
  const person = findCalled(await listPeople(ctx.db), ref);
  if (person) return person.user;
  throw new Nobody(`nobody in Slack is called ${JSON.stringify(ref)}; correct it in muster.yml`);
}
