// Does what GitHub does by itself: merges what waits for nothing any more, and works its queues off.
import type { Pull, Repository } from "./hub-types.ts";
import { mergePull } from "./merge.ts";
import type { Hub } from "./open-hub.ts";
import { personOf } from "./people.ts";
import { enterQueue, hasQueue, settleQueue } from "./queue.ts";
import { judge } from "./rules.ts";

export function settleHub(hub: Hub): void {
  for (const { facts, pulls } of Object.values(hub.state().repositories)) {
    if (!facts.isArchived) settleRepository(hub, facts.name, Object.values(pulls));
  }
}

function settleRepository(hub: Hub, name: string, pulls: readonly Pull[]): void {
  for (const pull of pulls) {
    if (pull.autoMergeBy === null || pull.state !== "open") continue;
    const repository = hub.find(name);
    if (repository) mergeIfNothingBlocks(hub, repository, pull);
  }
  const now = hub.find(name);
  if (now && Object.keys(now.queue).length > 0) settleQueue(hub, now);
}

function mergeIfNothingBlocks(hub: Hub, repository: Repository, pull: Pull): void {
  if (pull.isDraft || pull.autoMergeBy === null) return;
  const actor = personOf(pull.autoMergeBy);
  const ref = `refs/heads/${pull.base}`;
  const change = { ref, kind: "update", sha: pull.headSha, pull } as const;
  const { violations } = judge(repository, change, actor);
  const isForQueue = hasQueue(repository, pull.base);
  const others = violations.filter(({ type }) => type !== "merge_queue");
  // What merges by itself never passes a rule by, whoever switched it on.
  if (others.length > 0 && !isForQueue) return;
  if (isForQueue) {
    if (!repository.queue[pull.number]) enterQueue(hub, repository, pull, actor);
    return;
  }
  mergePull(hub, repository, { pull, actor });
  hub.core.tell(`${repository.facts.name}#${pull.number} “${pull.title}” merged by itself`);
}
