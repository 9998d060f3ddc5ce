// Decides what requests to the workflows of the repository and their runs answer and do.
import { z } from "zod";
import { type Answer, ok } from "../answer.ts";
import { type Call, parseJson } from "../call.ts";
import { type Change, no } from "../service.ts";
import { changed, done, type Visit } from "./api/route.ts";
import { invalid, notFound, notJson, pages } from "./errors.ts";
import type { GatedRun } from "./hub/hub-types.ts";
import { type Hub, webName } from "./hub/open-hub.ts";
import { answerPage } from "./paging.ts";
import { resolveRef } from "./release.ts";
import { drawMinimalRepository, drawUser, nodeId, type Place, stamp } from "./repository.ts";
import {
  findWorkflow,
  listWorkflows,
  readInputs,
  runMs,
  statusOf,
  titleOf,
  type Workflow,
  type WorkflowRun,
  workflows,
} from "./workflow.ts";

export function readActions(hub: Hub, call: Call, place: Place): Answer {
  const own = workflowsOf(hub, place);
  const [noun, id, below, ...rest] = call.path.slice(6);
  if (rest.length > 0) return notFound(pages.workflows);
  if (noun === "runs" && below === undefined) {
    if (id === undefined) return listRuns(hub, call, place);
    return readRun(hub, id, place);
  }
  if (noun !== "workflows") return notFound(pages.workflows);
  if (id === undefined) {
    const draw = (page: readonly Workflow[]) => ({
      total_count: own.length,
      workflows: page.map((each) => drawWorkflow(each, place)),
    });
    return answerPage(call, own, draw);
  }
  const workflow = findWorkflow(own, id);
  if (!workflow) return notFound(pages.workflows);
  if (below === undefined) return ok(drawWorkflow(workflow, place));
  return below === "runs" ? listRuns(hub, call, place, workflow) : notFound(pages.workflows);
}

function readRun(hub: Hub, id: string, place: Place): Answer {
  const run = runsOf(hub, place).find((each) => String(each.id) === id);
  if (run) return ok(drawRun(run, hub, place));
  const gated = hub.find(place.facts.name)?.runs[id];
  return gated ? ok(drawGatedRun(gated, hub, place)) : notFound(pages.runs);
}

const workflowsOf = (hub: Hub, { facts }: Place): readonly Workflow[] =>
  listWorkflows(facts.name, hub.find(facts.name)?.workflows ?? {});

/** Runs are only ever asked for in the web front. */
const runsOf = ({ core }: Hub, { facts }: Place): readonly WorkflowRun[] =>
  facts.name === webName ? core.state().workflowRuns : [];

export function changeWorkflow(
  { hub, repository, params, place, page }: Visit,
  state: Workflow["state"],
): Change {
  const workflow = findWorkflow(workflowsOf(hub, place), params["id"] ?? "");
  if (!workflow) return done(notFound(page));
  hub.put(repository, "workflows", workflow.file, state);
  const how = state === "active" ? "on" : "off";
  return changed({ status: 204 }, `workflow “${workflow.name}” of ${place.facts.name} is ${how}`);
}

/** Newest first; a run that has only just been asked for is not listed yet. */
function listRuns(hub: Hub, call: Call, place: Place, workflow?: Workflow): Answer {
  const now = hub.core.now();
  const query = call.url.searchParams;
  const status = query.get("status");
  const isWanted = (run: WorkflowRun) =>
    now.getTime() - run.createdAt >= runMs.listed &&
    (!workflow || run.workflow === workflow.id) &&
    (query.get("event") ?? "workflow_dispatch") === "workflow_dispatch" &&
    (query.get("branch") ?? run.branch) === run.branch &&
    (query.get("actor") ?? run.actor) === run.actor &&
    (query.get("head_sha") ?? run.sha) === run.sha &&
    (status === null || status === statusOf(run, now) || status === run.conclusion) &&
    isWithin(run.createdAt, query.get("created"));
  const runs = runsOf(hub, place).filter(isWanted).toReversed();
  return answerPage(call, runs, (page) => ({
    total_count: runs.length,
    workflow_runs: page.map((each) => drawRun(each, hub, place)),
  }));
}

/** GitHub's search syntax for dates: `>=…`, `<…`, `from..to`, or a day. */
function isWithin(at: number, range: string | null): boolean {
  if (range === null) return true;
  const [from = "", to] = range.split("..");
  if (to !== undefined) return isWithin(at, `>=${from}`) && isWithin(at, `<=${to}`);
  const [, operator = "", date = ""] = /^(>=|<=|>|<)?(.*)$/.exec(range) ?? [];
  // Whole seconds, as in GitHub's `created_at`.
  const second = Math.floor(at / 1000) * 1000;
  const limit = Date.parse(date);
  switch (operator) {
    case ">=":
      return second >= limit;
    case ">":
      return second > limit;
    case "<=":
      return second <= limit;
    case "<":
      return second < limit;
  }
  return stamp(at).startsWith(date.slice(0, 10));
}

const dispatch = z.object({
  ref: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()).default({}),
  return_run_details: z.boolean().default(false),
});

