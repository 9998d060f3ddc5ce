// What is recorded of a repository that could not be looked at: plainly what is not known, or why it is not held.
import type { Outcome } from "../../domain/effect.ts";
import { blankRepository } from "../../domain/freeze/conclude-repository.ts";
import type { FrozenRepository, RepositoryState } from "../../domain/freeze/repository.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import type { IntegrationError } from "../../integrations/integration-error.ts";
import { recordReconciled } from "../../operations/freezes/record-reconciled.ts";
import { backOffMs } from "../drain-lane.ts";
import type { Scene } from "./reconcile.ts";

const LONGEST_MS = 60_000;
const LIMIT_MS = 60_000;
/** Later the minute's comparison brings a fresh task: an outage of days is no dead letter. */
const LONGEST_TASK_MS = 3_600_000;

export async function recordTrouble(scene: Scene, error: IntegrationError): Promise<Outcome> {
  const { deps, attempt, recorded, wanted } = scene;
  const reason = error.message;
  if (error instanceof GithubRefused && error.kind === "limit") {
    return { kind: "later", afterMs: error.retryAfterMs ?? LIMIT_MS, reason };
  }
  const isNo = deps.targets.freeze.access === "none" || isAboutRepository(error);
  const isIdle = wanted.level === "nothing" && (recorded?.state ?? "open") === "open";
  if (!isIdle) await record(scene, stateOf(scene, isNo), reason);
  if (isNo || isIdle) return { kind: "done" };
  const age = deps.ctx.clock.now().getTime() - attempt.createdAt.getTime();
  if (age > LONGEST_TASK_MS) return { kind: "dropped", reason };
  return { kind: "later", afterMs: Math.min(backOffMs(attempt.earlier), LONGEST_MS), reason };
}

/** Once, however often it is the same. */
async function record(scene: Scene, state: RepositoryState, reason: string): Promise<void> {
  const { deps, repository, recorded } = scene;
  const now = deps.ctx.clock.now().toISOString();
  const before = recorded ?? blankRepository(repository, now);
  const error = state === "open" ? null : reason;
  if (state === before.state && error === before.error) return;
  const mode = state === "unenforced" ? "none" : before.mode;
  const since = state === before.state ? before.since : now;
  await recordReconciled(deps.ctx, repository, { ...before, state, mode, error, since }, []);
}

/** The same again in a minute: it does not pass by itself. */
function isAboutRepository(error: IntegrationError): boolean {
  if (!(error instanceof GithubRefused)) return false;
  return error.kind !== "away" && error.kind !== "credentials";
}

/** Nothing is called open, or not held, where something of ours may stand there that nobody can look at. */
function stateOf({ recorded, wanted }: Scene, isRefused: boolean): RepositoryState {
  if (!isRefused || mayStandThere(recorded)) return "unknown";
  return wanted.level === "nothing" ? "open" : "unenforced";
}

/** Known by its id, or made by a call whose answer never came. */
function mayStandThere(recorded: FrozenRepository | undefined): boolean {
  const { branch = null, tag = null } = recorded?.rulesets ?? {};
  return branch !== null || tag !== null || (recorded?.changing ?? null) !== null;
}
