// Answers requests for pull requests: lists them in pages, tells of one, merges one.
import { z } from "zod";
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { error, notFound, validationFailed } from "../errors.ts";
import type { Pull } from "../hub/hub-types.ts";
import { mergePull } from "../hub/merge.ts";
import { resolveSha } from "../hub/resolve-sha.ts";
import { answerPage } from "../paging.ts";
import { drawPull } from "./draw-pull.ts";
import { changed, done, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}";

export const pullRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "GET", path: `${base}/pulls`, needs: ["pull_requests:read"] },
    ...{ page: "/pulls/pulls#list-pull-requests", run: list },
  },
  {
    ...{ method: "GET", path: `${base}/pulls/{number}`, needs: ["pull_requests:read"] },
    ...{ page: "/pulls/pulls#get-a-pull-request", run: get },
  },
  {
    ...{ method: "PUT", path: `${base}/pulls/{number}/merge`, needs: ["contents:write"] },
    ...{ page: "/pulls/pulls#merge-a-pull-request", run: merge },
  },
  {
    ...{ method: "GET", path: `${base}/commits/{sha}/pulls`, needs: ["pull_requests:read"] },
    page: "/commits/commits#list-pull-requests-associated-with-a-commit",
    run: listOfCommit,
  },
];

const states = ["open", "closed", "all"];
const sorts = ["created", "updated", "popularity", "long-running"];

function list({ hub, repository, call, place, page }: Visit): Change {
  const query = call.url.searchParams;
  const state = query.get("state") ?? "open";
  const sort = query.get("sort") ?? "created";
  if (!states.includes(state) || !sorts.includes(sort)) {
    const field = states.includes(state) ? "sort" : "state";
    const errors = [{ resource: "PullRequest", field, code: "invalid" }];
    return done(validationFailed(errors, page));
  }
  const direction = query.get("direction") ?? (sort === "created" ? "desc" : "asc");
  const key = (pull: Pull) => (sort === "updated" ? pull.updatedAt : pull.createdAt);
  const wantedBase = query.get("base");
  const wantedHead = query.get("head")?.split(":").at(-1);
  const found = Object.values(repository.pulls)
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => wantedBase === null || pull.base === wantedBase)
    .filter((pull) => wantedHead === undefined || pull.branch === wantedHead)
    .toSorted((a, b) => key(a) - key(b) || a.number - b.number);
  const sorted = direction === "desc" ? found.reverse() : found;
  const draw = (pull: Pull) => drawPull(hub, repository, pull, { place, isWhole: false });
  return done(answerPage(call, sorted, (shown) => shown.map(draw)));
}

function get({ hub, repository, params, place, page }: Visit): Change {
  const pull = repository.pulls[params["number"] ?? ""];
  if (!pull) return done(notFound(page));
  return done(ok(drawPull(hub, repository, pull, { place, isWhole: true })));
}

const mergeBody = z.strictObject({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(["merge", "squash", "rebase"]).optional(),
});

function merge(visit: Visit): Change {
  const { hub, repository, params, page, actor } = visit;
  const pull = repository.pulls[params["number"] ?? ""];
  if (!pull) return done(notFound(page));
  const read = readBody(visit, mergeBody);
  if (!read.ok) return done(read.answer);
  const { sha } = read.body;
  const known = sha === undefined ? {} : { sha };
  const outcome = mergePull(hub, repository, { pull, actor, ...known });
  if (!outcome.ok) return done(error(outcome.status, outcome.message, page));
  const body = { sha: outcome.sha, merged: true, message: outcome.message };
  return changed(ok(body), `${repository.facts.name}#${pull.number} “${pull.title}” merged`);
}

function listOfCommit({ hub, repository, params, place, call, page }: Visit): Change {
  const sha = resolveSha(hub, repository, params["sha"] ?? "");
  if (!sha) return done(error(422, `No commit found for SHA: ${params["sha"]}`, page));
  const found = Object.values(repository.pulls).filter(
    ({ headSha, merged }) => merged?.sha === sha || headSha === sha,
  );
  const draw = (pull: Pull) => drawPull(hub, repository, pull, { place, isWhole: false });
  return done(answerPage(call, found, (shown) => shown.map(draw)));
}
