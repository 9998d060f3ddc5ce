// A little GitHub: deployments, workflows and their runs, in GitHub's own words (its examples, changed).
import { readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import { judgeAnswer, judgeCall } from "./github-openapi.ts";
import { type Peer, type PeerAnswer, type PeerCall, startPeer } from "./recording-peer.ts";

type Fields = Readonly<Record<string, unknown>>;

const file = new URL("../fixtures/github/answers.json", import.meta.url);
const examples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(
  readFileSync(file, "utf8"),
);

/** GitHub's example of an answer; of a list its first entry. */
function example(operation: string, status = "200", key?: string): Fields {
  const found = examples[operation]?.[status];
  const value = key === undefined ? found : (found as Fields)[key];
  return (Array.isArray(value) ? value[0] : value) as Fields;
}

export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly payload?: Fields | string;
  /** Oldest first, in GitHub's words. */
  statuses: readonly string[];
};

export type WorkflowRun = {
  readonly id: number;
  readonly title: string;
  status: string;
  conclusion: string | null;
};

export type GithubPeer = Peer & {
  readonly deployments: Deployment[];
  readonly runs: WorkflowRun[];
  /** What is asked for next is answered so, whatever it is; then as usual again. */
  answerNext(answer: PeerAnswer | "drop" | "hang"): void;
  /** The next call of this operation is answered so. */
  answerTo(operation: string, answer: PeerAnswer | "drop" | "hang"): void;
  /** Every call and answer that GitHub would not know; must be empty at the end. */
  readonly faults: readonly string[];
};

export type GithubPeerOptions = {
  readonly permissions?: { readonly push: boolean };
  readonly archived?: boolean;
  readonly workflowState?: string;
  readonly workflowText?: string;
  readonly appPermissions?: Readonly<Record<string, string>>;
};

const WORKFLOW = `name: Set a flag
run-name: Set a flag \${{ inputs.effect_id }}
on:
  workflow_dispatch:
    inputs: { flag: { type: string }, state: { type: string }, effect_id: { type: string } }
`;

export async function startGithubPeer(
  t: TestContext,
  options: GithubPeerOptions = {},
): Promise<GithubPeer> {
  const faults: string[] = [];
  const deployments: Deployment[] = [];
  const runs: WorkflowRun[] = [];
  const wished = new Map<string, PeerAnswer | "drop" | "hang">();
  const state = { ...options, deployments, runs };
  const peer = await startPeer(t, (call) => {
    const { operation, faults: found } = judgeCall(call);
    const what = `${call.method} ${call.path}`;
    faults.push(...found.map((fault) => `${what}: ${fault}`));
    const key = wished.has("next") ? "next" : (operation ?? "");
    const wish = wished.get(key);
    wished.delete(key);
    if (wish) return wish;
    const answer = respond(operation ?? "", call, state);
    const { status = 200, body } = answer;
    // What is not there GitHub need not describe.
    if (typeof body !== "string" && status !== 404) {
      const wrong = judgeAnswer(call, status, body);
      faults.push(...wrong.map((fault) => `${what} answered ${status}: ${fault}`));
    }
    return answer;
  });
  return {
    ...{ ...peer, deployments, runs, faults },
    answerNext: (answer) => void wished.set("next", answer),
    answerTo: (operation, answer) => void wished.set(operation, answer),
  };
}

type State = GithubPeerOptions & { deployments: Deployment[]; runs: WorkflowRun[] };

