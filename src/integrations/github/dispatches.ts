// Workflows on GitHub: starting one, finding the run that came of it, and how that goes.
import type { Dispatch } from "../../domain/runbook/state/change.ts";
import type { ReadAnswer } from "../../domain/runbook/state/run-event.ts";
import type { Answer } from "../answer.ts";
import { type Answered, answered } from "./answered.ts";
import type { Github, RepoClient } from "./github.ts";
import { type Mark, NOTHING } from "./mark.ts";

/** GitHub tells the run's id at once, where it is new enough; else the run is found by its name. */
export async function dispatchWorkflow(
  github: Github,
  change: Dispatch,
  effectId: string,
): Promise<Answer> {
  const client = await github.open(change.repo);
  const first = await dispatch(client, change, { effectId, wantsDetails: true });
  const isTooOld = first.answer.status === 422 && /return_run_details/.test(first.answer.excerpt);
  const sent = isTooOld ? await dispatch(client, change, { effectId, wantsDetails: false }) : first;
  const { answer } = sent;
  if (!sent.ok) return withFix(answer, change);
  const { data } = sent;
  if (answer.status !== 200 || !data) return answer;
  return { ...answer, json: { id: data.workflow_run_id, url: data.html_url } };
}

type Details = { readonly workflow_run_id: number; readonly html_url: string };

async function dispatch(
  { octokit, at, mask }: RepoClient,
  { workflow, ref, inputs }: Dispatch,
  { effectId, wantsDetails }: { readonly effectId: string; readonly wantsDetails: boolean },
): Promise<Answered<Details | undefined>> {
  return await answered(
    octokit.rest.actions.createWorkflowDispatch({
      ...at,
      workflow_id: workflow,
      ref,
      inputs: { ...inputs, effect_id: effectId },
      ...(wantsDetails && { return_run_details: true }),
    }),
    mask,
  );
}

function withFix(answer: Answer, { workflow, ref }: Dispatch): Answer {
  if (answer.status === 404 || answer.status === 403) {
    const fix = `${workflow} must be there, and the token needs the right Actions: write.`;
    return { ...answer, excerpt: `${answer.excerpt} ${fix}` };
  }
  if (answer.status === 422 && /unexpected inputs/i.test(answer.excerpt)) {
    const fix = `${workflow} on ${ref} has to declare the inputs that the runbook sends, and effect_id.`;
    return { ...answer, excerpt: `${answer.excerpt} ${fix}` };
  }
  return answer;
}

type Where = { readonly repo: string; readonly workflow: string };

/** Pages of runs looked through, newest first: so many others may have been started since. */
const PAGES = 3;
const RUNS_A_PAGE = 50;

/** How the run goes that an effect started; without GitHub's own id it is found by its name. */
export async function readWorkflowRun(
  github: Github,
  { repo, workflow }: Where,
  mark: Mark,
): Promise<ReadAnswer> {
  const client = await github.open(repo);
  const ours = await findMarked(client, workflow, mark);
  if (!ours.ok) return { ok: false, message: ours.answer.excerpt };
  const json = ours.data ? describe(ours.data) : { ...NOTHING, state: "absent" };
  return { ok: true, status: 200, json };
}

async function findMarked(
  { octokit, at, mask }: RepoClient,
  workflow: string,
  mark: Mark,
): Promise<Answered<Run | undefined>> {
  const { getWorkflowRun, listWorkflowRuns } = octokit.rest.actions;
  if ("id" in mark) return await answered(getWorkflowRun({ ...at, run_id: mark.id }), mask);
  for (let page = 1; ; page += 1) {
    const call = listWorkflowRuns({
      ...{ ...at, workflow_id: workflow, event: "workflow_dispatch", page },
      ...{ per_page: RUNS_A_PAGE, exclude_pull_requests: true },
    });
    const listed = await answered(call, mask);
    if (!listed.ok) return listed;
    const { workflow_runs: runs } = listed.data;
    const ours = runs.find(({ name, display_title: title }) =>
      [name, title].some((text) => text?.includes(mark.effectId)),
    );
    if (ours || runs.length < RUNS_A_PAGE || page === PAGES) return { ...listed, data: ours };
  }
}

type Run = {
  readonly id: number;
  readonly head_sha: string;
  readonly html_url: string;
  readonly status: string | null;
  readonly conclusion: string | null;
};

function describe({ id, head_sha: sha, html_url: url, status, conclusion }: Run) {
  if (status !== "completed") return { state: "pending", id, sha, url, conclusion: null };
  return { state: conclusion === "success" ? "success" : "failure", id, sha, url, conclusion };
}
