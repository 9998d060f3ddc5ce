// From the principals that runbooks name to the people they mean at this moment.
import { isPerson } from "../domain/actor.ts";
import type { Incident } from "../domain/incident.ts";
import { teamOf } from "../domain/shop.ts";
import type { Db } from "../storage/database.ts";
import { listPages } from "../storage/pages.ts";
import { listPeople } from "../storage/people.ts";
import { listTimeline } from "../storage/timeline.ts";
import type { Deps } from "./context.ts";
import { resolveAmong } from "./find-person.ts";

/** Any full member may: then a channel is asked, not everybody one by one. */
const ANYBODY = "any_responder";

export const meansAnybody = (principals: readonly string[]): boolean =>
  principals.includes(ANYBODY);

/** Who is asked by direct message: those who are named in some narrower way than "anybody". */
export async function listNamed(
  deps: Pick<Deps, "db" | "shop">,
  incident: Incident | null,
  principals: readonly string[],
): Promise<readonly string[]> {
  const narrow = principals.filter((each) => each !== ANYBODY);
  return await listPrincipals(deps, incident, narrow);
}

/**
 * Slack ids, first to be asked first; people that Slack does not know as full members are not among them. Outside an
 * incident nobody holds a role.
 */
export async function listPrincipals(
  { db, shop }: Pick<Deps, "db" | "shop">,
  incident: Incident | null,
  principals: readonly string[],
): Promise<readonly string[]> {
  const people = await listPeople(db);
  const members = new Set(people.filter(({ isMember }) => isMember).map(({ user }) => user));
  const named: string[] = [];
  for (const principal of principals) {
    const [sort = "", name = ""] = principal.split(/:(.*)/s);
    const wanted = sort === ANYBODY ? [...members] : await meant(sort, name);
    named.push(...wanted);
  }
  return [...new Set(named)].filter((user) => members.has(user));

  async function meant(sort: string, name: string): Promise<readonly string[]> {
    switch (sort) {
      case "oncall":
        return resolveAmong(people, teamOf(shop, null, name)?.onCall ?? []);
      case "group":
        return resolveAmong(people, shop.groups[name] ?? []);
      case "user":
        return resolveAmong(people, [name]);
      case "role":
        return incident ? holdersOf(incident, name) : [];
      case "incident_members":
        return incident ? await listMembers(db, incident) : [];
      default:
        throw new Error(`'${sort}:${name}' is no principal`);
    }
  }
}

/** People call the one who leads an incident by either name. */
const LEAD = ["lead", "incident_commander"];

function holdersOf({ lead, roles }: Incident, name: string): readonly string[] {
  const names = LEAD.includes(name) ? LEAD : [name];
  const held = names.flatMap((each) => roles[each] ?? []);
  return LEAD.includes(name) && lead ? [lead, ...held] : held;
}

/** Who holds a role in it, was paged, or did anything in it. */
export async function listMembers(db: Db, incident: Incident): Promise<readonly string[]> {
  const { id, lead, roles } = incident;
  const paged = (await listPages(db, id)).map(({ user }) => user);
  const acted = (await listTimeline(db, id)).flatMap(({ actor }) =>
    isPerson(actor) ? [actor.user] : [],
  );
  return [...new Set([...(lead ? [lead] : []), ...Object.values(roles), ...paged, ...acted])];
}
