// Whether GitHub will let a runbook deploy or start a workflow: repository, rights, workflow, earlier release.
import type { ConnectionUse } from "../../domain/runbook/state/intent.ts";
import { answered } from "../github/answered.ts";
import { readDeployments } from "../github/deployments.ts";
import type { Github, RepoClient } from "../github/github.ts";
import type { Faults } from "./look.ts";
import { lookAtWorkflow } from "./look-at-workflow.ts";

export type GithubUse = Extract<ConnectionUse, { kind: "redeploy" | "dispatch" }>;

export async function lookAtGithub(github: Github, use: GithubUse): Promise<Faults> {
  const client = await github.open(use.repo);
  const [repository, work] = await Promise.all([
    lookAtRepository(github, client, use.kind),
    use.kind === "redeploy" ? lookAtReleases(github, use) : lookAtWorkflow(client, use.workflow),
  ]);
  return [...repository, ...work];
}

/** Without `kind` only whether it can be seen at all. */
export async function lookAtRepository(
  { settings }: Pick<Github, "settings">,
  client: RepoClient,
  kind?: GithubUse["kind"],
): Promise<Faults> {
  const { octokit, at, mask } = client;
  const name = `${at.owner}/${at.repo}`;
  const got = await answered(octokit.rest.repos.get(at), mask);
  if (!got.ok) return [`${name} cannot be read: ${got.answer.excerpt}`];
  if (got.data.archived) return [`${name} is archived: nothing can be changed there.`];
  if (!kind) return [];
  const right = kind === "redeploy" ? "deployments" : "actions";
  if (settings.access?.kind === "app") return await lookAtApp(client, name, right);
  const { permissions } = got.data;
  if (permissions && !permissions.push) {
    return [`The owner of GITHUB_TOKEN may not write to ${name}. Give them the role Write.`];
  }
  return [];
}

/** What an app may do was agreed when it was installed. */
async function lookAtApp(
  { octokit }: RepoClient,
  name: string,
  right: "deployments" | "actions",
): Promise<Faults> {
  const { permissions } = (await octokit.auth({ type: "installation" })) as {
    readonly permissions?: Readonly<Record<string, string>>;
  };
  if (permissions?.[right] === "write") return [];
  const has = permissions?.[right] ?? "nothing";
  return [
    `The app has ${right}: ${has} on ${name}. Give it ${right}: write, and accept that there.`,
  ];
}

async function lookAtReleases(
  github: Github,
  { repo, environment }: Extract<GithubUse, { kind: "redeploy" }>,
): Promise<Faults> {
  const { environments } = github.settings;
  if (environments && !environments.includes(environment)) {
    return [`${environment} is not in github.environments of muster.yml. Add it there.`];
  }
  const read = await readDeployments(github, { repo, environment });
  if (!read.ok) return [`The deployments of ${repo} cannot be read: ${read.message}`];
  const { current, previous } = read.json as Record<"current" | "previous", object | null>;
  if (!current) return [`${repo} has no successful deployment to ${environment}.`];
  if (!previous) {
    return [`${repo} has no earlier successful deployment to ${environment} to go back to.`];
  }
  return [];
}
