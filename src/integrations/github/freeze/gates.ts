// A deployment that waits at our gate: which run it is, whether it is our own rollback, and the answer.
import { anyFormat, runFormat } from "./formats.ts";
import type { GateAnswer, GateRun } from "./freeze-github.ts";
import { GithubRefused, type RefusedKind } from "./refused.ts";
import type { Calling } from "./session.ts";

const READ = { isChange: false, needs: "Actions: read" };
const ANSWER = { isChange: true, needs: "Deployments: write" };

/** Undefined where it may not be seen, or is gone. */
export async function findRun(
  { octokit, at, ask }: Calling,
  run_id: number,
): Promise<GateRun | undefined> {
  try {
    const run = await ask(octokit.rest.actions.getWorkflowRun({ ...at, run_id }), runFormat, READ);
    const { id, head_sha: headSha, event, display_title: title } = run;
    const actors = [...new Set([run.actor, run.triggering_actor])];
    return { id, headSha, event, title: title ?? "", actors, status: run.status ?? "" };
  } catch (error) {
    const isUnseen = error instanceof GithubRefused && UNSEEN.includes(error.kind);
    if (isUnseen) return undefined;
    throw error;
  }
}

const UNSEEN: readonly RefusedKind[] = ["gone", "rights"];

/**
 * Nobody else can act under an app's name, and all that Muster starts by itself are runbooks' deployments of earlier
 * commits and their workflows.
 */
export function isStartedBy({ actors, event }: GateRun, login: string): boolean {
  const isOurKind = event === "deployment" || event === "workflow_dispatch";
  return isOurKind && actors.length === 1 && actors[0] === login;
}

export async function answerGate({ octokit, at, ask }: Calling, answer: GateAnswer): Promise<void> {
  const { runId: run_id, environment: environment_name, isApproved, comment } = answer;
  const state = isApproved ? "approved" : "rejected";
  const call = octokit.rest.actions.reviewCustomGatesForRun({
    ...{ ...at, run_id, environment_name, state, comment },
  });
  await ask(call, anyFormat, ANSWER);
}
