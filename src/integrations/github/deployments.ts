// Deployments on GitHub: which commits run and ran, running an earlier one again, and how that goes.
import type { Redeployment } from "../../domain/runbook/state/change.ts";
import type { ReadAnswer } from "../../domain/runbook/state/run-event.ts";
import { type Answer, messageOf } from "../answer.ts";
import { unsent } from "../integration-error.ts";
import { type Answered, answered } from "./answered.ts";
import type { Github, RepoClient } from "./github.ts";
import { type Mark, NOTHING } from "./mark.ts";

/** A new deployment of a commit that ran before: nothing is merged, and no check is asked for. */
export async function createDeployment(
  github: Github,
  change: Redeployment,
  effectId: string,
): Promise<Answer> {
  const { environment, sha, replaces } = change;
  checkEnvironment(github, environment);
  const client = await github.open(change.repo);
  const created = await answered<Created | object>(
    client.octokit.rest.repos.createDeployment({
      ...client.at,
      ref: sha,
      environment,
      task: "rollback",
      auto_merge: false,
      required_contexts: [],
      description: `Muster: ${sha.slice(0, 12)} instead of ${replaces.slice(0, 12)}`,
      payload: { effect_id: effectId },
    }),
    client.mask,
  );
  const { answer } = created;
  if (!created.ok) return withFix(answer);
  const { data } = created;
  if (!("id" in data)) {
    const excerpt = `GitHub answers ${answer.status}: ${messageOf(answer)} Nothing was deployed.`;
    return { ...answer, excerpt };
  }
  const url = pageOf(client, environment) ?? data.url;
  return { ...answer, json: { id: data.id, sha: data.sha, url } };
}

type Created = { readonly id: number; readonly sha: string; readonly url: string };

function withFix(answer: Answer): Answer {
  if (answer.status !== 404 && answer.status !== 403) return answer;
  return { ...answer, excerpt: `${answer.excerpt} It needs the right Deployments: write.` };
}

function checkEnvironment({ settings }: Github, environment: string): void {
  if (!settings.environments || settings.environments.includes(environment)) return;
  const known = settings.environments.join(", ");
  throw unsent(
    `${environment} is not in github.environments of muster.yml (${known}). Add it there.`,
  );
}

const pageOf = ({ webUrl }: RepoClient, environment: string): string | undefined =>
  webUrl && `${webUrl}/deployments/${encodeURIComponent(environment)}`;

type Where = { readonly repo: string; readonly environment: string };
type Release = { readonly id: number; readonly sha: string; readonly at: string };

/** Deployments looked through for the last two good ones. */
const LOOKED_THROUGH = 30;
/** Asked at once, to be quick without being a burden. */
const AT_ONCE = 5;

/** The commit that runs, and the different one that ran before it. */
export async function readDeployments(
  github: Github,
  { repo, environment }: Where,
): Promise<ReadAnswer> {
  const client = await github.open(repo);
  const listed = await listDeployments(client, environment, LOOKED_THROUGH);
  if (!listed.ok) return refused(listed.answer);
  const releases: Release[] = [];
  for (let start = 0; start < listed.data.length; start += AT_ONCE) {
    const some = listed.data.slice(start, start + AT_ONCE);
    const read = await Promise.all(some.map(async (each) => await readRelease(client, each)));
    for (const release of read) {
      if ("excerpt" in release) return refused(release);
      releases.push(...release);
    }
    if (releases.some(({ sha }) => sha !== releases[0]?.sha)) break;
  }
  const current = releases[0] ?? null;
  const previous = releases.find(({ sha }) => sha !== current?.sha) ?? null;
  return found({ current, previous });
}

type Listed = { readonly id: number; readonly sha: string; readonly created_at: string };

/** Itself where it succeeded, else none; or what GitHub answered instead. */
async function readRelease(
  client: RepoClient,
  { id, sha, created_at }: Listed,
): Promise<readonly Release[] | Answer> {
  const course = await readCourse(client, id);
  if (!course.ok) return course.answer;
  const { state, succeededAt } = course.data;
  return state === "success" ? [{ id, sha, at: succeededAt ?? created_at }] : [];
}

const found = (json: unknown): ReadAnswer => ({ ok: true, status: 200, json });

const refused = ({ excerpt }: Answer): ReadAnswer => ({ ok: false, message: excerpt });

async function listDeployments(client: RepoClient, environment: string, per_page: number) {
  const { octokit, at, mask } = client;
  return await answered(octokit.rest.repos.listDeployments({ ...at, environment, per_page }), mask);
}

type Course = {
  readonly state: "pending" | "success" | "failure";
  /** GitHub's own word for the newest status; null while there is none. */
  readonly latest: string | null;
  readonly succeededAt: string | null;
  readonly url: string | null;
};

/** A success stays one when a later deployment makes it inactive. */
async function readCourse(client: RepoClient, id: number): Promise<Answered<Course>> {
  const { octokit, at, mask } = client;
  const read = await answered(
    octokit.rest.repos.listDeploymentStatuses({ ...at, deployment_id: id, per_page: 100 }),
    mask,
  );
  if (!read.ok) return read;
  const statuses = [...read.data].sort((a, b) => b.id - a.id);
  const [newest] = statuses;
  const success = statuses.find(({ state }) => state === "success");
  const latest = newest?.state ?? null;
  const course: Course = {
    latest,
    state: courseOf(latest, success !== undefined),
    succeededAt: success?.created_at ?? null,
    url: newest?.log_url || newest?.target_url || newest?.environment_url || null,
  };
  return { ...read, data: course };
}

function courseOf(latest: string | null, hasSucceeded: boolean): Course["state"] {
  switch (latest) {
    case "success":
      return "success";
    case "inactive":
      return hasSucceeded ? "success" : "failure";
    case "failure":
    case "error":
      return "failure";
    default:
      return "pending";
  }
}

/** How the deployment goes that an effect made. */
export async function readDeployment(
  github: Github,
  { repo, environment }: Where,
  mark: Mark,
): Promise<ReadAnswer> {
  const client = await github.open(repo);
  const ours = await findMarked(client, environment, mark);
  if (!ours.ok) return refused(ours.answer);
  if (!ours.data) return found({ ...NOTHING, state: "absent" });
  const { id, sha, url: apiUrl } = ours.data;
  const course = await readCourse(client, id);
  if (!course.ok) return refused(course.answer);
  const { state, latest, url } = course.data;
  const conclusion = state === "pending" ? null : latest;
  return found({ state, id, sha, url: url ?? pageOf(client, environment) ?? apiUrl, conclusion });
}

async function findMarked(
  client: RepoClient,
  environment: string,
  mark: Mark,
): Promise<Answered<Created | undefined>> {
  if ("id" in mark) {
    const { octokit, at, mask } = client;
    const deployment_id = mark.id;
    return await answered(octokit.rest.repos.getDeployment({ ...at, deployment_id }), mask);
  }
  const listed = await listDeployments(client, environment, 100);
  if (!listed.ok) return listed;
  const ours = listed.data.find(({ payload }) => markIn(payload) === mark.effectId);
  return { ...listed, data: ours };
}

/** GitHub gives back an object as an object, and a text as a text. */
function markIn(payload: unknown): unknown {
  if (typeof payload === "object" && payload !== null && "effect_id" in payload) {
    return payload.effect_id;
  }
  if (typeof payload !== "string" || !payload.startsWith("{")) return undefined;
  try {
    return markIn(JSON.parse(payload));
  } catch {
    // Somebody else's payload, in a form of their own.
    return undefined;
  }
}
