// Who a principal of a runbook can be, by what muster.yml says: nobody, so many, or anybody.

/** The roles of an incident, and the other name of the one who leads it. */
const ROLES: readonly string[] = ["lead", "incident_commander", "comms", "scribe"];

/** People by their handle, Slack id or e-mail address, as muster.yml has them. */
export type KnownPeople = {
  readonly teams: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
};

/** `anybody`: as many as there are responders. A role is one person, and may be anyone. */
export type Crowd = {
  readonly named: readonly string[];
  readonly roles: readonly string[];
  readonly anybody: boolean;
};

export function crowdOf(principals: readonly string[], people: KnownPeople): Crowd {
  const parts = principals.map((principal) => split(principal));
  const named = parts.flatMap(([sort, name]) => {
    if (sort === "oncall") return listed(people.teams, name);
    if (sort === "group") return listed(people.groups, name);
    return sort === "user" ? [name] : [];
  });
  return {
    named: [...new Set(named)],
    roles: [...new Set(parts.flatMap(([sort, name]) => (sort === "role" ? roleOf(name) : [])))],
    anybody: parts.some(([sort]) => sort === "any_responder" || sort === "incident_members"),
  };
}

/** Why nobody can be this principal, or undefined. */
export function emptyPrincipal(principal: string, people: KnownPeople): string | undefined {
  const [sort, name] = split(principal);
  if (sort === "role" && !ROLES.includes(name)) {
    return `'${principal}' is nobody: the roles of an incident are ${ROLES.join(", ")}`;
  }
  if (sort !== "oncall" && sort !== "group") return undefined;
  const known = sort === "oncall" ? people.teams : people.groups;
  const section = sort === "oncall" ? "teams" : "groups";
  if (!Object.hasOwn(known, name)) {
    const others = Object.keys(known).join(", ") || "none";
    return `'${principal}' is nobody: '${section}' in muster.yml has no '${name}', there are ${others}`;
  }
  if (listed(known, name).length > 0) return undefined;
  const empty = sort === "oncall" ? "has nobody on call" : "is empty";
  return `'${principal}' is nobody: '${name}' ${empty} in muster.yml`;
}

export function isNobody(crowd: Crowd): boolean {
  return !crowd.anybody && crowd.named.length === 0 && crowd.roles.length === 0;
}

/** Both names of the one who leads are one person. */
function roleOf(name: string): readonly string[] {
  if (!ROLES.includes(name)) return [];
  return [name === "lead" ? "incident_commander" : name];
}

function split(principal: string): readonly [string, string] {
  const [sort = "", name = ""] = principal.split(/:(.*)/s);
  return [sort, name];
}

function listed(lists: KnownPeople["teams"], name: string): readonly string[] {
  return (Object.hasOwn(lists, name) ? lists[name] : undefined) ?? [];
}
