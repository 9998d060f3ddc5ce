// Who acts: full members of our own workspace, known to Slack within the hour; nobody else.
import { setTimeout as wait } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import {
  type UsersListResponse,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
} from "@slack/web-api";
import type { Person } from "../domain/person.ts";
import type { Context } from "../operations/context.ts";
import { recordPeople } from "../operations/record-delivery.ts";
import { findPerson } from "../storage/people.ts";

export type PersonRefusal =
  | "guest"
  | "bot"
  | "deactivated"
  | "other-workspace"
  | "unknown"
  | "unchecked";

export type Member =
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly why: PersonRefusal };

/** Slack's advice for users.info: an hour. */
const FRESH_MS = 3_600_000;

export type Directory = { readonly client: WebClient; readonly teamId: string | undefined };

/** Asks Slack where the person was not seen within the hour; an older answer serves while Slack is away. */
export async function findMember(
  ctx: Context,
  directory: Directory,
  user: string,
): Promise<Member> {
  const known = await findPerson(ctx.db, user);
  const now = ctx.clock.now();
  if (known && now.getTime() - known.fetchedAt.getTime() < FRESH_MS) return judge(known);
  try {
    const { user: found } = await directory.client.users.info({ user });
    const person = found && readPerson(found, directory.teamId, now);
    if (!person) return { ok: false, why: "unknown" };
    await recordPeople(ctx, [person]);
    return judge(person);
  } catch (error) {
    if (isUnknown(error)) return { ok: false, why: "unknown" };
    if (known) return judge(known);
    if (error instanceof Error) return { ok: false, why: "unchecked" };
    throw error;
  }
}

function isUnknown(error: unknown): boolean {
  const codes = ["user_not_found", "user_not_visible"];
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}

function judge(person: Person): Member {
  if (person.isMember) return { ok: true, person };
  return { ok: false, why: (person.refusal as PersonRefusal | null) ?? "unknown" };
}

/** As users.info and users.list give it; Slack leaves out what is false. */
export type SlackUser = {
  readonly id?: string;
  readonly team_id?: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly tz?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly enterprise_user?: { readonly teams?: string[] };
  readonly profile?: { readonly email?: string; readonly display_name?: string };
};

function readPerson(
  user: SlackUser,
  teamId: string | undefined,
  fetchedAt: Date,
): Person | undefined {
  if (!user.id) return undefined;
  const refusal = refusalOf(user, teamId);
  return {
    user: user.id,
    teamId: user.team_id ?? null,
    handle: user.name ?? user.id,
    name: user.profile?.display_name || user.real_name || user.name || user.id,
    email: user.profile?.email ?? null,
    zone: user.tz ?? "UTC",
    isMember: refusal === null,
    refusal,
    fetchedAt,
  };
}

function refusalOf(user: SlackUser, teamId: string | undefined): PersonRefusal | null {
  if (user.deleted) return "deactivated";
  if (user.is_bot || user.id === "USLACKBOT") return "bot";
  if (user.is_restricted || user.is_ultra_restricted) return "guest";
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  if (user.is_stranger || (teamId && user.team_id && !teams.includes(teamId))) {
    return "other-workspace";
  }
  return null;
}

/** Slack's advice for one page. */
const PAGE_SIZE = 200;

/** A large directory takes longer than Slack allows in a minute: it says how long to wait. */
async function readPage(client: WebClient, cursor: string | undefined): Promise<UsersListResponse> {
  for (;;) {
    try {
      return await client.users.list({ limit: PAGE_SIZE, ...(cursor && { cursor }) });
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw error;
      await wait(error.retryAfter * 1_000);
    }
  }
}

/** Reads the whole directory, so that `@anna` in muster.yml is a person and names can be shown. */
export async function syncDirectory(ctx: Context, directory: Directory): Promise<number> {
  let cursor: string | undefined;
  let count = 0;
  do {
    const page = await readPage(directory.client, cursor);
    const now = ctx.clock.now();
    const people = (page.members ?? []).flatMap((user) => {
      const person = readPerson(user, directory.teamId, now);
      return person ? [person] : [];
    });
    await recordPeople(ctx, people);
    count += people.length;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return count;
}
