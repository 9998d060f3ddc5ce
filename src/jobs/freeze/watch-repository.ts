// What passed while a repository was held: bypasses of our rule, direct pushes, and what was merged.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { heldRef } from "../../domain/freeze/held-ref.ts";
import type { FrozenRepository, Wanted } from "../../domain/freeze/repository.ts";
import type { Found } from "../../domain/freeze/repository-action.ts";
import type { ActivitySeen, PullFacts } from "../../integrations/github/freeze/freeze-github.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { inTransaction } from "../../operations/context.ts";
import { mergeKey } from "../../operations/freezes/follow-github-event.ts";
import { recordFreezeEvent } from "../../operations/freezes/freeze-event.ts";
import { settlePull } from "../../operations/freezes/settle-exception.ts";
import { findUsedException } from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { seenOf } from "./follow-exceptions.ts";
import { outcomeOf, readWanted } from "./freeze-deps.ts";

/** Two conditional calls a repository each five minutes: 200 of them are 80 calls a minute, free while nothing passed. */
export async function watchRepository(
  deps: RunDeps,
  repository: string,
  attempt: Attempt,
): Promise<Outcome> {
  const wanted = await readWanted(deps.ctx, repository);
  if (wanted.level !== "frozen") return { kind: "dropped", reason: "it is not held any more" };
  const recorded = await findFrozenRepository(deps.ctx.db, repository);
  try {
    await note(deps, { repository, wanted, recorded });
    return { kind: "done" };
  } catch (error) {
    return outcomeOf(error, attempt);
  }
}

/** Once more at the end, for what its last minutes brought; a failure must not hold up the opening. */
export async function noteWhatPassed(
  deps: RunDeps,
  repository: string,
  wanted: Wanted,
  recorded: FrozenRepository | undefined,
): Promise<void> {
  try {
    await note(deps, { repository, wanted, recorded });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
  }
}

type Watched = {
  readonly repository: string;
  readonly wanted: Wanted;
  readonly recorded: FrozenRepository | undefined;
};

async function note(deps: RunDeps, watched: Watched): Promise<void> {
  const { repository, recorded, wanted } = watched;
  const since = wanted.since ?? recorded?.since;
  if (since === undefined) return;
  const held = await holdOf(deps, watched);
  const isHeld = ({ ref, at }: { readonly ref: string; readonly at: string }) =>
    Date.parse(at) >= Date.parse(since) && heldRef(ref, held, recorded?.defaultBranch ?? null);
  const found = [
    ...(await bypasses(deps, repository)).filter(isHeld).map(bypassed),
    ...(await passed(deps, repository, isHeld)),
  ];
  if (found.length === 0) return;
  await inTransaction(deps.ctx, async (tx) => {
    for (const each of found) await recordFreezeEvent(tx, { ...each, repository });
  });
}

/** What is not held any more, for the last look of all, is taken from what was; where nothing could be, from what was meant. */
async function holdOf(
  { ctx }: RunDeps,
  { repository, wanted, recorded }: Watched,
): Promise<Pick<Wanted, "branches" | "tags">> {
  if (wanted.level === "frozen") return wanted;
  const { branches = [], tags = [] } = recorded?.holds ?? {};
  if (branches.length + tags.length > 0) return { branches, tags };
  const ending = (await listOpenFreezes(ctx.db))
    .filter(({ state, scope }) => state === "lifting" && scope.repositories.includes(repository))
    .map(({ scope }) => scope);
  return {
    branches: ending.flatMap((each) => each.branches),
    tags: ending.flatMap((each) => each.tags),
  };
}

/** Our own merges pass the rule by being excepted from it, and are seen as merges. */
async function bypasses({ targets }: RunDeps, repository: string) {
  try {
    const login = await targets.freeze.login(repository);
    const all = await targets.freeze.listBypasses(repository);
    return all.filter(({ actor }) => actor !== login);
  } catch (error) {
    // Where there can be no rules, nobody passes by them.
    if (error instanceof GithubRefused && (error.kind === "plan" || error.kind === "gone"))
      return [];
    throw error;
  }
}

const bypassed = ({ id, actor, ref, sha, at }: Omit<ActivitySeen, "before" | "type">): Found => ({
  what: "rule.bypassed",
  key: `rule-suite:${id}`,
  detail: { actor, ref, sha, at },
});

const MERGES = ["pr_merge", "merge_queue_merge"];
const PUSHES = ["push", "force_push", "branch_deletion"];

async function passed(
  deps: RunDeps,
  repository: string,
  isHeld: (seen: ActivitySeen) => boolean,
): Promise<readonly Found[]> {
  const { freeze } = deps.targets;
  const seen = (await freeze.listActivity(repository)).filter(isHeld);
  const found: Found[] = seen.filter(({ type }) => PUSHES.includes(type)).map(pushed);
  for (const merge of seen.filter(({ type }) => MERGES.includes(type))) {
    const pulls = await freeze.listPullsOfCommit(repository, merge.sha);
    for (const pull of pulls.filter((each) => each.isMerged)) {
      found.push(await merged(deps, repository, pull, merge.actor));
    }
  }
  return found;
}

/** The exception that it was made for is used by it, where no webhook has told so. */
async function merged(
  { ctx }: RunDeps,
  repository: string,
  pull: PullFacts,
  actor: string,
): Promise<Found> {
  await settlePull(ctx, repository, seenOf(pull, ctx.clock.now()));
  const { number, title, author, headSha, base, url, mergeSha, mergedBy } = pull;
  const exception = await findUsedException(ctx.db, { repository, pull: number, headSha });
  const by = { mergedBy: mergedBy ?? actor, mergeSha, exception };
  const detail = { pull: number, title, author, headSha, base, url, ...by };
  return { what: "pull.merged", key: mergeKey(number), detail };
}

const pushed = ({ id, actor, ref, sha, before, type, at }: ActivitySeen): Found => ({
  what: "push.direct",
  key: `push:${ref}:${before}:${sha}`,
  detail: { actor, ref, sha, before, type, at, activity: id },
});
