// Owns the merge queue: who enters, what apps are asked about the group, who is merged and who is put out.
import type { Pull, QueueEntry, Repository } from "./hub-types.ts";
import { mergePull, type Outcome } from "./merge.ts";
import type { Hub } from "./open-hub.ts";
import { type Actor, personOf } from "./people.ts";
import { changePull, reportBuild } from "./pulls.ts";
import { judge, rulesetsFor } from "./rules.ts";
import { shaOf } from "./sha.ts";

export function hasQueue(repository: Repository, base: string): boolean {
  return rulesetsFor(repository, `refs/heads/${base}`).some(({ rules }) =>
    rules.some(({ type }) => type === "merge_queue"),
  );
}

/** A pull request may enter once nothing but the queue itself is in its way. */
export function enterQueue(hub: Hub, repository: Repository, pull: Pull, actor: Actor): Outcome {
  if (pull.state !== "open" || pull.isDraft) {
    return { ok: false, status: 422, message: "Pull request is not in a mergeable state" };
  }
  if (!hasQueue(repository, pull.base)) {
    return { ok: false, status: 422, message: "Merge queue is not enabled on this branch" };
  }
  if (repository.queue[pull.number]) {
    return { ok: false, status: 422, message: "Pull request is already in the queue" };
  }
  const baseSha = hub.headOf(repository, pull.base) ?? "";
  const headSha = shaOf("queue", pull.headSha, baseSha, hub.newId());
  const entry: QueueEntry = {
    ...{ pull: pull.number, headSha, baseSha, by: actor.login, enteredAt: hub.now() },
    headRef: `refs/heads/gh-readonly-queue/${pull.base}/pr-${pull.number}-${baseSha}`,
  };
  hub.put(repository, "queue", pull.number, entry);
  hub.put(repository, "commits", headSha, {
    ...{ sha: headSha, parent: baseSha, author: pull.author },
    message: `Merge pull request #${pull.number} from ${pull.branch}`,
    at: hub.now(),
  });
  reportBuild(hub, repository, headSha);
  changePull(hub, repository, pull, { action: "enqueued", by: actor.login });
  tellOfGroup(hub, repository, entry, { action: "checks_requested" });
  const message = `#${pull.number} is in the merge queue`;
  return { ok: true, status: 200, message, sha: headSha };
}

/** Merges who has all the checks, puts out who failed one or got no answer in time. */
export function settleQueue(hub: Hub, repository: Repository): void {
  for (const entry of Object.values(repository.queue)) {
    const now = hub.find(repository.facts.name) ?? repository;
    const pull = now.pulls[entry.pull];
    if (pull?.state === "open") settleEntry(hub, now, { entry, pull });
    else hub.put(repository, "queue", entry.pull, null);
  }
}

function settleEntry(
  hub: Hub,
  repository: Repository,
  { entry, pull }: { readonly entry: QueueEntry; readonly pull: Pull },
): void {
  const ref = `refs/heads/${pull.base}`;
  const change = { ref, kind: "update", sha: entry.headSha, pull, isQueue: true } as const;
  const actor = personOf(entry.by);
  const { violations, isBypassed } = judge(repository, change, actor);
  if (violations.length === 0 || isBypassed) {
    hub.put(repository, "queue", entry.pull, null);
    mergePull(hub, repository, { pull, actor, queue: { headSha: entry.headSha } });
    tellOfGroup(hub, repository, entry, { action: "destroyed", reason: "merged" });
    return;
  }
  const hasFailed = violations.some(({ message }) => /failing/.test(message));
  const isLate = hub.now() >= entry.enteredAt + timeoutMs(repository, pull.base);
  if (!hasFailed && !isLate) return;
  hub.put(repository, "queue", entry.pull, null);
  const reason = hasFailed ? "FAILED_CHECKS" : "CI_TIMEOUT";
  const more = { reason };
  changePull(hub, repository, pull, { action: "dequeued", by: entry.by, more });
  tellOfGroup(hub, repository, entry, { action: "destroyed", reason: "dequeued" });
  hub.core.tell(
    `${repository.facts.name}#${entry.pull} was put out of the merge queue: ${hasFailed ? "a required check failed" : "a required check did not report in time"}`,
  );
}

function timeoutMs(repository: Repository, base: string): number {
  const rule = rulesetsFor(repository, `refs/heads/${base}`)
    .flatMap(({ rules }) => rules)
    .find(({ type }) => type === "merge_queue");
  return Number(rule?.parameters?.["check_response_timeout_minutes"] ?? 60) * 60_000;
}

type Telling = { readonly action: string; readonly reason?: string };

function tellOfGroup(
  hub: Hub,
  repository: Repository,
  { headSha, headRef, baseSha, by, pull }: QueueEntry,
  { action, reason }: Telling,
): void {
  const found = repository.pulls[pull];
  const author = {
    name: found?.author ?? by,
    email: `${found?.author ?? by}@shop.example`,
  };
  hub.emit({
    event: "merge_group",
    action,
    repository,
    by,
    body: {
      ...(reason ? { reason } : {}),
      merge_group: {
        head_sha: headSha,
        head_ref: headRef,
        base_sha: baseSha,
        base_ref: `refs/heads/${found?.base ?? repository.facts.defaultBranch}`,
        head_commit: {
          id: headSha,
          tree_id: headSha,
          message: `Merge pull request #${pull} from ${found?.branch ?? ""}`,
          timestamp: new Date(hub.now()).toISOString(),
          author,
          committer: author,
        },
      },
    },
  });
}
