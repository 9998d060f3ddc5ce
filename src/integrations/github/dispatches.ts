// Workflows on GitHub: starting one, finding the run that came of it, and how that goes.
import type { Dispatch } from "../../domain/runbook/change.ts";
import type { ReadAnswer } from "../../domain/runbook/run-event.ts";
import type { Answer } from "../answer.ts";
import { type Answered, answered } from "./answered.ts";
import { NOTHING } from "./deployments.ts";
import type { Github, RepoClient } from "./github.ts";

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

/** How the run goes that this effect started: its name holds the effect's id. */
export async function readWorkflowRun(
  github: Github,
  { repo, workflow }: Where,
  effectId: string,
): Promise<ReadAnswer> {
  const { octokit, at, mask } = await github.open(repo);
  for (let page = 1; page <= PAGES; page += 1) {
    const listed = await answered(
      octokit.rest.actions.listWorkflowRuns({
        ...{ ...at, workflow_id: workflow, event: "workflow_dispatch", page },
        ...{ per_page: RUNS_A_PAGE, exclude_pull_requests: true },
      }),
      mask,
    );
    if (!listed.ok) return { ok: false, message: listed.answer.excerpt };
    const { workflow_runs: runs } = listed.data;
    const ours = runs.find(({ name, display_title: title }) =>
      [name, title].some((text) => text?.includes(effectId)),
    );
    if (ours) return { ok: true, status: 200, json: describe(ours) };
    if (runs.length < RUNS_A_PAGE) break;
  }
  return { ok: true, status: 200, json: { ...NOTHING, state: "absent" } };
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
