// Asks GitHub, a few repositories at a time, how each could really be held.
import type { RepositoryPreflight } from "../../domain/freeze/freeze.ts";
import type { RunDeps } from "./run-deps.ts";

const AT_ONCE = 8;

export async function preflightRepositories(
  deps: RunDeps,
  repositories: readonly string[],
): Promise<readonly RepositoryPreflight[]> {
  const waiting = [...repositories.entries()];
  const found: RepositoryPreflight[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, repository] = next;
      found[index] = await preflight(deps, repository);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

/** GitHub that does not answer is a finding, too: the others are still worth knowing. */
async function preflight(
  { ctx, targets }: RunDeps,
  repository: string,
): Promise<RepositoryPreflight> {
  const { branches, tags, deploys, workflows } = ctx.shop.freeze;
  const wish = { branches, tags, deploys, workflows, now: ctx.clock.now() };
  return await targets.freeze.preflight(repository, wish);
}
