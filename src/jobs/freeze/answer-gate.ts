// Answers a deployment that waits at our gate: free, a rollback of ours, an excepted commit, or held.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { allows } from "../../domain/freeze/exception.ts";
import type { GateRun } from "../../integrations/github/freeze/freeze-github.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { listExceptions } from "../../storage/freeze-exceptions.ts";
import { words } from "../../words/words.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { outcomeOf, readWanted, type TaskOf, waitForSlot } from "./freeze-deps.ts";

export async function answerGate(
  deps: RunDeps,
  task: TaskOf<"answer-gate">,
  attempt: Attempt,
): Promise<Outcome> {
  const { repository, runId, environment } = task;
  const { freeze } = deps.targets;
  if (freeze.access !== "app") return { kind: "dropped", reason: "only an app has a gate" };
  try {
    const run = await freeze.findRun(repository, runId);
    if (run?.status === "completed") return { kind: "dropped", reason: "it waits no more" };
    const judged = await judge(deps, repository, run);
    const wait = await waitForSlot(
      deps,
      { repository, kind: "rule" },
      `gate ${runId} ${environment}`,
    );
    if (wait) return wait;
    await freeze.answerGate(repository, { runId, environment, ...judged });
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof GithubRefused)) return outcomeOf(error, attempt);
    if (await isPast(deps, task, error)) return { kind: "dropped", reason: error.message };
    return outcomeOf(error, attempt);
  }
}

/** It is gone, or was answered: by an earlier attempt whose answer was lost, or before a delivery that came late. */
async function isPast(
  { targets }: RunDeps,
  { repository, runId }: TaskOf<"answer-gate">,
  { status, kind }: GithubRefused,
): Promise<boolean> {
  if (status === 404) return true;
  if (kind !== "rights" && kind !== "invalid" && kind !== "conflict") return false;
  const run = await targets.freeze.findRun(repository, runId).catch(() => undefined);
  return run !== undefined && run.status !== "waiting";
}

type Judged = { readonly isApproved: boolean; readonly comment: string };

/** Whatever GitHub was brought to: what is wanted decides. A run that may not be seen waits for nobody. */
async function judge(deps: RunDeps, repository: string, run: GateRun | undefined): Promise<Judged> {
  const { ctx, targets } = deps;
  const { gate: say } = words.freezeGithub;
  const wanted = await readWanted(ctx, repository);
  const isHeld = wanted.level === "frozen" && wanted.deploys.includes("gate");
  if (!isHeld) return { isApproved: true, comment: say.free };
  if (run && (await targets.freeze.isOurRun(repository, run))) {
    return { isApproved: true, comment: say.rollback };
  }
  const exception = run && (await findException(deps, repository, run));
  if (exception !== undefined) return { isApproved: true, comment: say.excepted(exception) };
  const { zone, commands } = ctx.shop;
  const held = say.held({ until: wanted.until, zone, slash: commands.freeze });
  return { isApproved: false, comment: held };
}

/** The commit itself, or the one that its merging made. */
async function findException(
  { ctx, targets }: RunDeps,
  repository: string,
  { headSha }: GateRun,
): Promise<number | undefined> {
  const now = ctx.clock.now();
  const all = await listExceptions(ctx.db, [repository]);
  const direct = all.find((each) => allows(each, headSha, now));
  if (direct) return direct.number;
  const used = all.filter(({ state }) => state === "used");
  if (used.length === 0) return undefined;
  const merged = await targets.freeze.listPullsOfCommit(repository, headSha);
  const found = used.find(({ pull, headSha: sha }) =>
    merged.some((each) => each.isMerged && each.number === pull && each.headSha === sha),
  );
  return found?.number;
}
