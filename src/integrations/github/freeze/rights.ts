// Whether Muster may do in a repository what freezes take; each lack in a sentence with its fix.

import { z } from "zod";
import type { Wanted } from "../../../domain/freeze/repository.ts";
import type { RepositoryFacts } from "./formats.ts";
import type { Calling } from "./session.ts";

/** Of an app: what was agreed when it was installed. Of a token GitHub tells only the role of its owner. */
const authFormat = z.object({
  type: z.string(),
  permissions: z.record(z.string(), z.string()).optional(),
});

async function permissionsOf({
  octokit,
}: Calling): Promise<Readonly<Record<string, string>> | undefined> {
  const auth = authFormat.safeParse(await octokit.auth({ type: "installation" }));
  return auth.success ? auth.data.permissions : undefined;
}

/** Without it there can be no rules. */
export async function lackOfAdmin(
  calling: Calling,
  { full_name: name, permissions }: RepositoryFacts,
): Promise<string | undefined> {
  const app = await permissionsOf(calling);
  if (app) return lackOf(app, "administration", name);
  if (permissions?.admin !== false) return undefined;
  return `The owner of GITHUB_TOKEN is no admin of ${name}. Give them the role Admin, or the token Administration: write.`;
}

/** What the rest takes: checks on pull requests, and holding deployments. */
export async function lackingRights(
  calling: Calling,
  { deploys }: Pick<Wanted, "deploys">,
): Promise<readonly string[]> {
  const app = await permissionsOf(calling);
  if (!app) return [];
  const name = `${calling.at.owner}/${calling.at.repo}`;
  const rights = [
    "checks",
    ...(deploys.includes("variable") ? ["actions_variables"] : []),
    ...(deploys.includes("workflow") ? ["actions"] : []),
    ...(deploys.includes("gate") ? ["deployments"] : []),
  ];
  const isBlind = (right: string, is: boolean) => is && app[right] === undefined;
  return [
    ...rights.flatMap((right) => lackOf(app, right, name) ?? []),
    ...(isBlind("actions", deploys.includes("gate"))
      ? [`The app may not see the environments of ${name}. Give it actions: read.`]
      : []),
    ...(isBlind("pull_requests", true)
      ? [`The app may not see the pull requests of ${name}. Give it pull_requests: read.`]
      : []),
  ];
}

/** An app's token has the rights of when it was made: a new one may have more. */
export async function isLacking(calling: Calling, wish: Pick<Wanted, "deploys">): Promise<boolean> {
  const app = await permissionsOf(calling);
  if (!app) return false;
  return app["administration"] !== "write" || (await lackingRights(calling, wish)).length > 0;
}

function lackOf(
  app: Readonly<Record<string, string>>,
  right: string,
  name: string,
): string | undefined {
  if (app[right] === "write") return undefined;
  const has = app[right] ?? "nothing";
  return `The app has ${right}: ${has} on ${name}. Give it ${right}: write, and accept that there.`;
}
