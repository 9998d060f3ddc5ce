// Finds the commit that a branch, a tag or an id means.
import type { Repository } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";
import { webName } from "./open-hub.ts";

export function resolveSha(hub: Hub, repository: Repository, ref: string): string | undefined {
  const name = ref.replace(/^(refs\/)?(heads|tags)\//, "");
  const head = hub.headOf(repository, name) ?? repository.tags[name];
  if (head !== undefined) return head;
  if (repository.commits[ref]) return ref;
  if (repository.facts.name !== webName) return undefined;
  return hub.core
    .state()
    .releases.commits.find(({ sha, tag }) => sha === ref || (tag !== "" && tag === ref))?.sha;
}
