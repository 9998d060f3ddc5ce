// Decides what the runs of workflows have done by now: `set-flag.yml` sets its flag at its end.
import { switchFlag } from "../flags/change-flag.ts";
import { isEnvironment } from "../flags/flag.ts";
import { applyEntry, type Entry, type ShopState } from "../shop-state.ts";
import { runMs, titleOf, type WorkflowRun } from "./workflow.ts";

export type Settled = { readonly entries: readonly Entry[]; readonly event: string };

export function settleRuns(state: ShopState, now: Date): readonly Settled[] {
  const due = state.workflowRuns.filter(
    ({ conclusion, createdAt }) => conclusion === null && now.getTime() - createdAt >= runMs.done,
  );
  const settled: Settled[] = [];
  let after = state;
  for (const run of due) {
    const one = settleRun(after, run, now);
    after = one.entries.reduce(applyEntry, after);
    settled.push(one);
  }
  return settled;
}

function settleRun(state: ShopState, run: WorkflowRun, now: Date): Settled {
  const { flag: name = "", environment, state: wanted } = run.inputs;
  const flag = state.flags[name];
  const mayChange = environment !== "production" || !state.hindrances.includes("change-requests");
  const isPossible = flag !== undefined && isEnvironment(environment) && mayChange;
  const changes = isPossible ? switchFlag({ flag, environment, now }, wanted === "on") : [];
  const conclusion = isPossible ? "success" : "failure";
  const done: Entry = { kind: "workflow-run", run: { ...run, conclusion } };
  const event = `workflow run ${run.number} ended in ${conclusion}: ${titleOf(run)}`;
  return { entries: [...changes, done], event };
}
