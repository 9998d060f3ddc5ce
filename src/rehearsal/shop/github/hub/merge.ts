// Decides what comes of merging, pushing and tagging: GitHub's refusal in its words, or a changed branch.
import { type Refusal, refuseChange } from "./change-ref.ts";
import type { Pull, Repository } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";
import type { Actor } from "./people.ts";
import { changePull, reportBuild, tellOfPush } from "./pulls.ts";
import { shaOf } from "./sha.ts";

export type Outcome =
  | { readonly ok: true; readonly status: number; readonly message: string; readonly sha: string }
  | ({ readonly ok: false } & Refusal);

const no = (status: number, message: string): Outcome => ({ ok: false, status, message });

export const archived = "Repository was archived so is read-only.";
const zero = "0".repeat(40);

export type MergeWish = {
  readonly pull: Pull;
  readonly actor: Actor;
  /** The head as the caller knows it. */
  readonly sha?: string;
  /** By the merge queue, whose own commit has been checked. */
  readonly queue?: { readonly headSha: string };
};

export function mergePull(
  hub: Hub,
  repository: Repository,
  { pull, actor, ...wish }: MergeWish,
): Outcome {
  if (repository.facts.isArchived) return no(403, archived);
  if (actor.role === "read") return no(403, "Must have write access to the repository.");
  if (pull.state !== "open") return no(405, "Pull Request is not mergeable");
  if (pull.isDraft) return no(405, "Pull Request is still a draft");
  if (wish.sha !== undefined && wish.sha !== pull.headSha) {
    return no(409, "Head branch was modified. Review and try the merge again.");
  }
  const ref = `refs/heads/${pull.base}`;
  const before = hub.headOf(repository, pull.base) ?? zero;
  const sha = wish.queue?.headSha ?? pull.headSha;
  const isQueue = wish.queue !== undefined;
  const change = { ref, kind: "update", sha, pull, isQueue, before } as const;
  const refusal = refuseChange(hub, repository, change, actor);
  if (refusal) return { ok: false, ...refusal };
  const message = `${pull.title} (#${pull.number})`;
  // The branch is set to the commit that went through the queue.
  const made = isQueue ? { sha } : {};
  const commit = hub.commit(repository, pull.base, { author: pull.author, message, ...made });
  if (!isQueue) reportBuild(hub, repository, commit.sha);
  const at = hub.now();
  changePull(hub, repository, pull, {
    action: "closed",
    by: actor.login,
    state: "closed",
    closedAt: at,
    autoMergeBy: null,
    merged: { at, by: actor.login, sha: commit.sha },
  });
  const type = isQueue ? "merge_queue_merge" : "pr_merge";
  tellOfPush(hub, repository, { ref, before, after: commit.sha, by: actor.login, type });
  return { ok: true, status: 200, message: "Pull Request successfully merged", sha: commit.sha };
}

/** A commit straight to a branch, without a pull request. */
export function pushToBranch(
  hub: Hub,
  repository: Repository,
  branch: string,
  actor: Actor,
): Outcome {
  if (repository.facts.isArchived) return no(403, archived);
  if (actor.role === "read") {
    return no(403, `Permission to ${repository.facts.name}.git denied to ${actor.login}.`);
  }
  const ref = `refs/heads/${branch}`;
  const head = hub.headOf(repository, branch);
  const kind = head === undefined ? "create" : "update";
  const before = head ?? zero;
  const sha = shaOf(before, hub.newId());
  const refusal = refuseChange(hub, repository, { ref, kind, sha, before }, actor);
  if (refusal) {
    return no(422, refusal.message.replace("violations found", `violations found for ${ref}.`));
  }
  const commit = hub.commit(repository, branch, { author: actor.login, message: "Quick fix" });
  reportBuild(hub, repository, commit.sha);
  tellOfPush(hub, repository, { ref, before, after: commit.sha, by: actor.login });
  return { ok: true, status: 200, message: `${ref} is at ${commit.sha}`, sha: commit.sha };
}

/** A tag or branch that is not there yet. */
export function createRef(
  hub: Hub,
  repository: Repository,
  { ref, sha }: { readonly ref: string; readonly sha: string },
  actor: Actor,
): Outcome {
  if (repository.facts.isArchived) return no(403, archived);
  const [, kind = "", name = ""] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  const table = kind === "tags" ? "tags" : "branches";
  if (repository[table][name] !== undefined) return no(422, "Reference already exists");
  const change = { ref, kind: "create", sha, before: zero } as const;
  const refusal = refuseChange(hub, repository, change, actor);
  if (refusal) return no(422, refusal.message);
  hub.put(repository, table, name, sha);
  tellOfPush(hub, repository, { ref, before: zero, after: sha, by: actor.login });
  return { ok: true, status: 201, message: "Created", sha };
}
