// Brings people into the incident's channel; one who cannot come keeps nobody else out.
import { z } from "zod";
import type { Attempt, Effect } from "../../domain/effect.ts";
import type { Courier } from "./courier.ts";
import { findUser, TRIES_FOR_A_NAME } from "./find-user.ts";
import { placeOfRoom, readIncident } from "./places.ts";
import { isRefused, Nobody, NotYet, Pointless, SlackRefused } from "./slack-failure.ts";

const MOST_AT_ONCE = 100;

/** One person's reasons: the others of the same call may still come. */
const PERSONAL = [
  "user_not_found",
  "cant_invite",
  "user_is_restricted",
  "ura_max_channels",
  "user_disabled",
  "user_is_ultra_restricted",
];

export async function invite(
  courier: Courier,
  { incidentId, users: refs }: Extract<Effect, { kind: "invite" }>,
  attempt: Attempt,
): Promise<void> {
  const incident = await readIncident(courier, incidentId);
  const place = placeOfRoom(incident);
  if (place.threadTs) throw new Pointless("a thread has no members to invite");
  const { users, missing } = await resolve(courier, refs);
  for (let from = 0; from < users.length; from += MOST_AT_ONCE) {
    await inviteSome(courier, place.channel, users.slice(from, from + MOST_AT_ONCE));
  }
  if (missing.length === 0) return;
  const reason = missing.join("; ");
  if (attempt.earlier < TRIES_FOR_A_NAME) throw new NotYet(reason);
  throw new Pointless(reason);
}

async function resolve(
  courier: Courier,
  refs: readonly string[],
): Promise<{ users: string[]; missing: string[] }> {
  const users: string[] = [];
  const missing: string[] = [];
  for (const ref of refs) {
    try {
      users.push(await findUser(courier, ref));
    } catch (error) {
      if (!(error instanceof Nobody)) throw error;
      missing.push(error.message);
    }
  }
  return { users, missing };
}

async function inviteSome(
  courier: Courier,
  channel: string,
  users: readonly string[],
): Promise<void> {
  try {
    const args = { channel, users: users.join(","), force: true };
    await courier.call("conversations.invite", args, z.object({}));
  } catch (error) {
    if (error instanceof SlackRefused && error.verdict === "success") return;
    if (!isRefused(error, ...PERSONAL)) throw error;
    if (users.length === 1) throw new Pointless(`${users[0]} cannot be invited: ${error.code}`);
    courier.log.warn({ channel, users, code: error.code }, "inviting one by one");
    for (const user of users) await inviteOne(courier, channel, user);
  }
}

async function inviteOne(courier: Courier, channel: string, user: string): Promise<void> {
  try {
    await inviteSome(courier, channel, [user]);
  } catch (error) {
    if (!(error instanceof Pointless)) throw error;
    courier.log.warn({ channel, user }, error.message);
  }
}