const notFound: PeerAnswer = {
  status: 404,
  body: { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" },
};

function respond(operation: string, call: PeerCall, state: State): PeerAnswer {
  const { deployments, runs } = state;
  switch (operation) {
    case "repos/get": {
      const permissions = { admin: false, push: true, pull: true, ...state.permissions };
      const { archived = false } = state;
      const { source: _, parent: __, ...repository } = example(operation);
      return { body: { ...repository, language: null, archived, permissions } };
    }
    case "repos/list-deployments": {
      const { environment, per_page = "30" } = call.query;
      const listed = deployments.filter((each) => each.environment === environment).toReversed();
      return { body: listed.slice(0, Number(per_page)).map(showDeployment) };
    }
    case "repos/get-deployment": {
      const id = Number(call.path.split("/").at(-1));
      const found = deployments.find((each) => each.id === id);
      return found ? { body: showDeployment(found) } : notFound;
    }
    case "actions/get-workflow-run": {
      const id = Number(call.path.split("/").at(-1));
      const found = runs.find((each) => each.id === id);
      return found ? { body: showRun(found) } : notFound;
    }
    case "repos/list-deployment-statuses": {
      const id = Number(/deployments\/(\d+)/.exec(call.path)?.[1]);
      const found = deployments.find((each) => each.id === id);
      return found ? { body: found.statuses.map(showStatus).toReversed() } : notFound;
    }
    case "repos/create-deployment":
      return createDeployment(call, deployments);
    case "actions/get-workflow": {
      const { workflowState = "active" } = state;
      return {
        body: {
          ...example(operation),
          state: workflowState,
          path: ".github/workflows/set-flag.yml",
        },
      };
    }
    case "repos/get-content": {
      const headers = { "content-type": "application/vnd.github.raw+json; charset=utf-8" };
      return { body: state.workflowText ?? WORKFLOW, headers };
    }
    case "actions/create-workflow-dispatch":
      return dispatch(call, state);
    case "actions/list-workflow-runs": {
      const size = Number(call.query["per_page"] ?? "30");
      const page = Number(call.query["page"] ?? "1");
      const newest = runs.toReversed().slice((page - 1) * size, page * size);
      return { body: { total_count: runs.length, workflow_runs: newest.map(showRun) } };
    }
    case "apps/get-repo-installation":
      return { body: { ...example(operation), id: 77 } };
    case "apps/create-installation-access-token": {
      const { appPermissions: permissions = { deployments: "write", actions: "write" } } = state;
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      return { status: 201, body: { token: "ghs_installationtoken0001", expires_at, permissions } };
    }
    default:
      return notFound;
  }
}

function createDeployment({ body }: PeerCall, deployments: Deployment[]): PeerAnswer {
  const { ref, environment, payload } = body as {
    readonly ref: string;
    readonly environment: string;
    readonly payload: Fields;
  };
  const made: Deployment = {
    ...{ id: 100 + deployments.length, sha: ref, environment, payload, statuses: [] },
  };
  deployments.push(made);
  return { status: 201, body: showDeployment(made) };
}

function dispatch({ body }: PeerCall, { runs }: State): PeerAnswer {
  const { inputs, return_run_details: wantsDetails } = body as {
    readonly inputs: Fields;
    readonly return_run_details?: boolean;
  };
  const id = 9_000 + runs.length;
  const title = `Set a flag ${inputs["effect_id"]}`;
  runs.push({ id, title, status: "queued", conclusion: null });
  if (!wantsDetails) return { status: 204 };
  const html_url = `https://github.com/shop/web/actions/runs/${id}`;
  const run_url = `https://api.github.com/repos/shop/web/actions/runs/${id}`;
  return { body: { workflow_run_id: id, run_url, html_url } };
}

function showDeployment({ id, sha, environment, payload = {} }: Deployment): Fields {
  const url = `https://api.github.com/repos/shop/web/deployments/${id}`;
  return { ...example("repos/list-deployments"), id, sha, ref: sha, environment, payload, url };
}

function showStatus(state: string, index: number): Fields {
  const created_at = new Date(Date.UTC(2026, 10, 20, 12, index)).toISOString();
  return { ...example("repos/list-deployment-statuses"), id: index + 1, state, created_at };
}

function showRun({ id, title, status, conclusion }: WorkflowRun): Fields {
  const run = example("actions/list-workflow-runs", "200", "workflow_runs");
  const html_url = `https://github.com/shop/web/actions/runs/${id}`;
  return { ...run, id, display_title: title, name: "Set a flag", status, conclusion, html_url };
}
