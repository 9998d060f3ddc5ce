// Draws pull requests as GitHub's REST API and its events do, with whether they can be merged.
import type { Pull, Repository } from "../hub/hub-types.ts";
import type { Hub } from "../hub/open-hub.ts";
import { personOf } from "../hub/people.ts";
import { judge } from "../hub/rules.ts";
import { drawRepository, drawUser, nodeId, type Place, stamp } from "../repository.ts";

export type Drawing = {
  readonly place: Place;
  /** As one alone is drawn; in lists much is left out. */
  readonly isWhole: boolean;
};

export function drawPull(
  hub: Hub,
  repository: Repository,
  pull: Pull,
  { place, isWhole }: Drawing,
) {
  const { number, title, author, state, createdAt, updatedAt, closedAt, merged } = pull;
  const api = `${place.api}/repos/${place.facts.name}`;
  const url = `${api}/pulls/${number}`;
  const issue = `${api}/issues/${number}`;
  const html = `${place.web}/${place.facts.name}/pull/${number}`;
  const statuses = `${api}/statuses/${pull.headSha}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number,
    state,
    locked: false,
    title,
    user: drawUser(place, author),
    body: null,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: stamp(createdAt),
    updated_at: stamp(updatedAt),
    closed_at: closedAt === null ? null : stamp(closedAt),
    merged_at: merged ? stamp(merged.at) : null,
    merge_commit_sha: merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: drawEnd(hub, repository, { place, branch: pull.branch, sha: pull.headSha }),
    base: drawEnd(hub, repository, {
      place,
      branch: pull.base,
      sha: hub.headOf(repository, pull.base) ?? "",
    }),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: "MEMBER",
    auto_merge: drawAutoMerge(place, pull),
    draft: pull.isDraft,
    ...(isWhole ? drawWhole(repository, pull, place) : {}),
  };
}

function drawAutoMerge(place: Place, { autoMergeBy, title }: Pull) {
  if (autoMergeBy === null) return null;
  return {
    enabled_by: drawUser(place, autoMergeBy),
    merge_method: "squash",
    commit_title: title,
    commit_message: "",
  };
}

function drawWhole(repository: Repository, pull: Pull, place: Place) {
  const { merged, state } = pull;
  const comments = Object.values(repository.comments).filter((each) => each.pull === pull.number);
  return {
    merged: merged !== null,
    mergeable: state === "open" ? true : null,
    rebaseable: state === "open" ? true : null,
    mergeable_state: mergeableState(repository, pull),
    merged_by: merged ? drawUser(place, merged.by) : null,
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 24,
    deletions: 7,
    changed_files: 2,
  };
}

function mergeableState(repository: Repository, pull: Pull): string {
  if (pull.state !== "open") return "unknown";
  if (pull.isDraft) return "draft";
  const ref = `refs/heads/${pull.base}`;
  const change = { ref, kind: "update", sha: pull.headSha, pull } as const;
  // As somebody who may not bypass sees it.
  const { violations } = judge(repository, change, personOf(pull.author));
  return violations.length > 0 ? "blocked" : "clean";
}

function drawEnd(
  hub: Hub,
  repository: Repository,
  { place, branch, sha }: { readonly place: Place; readonly branch: string; readonly sha: string },
) {
  const [organization = ""] = place.facts.name.split("/");
  return {
    label: `${organization}:${branch}`,
    ref: branch,
    sha,
    user: drawUser(place, organization),
    repo: drawRepository(place, activityOf(hub, repository)),
  };
}

export function activityOf(hub: Hub, { facts, commits, pulls }: Repository) {
  const releases = hub.core.state().releases.commits;
  const at = Object.values(commits).map((each) => each.at);
  const isWeb = facts.name === "shop/web";
  const pushedAt = Math.max(facts.createdAt, ...at, isWeb ? (releases.at(-1)?.at ?? 0) : 0);
  const openPulls = Object.values(pulls).filter(({ state }) => state === "open").length;
  return { pushedAt, openPulls };
}
