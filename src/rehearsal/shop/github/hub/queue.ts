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
  changePull(hub, repository, pull, { action: "enqueued", by: actor.login });
  const last = entriesOf(repository, pull.base).at(-1);
  const place = hub.newId();
  const baseSha = last?.headSha ?? hub.headOf(repository, pull.base) ?? "";
  const entry = build(hub, repository, pull, { by: actor.login, place, baseSha });
  const message = `#${pull.number} is in the merge queue`;
  return { ok: true, status: 200, message, sha: entry.headSha };
}

/** Who came first stands first. */
const entriesOf = ({ queue, pulls }: Repository, base: string): readonly QueueEntry[] =>
  Object.values(queue)
    .filter(({ pull }) => pulls[pull]?.base === base)
    .sort((one, other) => one.place - other.place);

/** Each entry on top of the one before it, and the apps are asked about what comes of it. */
function build(
  hub: Hub,
  repository: Repository,
  pull: Pull,
  { baseSha, ...where }: Pick<QueueEntry, "by" | "place" | "baseSha">,
): QueueEntry {
  const headSha = shaOf("queue", pull.headSha, baseSha, hub.newId());
  const entry: QueueEntry = {
    ...{ ...where, pull: pull.number, headSha, baseSha, enteredAt: hub.now() },
    headRef: `refs/heads/gh-readonly-queue/${pull.base}/pr-${pull.number}-${baseSha}`,
  };
  hub.put(repository, "queue", pull.number, entry);
  hub.put(repository, "commits", headSha, {
    ...{ sha: headSha, parent: baseSha, author: pull.author },
    message: `Merge pull request #${pull.number} from ${pull.branch}`,
    at: hub.now(),
  });
  reportBuild(hub, repository, headSha);
  tellOfGroup(hub, repository, entry, { action: "checks_requested" });
  return entry;
}

/**
 * Merges who has all the checks, puts out who failed one or got no answer in time. Whoever stands behind waits for those
 * before, and is built anew where one of them is put out.
 */
export function settleQueue(hub: Hub, { facts, queue, pulls }: Repository): void {
  const bases = new Set(Object.keys(queue).map((number) => pulls[Number(number)]?.base ?? ""));
  for (const base of bases) {
    while (settleFirst(hub, facts.name, base)) buildAnew(hub, facts.name, base);
  }
}

/** False where it stays where it is. */
function settleFirst(hub: Hub, name: string, base: string): boolean {
  const now = hub.find(name);
  const [entry] = now ? entriesOf(now, base) : [];
  const pull = entry && now?.pulls[entry.pull];
  if (!now || !entry || !pull) return false;
  if (pull.state === "open") settleEntry(hub, now, { entry, pull });
  else hub.put(now, "queue", entry.pull, null);
  return hub.find(name)?.queue[entry.pull] === undefined;
}

/** Those whose ground is gone. */
function buildAnew(hub: Hub, name: string, base: string): void {
  const start = hub.find(name);
  if (!start) return;
  let ground = hub.headOf(start, base) ?? "";
  for (const entry of entriesOf(start, base)) {
    const now = hub.find(name) ?? start;
    const pull = now.pulls[entry.pull];
    if (entry.baseSha === ground || !pull) {
      ground = entry.headSha;
      continue;
    }
    tellOfGroup(hub, now, entry, { action: "destroyed", reason: "invalidated" });
    ground = build(hub, now, pull, { by: entry.by, place: entry.place, baseSha: ground }).headSha;
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
