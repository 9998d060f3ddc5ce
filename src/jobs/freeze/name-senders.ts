// Names who touched our rulesets, where GitHub's webhook has told of it: a look shows only that somebody did.
import { rulesetOfDrift } from "../../domain/freeze/drift-news.ts";
import type { GithubEvent } from "../../domain/freeze/github-event.ts";
import type { Situation } from "../../domain/freeze/plan-repository.ts";
import { readGithubEvent } from "../../domain/freeze/read-github-event.ts";
import type { Found } from "../../domain/freeze/repository-action.ts";
import { listGithubDeliveries } from "../../storage/github-deliveries.ts";
import type { RunDeps } from "../run/run-deps.ts";

export async function nameSenders(
  { ctx, targets }: RunDeps,
  { wanted: { repository }, observed, recorded }: Situation,
  found: readonly Found[],
): Promise<readonly Found[]> {
  const since = recorded?.observedAt ?? null;
  if (since === null || !found.some(rulesetOfDrift)) return found;
  const told = await listGithubDeliveries(ctx.db, "repository_ruleset", new Date(since));
  const changes = told
    .map(({ event, body }) => readGithubEvent(event, body))
    .flatMap((read) => (read.ok && read.event ? [read.event] : []))
    .filter((event) => event.is === "repository-changed")
    .filter((event) => event.repository.id === observed.repositoryId);
  if (changes.length === 0) return found;
  // We change them as well.
  const own = await targets.freeze.login(repository);
  const others = changes.filter(({ login }) => login !== own);
  return found.map((each) => named(each, others));
}

type Change = Extract<GithubEvent, { readonly is: "repository-changed" }>;

/** By the latest of them. */
function named(found: Found, changes: readonly Change[]): Found {
  const touched = rulesetOfDrift(found);
  const change = changes.findLast(
    ({ what, ruleset }) => touched?.id === ruleset && what === `ruleset.${touched?.action}`,
  );
  return change ? { ...found, detail: { ...found.detail, login: change.login } } : found;
}
