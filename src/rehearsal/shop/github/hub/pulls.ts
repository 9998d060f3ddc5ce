// Owns what people do with pull requests: open them, push to them, review them, close them, have them merge by themselves.

import { drawPull } from "../api/draw-pull.ts";
import type { Pull, PushRecord, Repository } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";
import { greenBuild } from "./seed.ts";

export type PullWish = {
  readonly title: string;
  /** GitHub login. */
  readonly author: string;
  readonly branch?: string;
  readonly base?: string;
  readonly isDraft?: boolean;
  readonly autoMerge?: boolean;
  /** A colleague, where left out; nobody, where it merges by itself. */
  readonly approvals?: readonly string[];
};

export function openPull(hub: Hub, repository: Repository, wish: PullWish): Pull {
  const { facts, pulls } = repository;
  const number = Math.max(0, ...Object.values(pulls).map((pull) => pull.number)) + 1;
  const { title, author, base = facts.defaultBranch, autoMerge = false } = wish;
  const branch = wish.branch ?? `topic/${number}`;
  const parent = hub.headOf(repository, base);
  const { sha } = hub.commit(repository, branch, {
    ...{ author, message: title },
    ...(parent === undefined ? {} : { parent }),
  });
  const at = hub.now();
  const pull: Pull = {
    ...{ id: hub.newId(), number, title, author, branch, base, headSha: sha },
    isDraft: wish.isDraft ?? false,
    state: "open",
    autoMergeBy: autoMerge ? author : null,
    approvals:
      wish.approvals ?? (autoMerge ? [] : [author === "bea-dev" ? "piotr-dev" : "bea-dev"]),
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    merged: null,
  };
  hub.put(repository, "pulls", number, pull);
  reportBuild(hub, repository, sha);
  tellOfPull(hub, repository, pull, { action: "opened", by: author });
  if (autoMerge) tellOfPull(hub, repository, pull, { action: "auto_merge_enabled", by: author });
  return pull;
}

/** A new commit on its branch. */
export function pushToPull(hub: Hub, repository: Repository, pull: Pull, by: string): Pull {
  const before = pull.headSha;
  const message = `More of: ${pull.title}`;
  const { sha } = hub.commit(repository, pull.branch, { author: by, message });
  const next = { ...pull, headSha: sha, updatedAt: hub.now() };
  hub.put(repository, "pulls", pull.number, next);
  reportBuild(hub, repository, sha);
  tellOfPush(hub, repository, { ref: `refs/heads/${pull.branch}`, before, after: sha, by });
  const more = { before, after: sha };
  tellOfPull(hub, repository, next, { action: "synchronize", by, more });
  return next;
}

export function changePull(
  hub: Hub,
  repository: Repository,
  pull: Pull,
  change: Partial<Pull> & { readonly action: string; readonly by: string; readonly more?: object },
): Pull {
  const { action, by, more, ...fields } = change;
  const next: Pull = { ...pull, ...fields, updatedAt: hub.now() };
  hub.put(repository, "pulls", pull.number, next);
  tellOfPull(hub, repository, next, { action, by, ...(more ? { more } : {}) });
  return next;
}

/** The workflows are quick, and green. */
export function reportBuild(hub: Hub, repository: Repository, sha: string): void {
  const id = hub.newId();
  hub.put(repository, "checks", id, greenBuild(id, sha, hub.now()));
}

type Telling = { readonly action: string; readonly by: string; readonly more?: object };

function tellOfPull(
  hub: Hub,
  repository: Repository,
  pull: Pull,
  { action, by, more }: Telling,
): void {
  const now = hub.find(repository.facts.name) ?? repository;
  const place = { ...hub.address(), facts: now.facts };
  const body = {
    number: pull.number,
    pull_request: drawPull(hub, now, pull, { place, isWhole: true }),
    ...more,
  };
  hub.emit({ event: "pull_request", action, repository: now, by, body });
}

export type Push = {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly by: string;
  readonly type?: PushRecord["type"];
};

export function tellOfPush(hub: Hub, repository: Repository, push: Push): void {
  const { ref, before, after, by } = push;
  const isNew = /^0+$/.test(before);
  const id = hub.newId();
  const type = push.type ?? (isNew ? "branch_creation" : "push");
  hub.put(repository, "pushes", id, { id, ref, before, after, by, type, at: hub.now() });
  const now = hub.find(repository.facts.name) ?? repository;
  const made = now.commits[after];
  const { web } = hub.address();
  const person = { name: by, email: `${by}@shop.example`, username: by };
  const commit = {
    id: after,
    tree_id: after,
    distinct: true,
    message: made?.message ?? "",
    timestamp: new Date(made?.at ?? hub.now()).toISOString(),
    url: `${web}/${now.facts.name}/commit/${after}`,
    ...{ author: person, committer: person, added: [], removed: [], modified: ["src/app.ts"] },
  };
  hub.emit({
    event: "push",
    action: null,
    repository: now,
    by,
    body: {
      ref,
      before,
      after,
      base_ref: null,
      compare: `${web}/${now.facts.name}/compare/${before}...${after}`,
      created: isNew,
      deleted: false,
      forced: false,
      commits: [commit],
      head_commit: commit,
      pusher: { name: by, email: person.email },
    },
  });
}
