// Pull requests: which are open, one of them, those of a commit, and merging one commit of one.
import { z } from "zod";
import { mergedFormat, openPullFormat, pullFormat, refFormat } from "./formats.ts";
import type { Merged, OpenPull, PullFacts } from "./freeze-github.ts";
import { readRepository } from "./look.ts";
import { GithubRefused } from "./refused.ts";
import type { Calling } from "./session.ts";

const PAGE = 100;
/** 5000 open pull requests; the ones touched longest ago are told last anyway. */
const MOST_PAGES = 50;
const READ = { isChange: false, needs: "Pull requests: read" };

/** Rounds of a list that changes while it is read: what moves to a page that was read turns up in the next one. */
const MOST_ROUNDS = 3;

/** The ones touched last come first. A page that nobody touched costs nothing of the hourly limit. */
export async function listOpenPulls(calling: Calling): Promise<readonly OpenPull[]> {
  const found = new Map<number, OpenPull>();
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = found.size;
    const pages = await readOpenPulls(calling, found);
    if (pages === 1 || found.size === before) break;
  }
  return [...found.values()];
}

/** How many pages they were. */
async function readOpenPulls(
  { octokit, at, recall }: Calling,
  found: Map<number, OpenPull>,
): Promise<number> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const call = (headers: object) =>
      octokit.rest.pulls.list({
        ...{ ...at, state: "open", sort: "updated", direction: "desc" },
        ...{ per_page: PAGE, page, headers: { ...headers } },
      });
    const pulls = await recall(`open pulls ${page}`, call, z.array(openPullFormat), READ);
    for (const pull of pulls) found.set(pull.number, pull);
    if (pulls.length < PAGE) return page;
  }
  return MOST_PAGES;
}

export async function findPull(
  { octokit, at, ask }: Calling,
  pull_number: number,
): Promise<PullFacts | undefined> {
  try {
    return await ask(octokit.rest.pulls.get({ ...at, pull_number }), pullFormat, READ);
  } catch (error) {
    if (error instanceof GithubRefused && error.kind === "gone") return undefined;
    throw error;
  }
}

/** The newest commit of a branch; undefined where there is no such branch. */
export async function headOf(
  { octokit, at, recall }: Calling,
  branch: string,
): Promise<string | undefined> {
  const call = (headers: object) =>
    octokit.rest.git.getRef({ ...at, ref: `heads/${branch}`, headers: { ...headers } });
  try {
    return (await recall(`head of ${branch}`, call, refFormat)).object.sha;
  } catch (error) {
    if (error instanceof GithubRefused && error.kind === "gone") return undefined;
    throw error;
  }
}

export async function listPullsOfCommit(
  { octokit, at, recall }: Calling,
  commit_sha: string,
): Promise<readonly PullFacts[]> {
  const call = (headers: object) =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({
      ...{ ...at, commit_sha, headers: { ...headers } },
    });
  return await recall(`pulls of ${commit_sha}`, call, z.array(pullFormat));
}

const MERGE = { isChange: true, needs: "Contents: write" };

/** Only this commit: where the branch moved on, GitHub answers 409 and nothing is merged. */
export async function mergePull(
  calling: Calling,
  { pull, sha }: { readonly pull: number; readonly sha: string },
): Promise<Merged> {
  const { octokit, at, ask } = calling;
  const before = await findPull(calling, pull);
  if (before?.isMerged) return { as: "merged", sha: before.mergeSha ?? before.headSha };
  if (!before || before.state === "closed") return { as: "closed" };
  if (before.headSha !== sha) return { as: "moved" };
  const merge_method = methodOf(await readRepository(calling));
  try {
    const call = octokit.rest.pulls.merge({ ...at, pull_number: pull, sha, merge_method });
    return { as: "merged", sha: (await ask(call, mergedFormat, MERGE)).sha };
  } catch (error) {
    if (!(error instanceof GithubRefused) || error.kind !== "conflict") throw error;
    return error.status === 409 ? { as: "moved" } : { as: "not-yet", message: error.message };
  }
}

function methodOf({
  allow_merge_commit: merge = true,
  allow_squash_merge: squash = false,
}: Awaited<ReturnType<typeof readRepository>>): "merge" | "squash" | "rebase" {
  if (merge) return "merge";
  return squash ? "squash" : "rebase";
}
