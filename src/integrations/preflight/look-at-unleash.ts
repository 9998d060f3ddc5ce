// Whether Unleash will let a flag be changed: token, project, environment, flag, rights, change requests.
import { z } from "zod";
import type { FlagRef } from "../flags/flag-client.ts";
import { environmentPath, explain } from "../flags/unleash.ts";
import type { HttpCaller } from "../http-caller.ts";
import { type Faults, get } from "./look.ts";

export type FlagUse = Omit<FlagRef, "flag"> & { readonly flag?: string | undefined };

/** Without `use` only the token is looked at. */
export async function lookAtUnleash(caller: HttpCaller, use?: FlagUse): Promise<Faults> {
  const user = await get(caller, "/api/admin/user");
  if (user.status !== 200) return [tokenFault(user.status, caller.connection.baseUrl)];
  if (!use) return [];
  const rights = rightsFormat.safeParse(user.json).data?.permissions ?? [];
  const [place, requests] = await Promise.all([
    lookAtPlace(caller, use),
    lookAtRequests(caller, use, rights),
  ]);
  // What is not there needs no rights.
  return place.length > 0 ? place : [...requests, ...lookAtRights(use, rights)];
}

function tokenFault(status: number, baseUrl: string): string {
  if (status === 401 || status === 403) {
    return `${baseUrl} answers ${status}: its token has to be a personal access token or one of a service account (user:…), for the admin API.`;
  }
  if (status === 404) return `${baseUrl} has no Unleash: /api/admin is added to its base_url.`;
  return `${baseUrl} answers ${status}. Look at that system.`;
}

const rightsFormat = z.object({
  permissions: z.array(
    z.object({
      permission: z.string(),
      project: z.string().nullish(),
      environment: z.string().nullish(),
    }),
  ),
});

type Rights = z.output<typeof rightsFormat>["permissions"];

function may(rights: Rights, permission: string, { project, env }: FlagUse): boolean {
  return rights.some(
    (right) =>
      right.permission === "ADMIN" ||
      (right.permission === permission &&
        (!right.project || right.project === "*" || right.project === project) &&
        (!right.environment || right.environment === "*" || right.environment === env)),
  );
}

function lookAtRights(use: FlagUse, rights: Rights): Faults {
  if (may(rights, "UPDATE_FEATURE_ENVIRONMENT", use)) return [];
  return [
    `Its token may not turn flags of the project ${use.project} on or off in ${use.env}. Give it a role with UPDATE_FEATURE_ENVIRONMENT.`,
  ];
}

const environmentsFormat = z.object({ environments: z.array(z.object({ name: z.string() })) });

async function lookAtPlace(caller: HttpCaller, use: FlagUse): Promise<Faults> {
  const { project, env, flag } = use;
  if (flag !== undefined) {
    const ref = { project, env, flag };
    const answer = await get(caller, environmentPath(ref));
    if (answer.status === 200) return [];
    return [`The flag ${flag} cannot be read: ${explain(answer, ref).excerpt}`];
  }
  const path = `/api/admin/environments/project/${encodeURIComponent(project)}`;
  const answer = await get(caller, path);
  const names = environmentsFormat.safeParse(answer.json).data?.environments ?? [];
  if (answer.status === 200 && names.some(({ name }) => name === env)) return [];
  const known = names.map(({ name }) => name).join(", ") || "none";
  return [`The project ${project} has no environment ${env}. It has: ${known}.`];
}

const requestsFormat = z.array(
  z.object({ environment: z.string(), changeRequestEnabled: z.boolean() }),
);

/** Only paid editions have change requests, and tell of them. */
async function lookAtRequests(caller: HttpCaller, use: FlagUse, rights: Rights): Promise<Faults> {
  const { project, env } = use;
  const path = `/api/admin/projects/${encodeURIComponent(project)}/change-requests/config`;
  const answer = await get(caller, path);
  const settings = requestsFormat.safeParse(answer.json).data ?? [];
  const isOn = settings.some((each) => each.environment === env && each.changeRequestEnabled);
  if (!isOn || may(rights, "SKIP_CHANGE_REQUEST", use)) return [];
  return [
    `Change requests are on for project ${project} in ${env}: every change will be refused. Give the token's role SKIP_CHANGE_REQUEST there.`,
  ];
}
