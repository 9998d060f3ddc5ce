// Whether LaunchDarkly will let a flag be changed: token, project, environment, flag, approvals.
import { z } from "zod";
import { API_VERSION, explain, get as getFlag } from "../flags/launch-darkly.ts";
import type { HttpCaller } from "../http-caller.ts";
import { type Faults, get, LOOK_MS } from "./look.ts";
import type { FlagUse } from "./look-at-unleash.ts";

const headers = API_VERSION;

/** Without `use` only the token is looked at. */
export async function lookAtLaunchDarkly(caller: HttpCaller, use?: FlagUse): Promise<Faults> {
  const token = await lookAtToken(caller);
  if (token.length > 0 || !use) return token;
  const [environment, flag] = await Promise.all([
    lookAtEnvironment(caller, use),
    lookAtFlag(caller, use),
  ]);
  return [...environment, ...flag];
}

const identityFormat = z.object({ tokenId: z.string().optional() });
const tokenFormat = z.object({ role: z.string().optional() });

/** A token may be one that only reads; those with roles of their own do not tell what they may. */
async function lookAtToken(caller: HttpCaller): Promise<Faults> {
  const { baseUrl } = caller.connection;
  const identity = await get(caller, "/api/v2/caller-identity", { headers });
  if (identity.status === 401) {
    return [`${baseUrl} answers 401: its token has to be an access token (api-…), no SDK key.`];
  }
  if (identity.status >= 500)
    return [`${baseUrl} answers ${identity.status}. Look at that system.`];
  const id = identityFormat.safeParse(identity.json).data?.tokenId;
  if (identity.status !== 200 || !id) return [];
  const path = `/api/v2/tokens/${encodeURIComponent(id)}`;
  const answer = await get(caller, path, { headers });
  if (tokenFormat.safeParse(answer.json).data?.role !== "reader") return [];
  return ["Its token may only read. Create one with the role Writer, or a role of your own."];
}

const environmentFormat = z.object({
  approvalSettings: z
    .object({
      required: z.boolean().default(false),
      requiredApprovalTags: z.array(z.string()).default([]),
    })
    .optional(),
});

async function lookAtEnvironment(caller: HttpCaller, use: FlagUse): Promise<Faults> {
  const { project, env } = use;
  const path = `/api/v2/projects/${encodeURIComponent(project)}/environments/${encodeURIComponent(env)}`;
  const answer = await get(caller, path, { headers });
  if (answer.status === 404) {
    return [`There is no project ${project} with an environment ${env}. Correct the runbook.`];
  }
  const ref = { project, env, flag: use.flag ?? "the flag" };
  if (answer.status !== 200) return [explain(answer, ref).excerpt];
  const approvals = environmentFormat.safeParse(answer.json).data?.approvalSettings;
  if (!approvals?.required) return [];
  const tags = approvals.requiredApprovalTags.join(", ");
  const which = tags ? `flags tagged ${tags}` : "every flag";
  return [
    `Approvals are required in ${env} for ${which}: changes will be refused unless the token's role may bypass them.`,
  ];
}

const flagFormat = z.object({ environments: z.record(z.string(), z.unknown()) });

async function lookAtFlag(caller: HttpCaller, use: FlagUse): Promise<Faults> {
  const { flag, env } = use;
  if (flag === undefined) return [];
  const ref = { ...use, flag };
  const answer = await getFlag(caller, ref, LOOK_MS);
  if (answer.status !== 200) {
    return [`The flag ${flag} cannot be read: ${explain(answer, ref).excerpt}`];
  }
  const environments = flagFormat.safeParse(answer.json).data?.environments ?? {};
  return Object.hasOwn(environments, env)
    ? []
    : [`The flag ${flag} tells of no environment ${env}.`];
}
