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

async function preflight({ ctx }: RunDeps, repository: string): Promise<RepositoryPreflight> {
  const nothing = { defaultBranch: null, openPulls: 0, autoMerge: [] };
  const at = ctx.clock.now().toISOString();
  const findings = ["GitHub is not connected."];
  return await Promise.resolve({ repository, mode: "none", findings, ...nothing, at });
}
