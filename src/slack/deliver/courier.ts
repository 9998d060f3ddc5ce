// What carrying an effect to Slack needs at hand, and how people are called in what it draws.
import type { Clock } from "../../clock.ts";
import type { Context } from "../../operations/context.ts";
import { findPerson } from "../../storage/people.ts";
import type { Look } from "../blocks/look.ts";
import type { SlackIdentity } from "../clients.ts";
import type { Call } from "./call.ts";

export type CourierLog = {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
};

export type Courier = {
  /** Acts as Muster itself. */
  readonly ctx: Context;
  readonly clock: Clock;
  readonly call: Call;
  readonly identity: () => Promise<SlackIdentity>;
  readonly log: CourierLog;
};

/** Names of the people in a text or an incident; whoever was never seen keeps their id. */
export async function readLook(
  courier: Courier,
  users: readonly (string | null)[],
  texts: readonly (string | null | undefined)[] = [],
): Promise<Look> {
  const { ctx } = courier;
  const mentioned = texts.flatMap((text) =>
    [...(text ?? "").matchAll(/<@([UW][A-Z0-9]+)/g)].map((match) => match[1] ?? ""),
  );
  const names = new Map<string, string>();
  for (const user of new Set([...users, ...mentioned])) {
    const person = user ? await findPerson(ctx.db, user) : undefined;
    if (person) names.set(person.user, person.name);
  }
  const { teamUrl } = await courier.identity();
  return { shop: ctx.shop, names, teamUrl };
}
