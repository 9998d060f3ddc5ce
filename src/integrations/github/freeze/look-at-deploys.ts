// The look at what holds the deployments of a repository: the variable, the workflows, the gates.
import { FREEZE_VARIABLE, type Observed } from "../../../domain/freeze/observed.ts";
import { environmentsFormat, gatesFormat, variableFormat, workflowFormat } from "./formats.ts";
import type { LookWish } from "./freeze-github.ts";
import { GithubRefused } from "./refused.ts";
import type { Calling } from "./session.ts";

type Gating = {
  /** Only an app has gates. */
  readonly appId: number | null;
  /** Of muster.yml; null: all that the repository has. */
  readonly environments: readonly string[] | null;
};

type SeenDeploys = Pick<Observed, "variable" | "workflows" | "gates" | "unseen">;

/** A right that only this takes holds up no rules: what may not be seen is told in `unseen`. */
export async function lookAtDeploys(
  calling: Calling,
  { hasVariable, hasGates, workflows: files }: Omit<LookWish, "recorded">,
  { appId, environments }: Gating,
): Promise<SeenDeploys> {
  const unseen: string[] = [];
  const [variable, workflows = {}, gates = {}] = await Promise.all([
    hasVariable ? orUnseen(readVariable(calling), unseen) : undefined,
    orUnseen(readWorkflows(calling, files), unseen),
    hasGates && appId !== null ? orUnseen(readGates(calling, environments, appId), unseen) : {},
  ]);
  return { workflows, gates, unseen, ...(variable !== undefined && { variable }) };
}

const PAGE = 100;
const MOST_PAGES = 3;

async function orUnseen<T>(read: Promise<T>, unseen: string[]): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof GithubRefused) || error.kind !== "rights") throw error;
    unseen.push(error.message);
    return undefined;
  }
}

const VARIABLES = { isChange: false, needs: "Variables: read" };
const ACTIONS = { isChange: false, needs: "Actions: read" };

async function readVariable({ octokit, at, recall }: Calling): Promise<string | null> {
  const call = (headers: object) =>
    octokit.rest.actions.getRepoVariable({ ...at, name: FREEZE_VARIABLE, headers: { ...headers } });
  const found = await orNull(
    recall(`variable ${FREEZE_VARIABLE}`, call, variableFormat, VARIABLES),
  );
  return found?.value ?? null;
}

async function readWorkflows(
  { octokit, at, recall }: Calling,
  files: readonly string[],
): Promise<Observed["workflows"]> {
  const read = files.map(async (file) => {
    const call = (headers: object) =>
      octokit.rest.actions.getWorkflow({ ...at, workflow_id: file, headers: { ...headers } });
    const found = await orNull(recall(`workflow ${file}`, call, workflowFormat, ACTIONS));
    return [file, found?.state ?? null] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Asked at once: of 100 GitHub's limit of calls under way is reached, and previews may be as many environments. */
const AT_ONCE = 10;

async function readGates(
  calling: Calling,
  environments: readonly string[] | null,
  appId: number,
): Promise<Observed["gates"]> {
  const names = environments ?? (await listEnvironments(calling));
  const gates: Record<string, number | null> = {};
  for (let start = 0; start < names.length; start += AT_ONCE) {
    const some = names.slice(start, start + AT_ONCE);
    const read = some.map(async (name) => [name, await readGate(calling, name, appId)] as const);
    for (const [name, id] of await Promise.all(read)) if (id !== undefined) gates[name] = id;
  }
  return gates;
}

/** Null where it has none of ours; undefined where there is no such environment. */
async function readGate(
  { octokit, at, recall }: Calling,
  environment_name: string,
  appId: number,
): Promise<number | null | undefined> {
  const call = (headers: object) =>
    octokit.rest.repos.getAllDeploymentProtectionRules({
      ...{ ...at, environment_name, headers: { ...headers } },
    });
  const found = await orNull(recall(`gates of ${environment_name}`, call, gatesFormat, ACTIONS));
  const ours = found?.custom_deployment_protection_rules.find(
    ({ app, enabled }) => app.id === appId && enabled,
  );
  return found ? (ours?.id ?? null) : undefined;
}

async function listEnvironments({ octokit, at, recall }: Calling): Promise<readonly string[]> {
  const names: string[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const call = (headers: object) =>
      octokit.rest.repos.getAllEnvironments({
        ...{ ...at, per_page: PAGE, page, headers: { ...headers } },
      });
    const { environments } = await recall(
      `environments ${page}`,
      call,
      environmentsFormat,
      ACTIONS,
    );
    names.push(...environments.map(({ name }) => name));
    if (environments.length < PAGE) break;
  }
  return names;
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof GithubRefused && error.kind === "gone") return null;
    throw error;
  }
}
