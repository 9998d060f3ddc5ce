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
  const { deps, repository, attempt, recorded, wanted } = scene;
  const { ctx, targets } = deps;
  const reason = error.message;
  if (error instanceof GithubRefused && error.kind === "limit") {
    return { kind: "later", afterMs: error.retryAfterMs ?? LIMIT_MS, reason };
  }
  const now = ctx.clock.now();
  const before = recorded ?? blankRepository(repository, now.toISOString());
  const isOff = targets.freeze.access === "none";
  const state = stateOf(scene, isOff || isNo(error));
  const isChanged = state !== before.state || before.error !== reason;
  const isIdle = wanted.level === "nothing" && before.state === "open";
  if (isChanged && !isIdle) {
    const since = state === before.state ? before.since : now.toISOString();
    const mode = state === "unenforced" ? "none" : before.mode;
    const body: FrozenRepository = { ...before, state, mode, error: reason, since };
    await recordReconciled(ctx, repository, state === "open" ? cleared(body) : body, []);
  }
  if (isOff || isNo(error) || isIdle) return { kind: "done" };
  if (now.getTime() - attempt.createdAt.getTime() > LONGEST_TASK_MS) {
    return { kind: "dropped", reason };
  }
  return { kind: "later", afterMs: Math.min(backOffMs(attempt.earlier), LONGEST_MS), reason };
}

/** GitHub's answer is about the repository, and the same again in a minute. */
function isNo(error: IntegrationError): boolean {
  if (!(error instanceof GithubRefused)) return false;
  return error.kind !== "away" && error.kind !== "credentials";
}

/** What we made there is never forgotten: then it is said that it is out of reach. */
function stateOf({ recorded, wanted }: Scene, isRefused: boolean): RepositoryState {
  if (!isRefused) return "unknown";
  const { branch = null, tag = null } = recorded?.rulesets ?? {};
  if (branch !== null || tag !== null) return "failed";
  return wanted.level === "nothing" ? "open" : "unenforced";
}

const cleared = (body: FrozenRepository): FrozenRepository => ({ ...body, error: null });