export function dispatchWorkflow(
  hub: Hub,
  call: Call,
  { place, by }: { readonly place: Place; readonly by: string },
): Change {
  const { core } = hub;
  const workflow = findWorkflow(workflowsOf(hub, place), call.path[7] ?? "");
  if (!workflow) return no(notFound(pages.dispatch));
  const parsed = parseJson(call.body);
  if (!parsed.ok) return no(notJson());
  const read = dispatch.safeParse(parsed.value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const message = `Invalid request.\n\n"${issue?.path.join(".")}": ${issue?.message}`;
    return no(invalid(message, pages.dispatch));
  }
  const { ref, inputs, return_run_details: wantsDetails } = read.data;
  const commit = resolveRef(core.state().releases, ref);
  if (!commit) return no(invalid(`No ref found for: ${ref}`, pages.dispatch));
  if (!workflow.inputs) {
    return no(invalid("Workflow does not have 'workflow_dispatch' trigger", pages.dispatch));
  }
  if (workflow.state !== "active") {
    const message = "Cannot trigger a 'workflow_dispatch' on a disabled workflow";
    return no(invalid(message, pages.dispatch));
  }
  const filled = readInputs(workflow.inputs, inputs);
  if (!filled.ok) return no(invalid(filled.message, pages.dispatch));
  const number = core.state().workflowRuns.length + 1;
  const run: WorkflowRun = {
    id: 19_000_000_000 + number,
    number,
    workflow: workflow.id,
    inputs: filled.inputs,
    branch: ref.replace(/^refs\/heads\//, ""),
    sha: commit.sha,
    actor: by,
    createdAt: core.now().getTime(),
    conclusion: null,
  };
  const details = {
    workflow_run_id: run.id,
    run_url: `${place.api}/repos/${place.facts.name}/actions/runs/${run.id}`,
    html_url: `${place.web}/${place.facts.name}/actions/runs/${run.id}`,
  };
  return {
    answer: wantsDetails ? ok(details) : { status: 204 },
    entries: [{ kind: "workflow-run", run }],
    event: `workflow “${workflow.name}” starts: ${titleOf(run)}`,
  };
}

function drawWorkflow(workflow: Workflow, place: Place) {
  const { api, web } = place;
  const { id, name, file, state } = workflow;
  return {
    id,
    node_id: nodeId("Workflow", id),
    name,
    path: `.github/workflows/${file}`,
    state,
    created_at: "2024-05-02T10:00:00.000Z",
    updated_at: "2026-03-11T10:00:00.000Z",
    url: `${api}/repos/${place.facts.name}/actions/workflows/${id}`,
    html_url: `${web}/${place.facts.name}/blob/main/.github/workflows/${file}`,
    badge_url: `${web}/${place.facts.name}/workflows/${encodeURIComponent(name)}/badge.svg`,
  };
}

/** A deployment by the workflow, which waits at the gate or was let pass. */
function drawGatedRun(
  { id, ref, sha, actor, event, state, startedAt }: GatedRun,
  hub: Hub,
  place: Place,
) {
  const conclusion = { waiting: null, approved: "success", rejected: "failure" } as const;
  const run = drawRun(
    {
      ...{ id, number: 1, workflow: workflows[0]?.id ?? 0, inputs: {}, branch: ref, sha, actor },
      ...{ createdAt: startedAt, conclusion: conclusion[state] },
    },
    hub,
    place,
  );
  return { ...run, event, ...(state === "waiting" && { status: "waiting" }) };
}

function drawRun(run: WorkflowRun, { core }: Hub, place: Place) {
  const now = core.now();
  const workflow = workflows.find(({ id }) => id === run.workflow);
  const repository = drawMinimalRepository(place);
  const url = `${repository.url}/actions/runs/${run.id}`;
  const isDone = run.conclusion !== null;
  const commit = core.state().releases.commits.find(({ sha }) => sha === run.sha);
  const person = {
    name: commit?.author ?? "bea",
    email: `${commit?.author ?? "bea"}@shop.example`,
  };
  return {
    id: run.id,
    name: workflow?.name ?? "",
    node_id: nodeId("WorkflowRun", run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: `.github/workflows/${workflow?.file ?? ""}`,
    display_title: titleOf(run),
    run_number: run.number,
    run_attempt: 1,
    event: "workflow_dispatch",
    status: statusOf(run, now),
    conclusion: run.conclusion,
    workflow_id: run.workflow,
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId("CheckSuite", run.id + 1),
    url,
    html_url: `${place.web}/${place.facts.name}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: stamp(run.createdAt),
    updated_at: stamp(isDone ? run.createdAt + runMs.done : run.createdAt),
    run_started_at: stamp(run.createdAt),
    actor: drawUser(place, run.actor),
    triggering_actor: drawUser(place, run.actor),
    referenced_workflows: [],
    previous_attempt_url: null,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repository.url}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${repository.url}/actions/workflows/${run.workflow}`,
    head_commit: {
      id: run.sha,
      tree_id: run.sha,
      message: commit?.title ?? "",
      timestamp: stamp(commit?.at ?? run.createdAt),
      author: person,
      committer: person,
    },
    repository,
    head_repository: repository,
  };
}
