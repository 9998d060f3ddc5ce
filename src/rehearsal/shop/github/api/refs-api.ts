// Answers requests for refs and commits: what a branch is at, a new tag, who pushed what and when.
import { z } from "zod";
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { conflict, error, invalid, notFound } from "../errors.ts";
import type { Commit, Repository } from "../hub/hub-types.ts";
import { createRef } from "../hub/merge.ts";
import type { Hub } from "../hub/open-hub.ts";
import { webName } from "../hub/open-hub.ts";
import { resolveSha } from "../hub/resolve-sha.ts";
import { answerPage } from "../paging.ts";
import { drawUser, nodeId, type Place, stamp } from "../repository.ts";
import { changed, done, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}";

export const refRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "GET", path: `${base}/git/ref/{+ref}`, needs: ["contents:read"], run: getRef },
    page: "/git/refs#get-a-reference",
  },
  {
    ...{ method: "POST", path: `${base}/git/refs`, needs: ["contents:write"], run: create },
    page: "/git/refs#create-a-reference",
  },
  {
    ...{ method: "GET", path: `${base}/branches/{+branch}`, needs: ["contents:read"] },
    ...{ page: "/branches/branches#get-a-branch", run: getBranch },
  },
  {
    ...{ method: "GET", path: `${base}/commits`, needs: ["contents:read"], run: listCommits },
    page: "/commits/commits#list-commits",
  },
  {
    ...{ method: "GET", path: `${base}/activity`, needs: ["contents:read"], run: activity },
    page: "/repos/repos#list-repository-activities",
  },
];

function drawRef(ref: string, sha: string, place: Place) {
  const api = `${place.api}/repos/${place.facts.name}/git`;
  return {
    ref,
    node_id: nodeId("Ref", Number.parseInt(sha.slice(0, 7), 16)),
    url: `${api}/${ref}`,
    object: { type: "commit", sha, url: `${api}/commits/${sha}` },
  };
}

function getRef({ hub, repository, params, place, page }: Visit): Change {
  const name = params["ref"] ?? "";
  const [, kind = "", short = ""] = /^(heads|tags)\/(.+)$/.exec(name) ?? [];
  const sha = kind === "tags" ? repository.tags[short] : hub.headOf(repository, short);
  return done(sha && kind ? ok(drawRef(`refs/${name}`, sha, place)) : notFound(page));
}

const refBody = z.strictObject({ ref: z.string(), sha: z.string() });

function create(visit: Visit): Change {
  const { hub, repository, place, page, actor } = visit;
  const read = readBody(visit, refBody);
  if (!read.ok) return done(read.answer);
  const { ref, sha } = read.body;
  if (!/^refs\/[^/]+\/.+/.test(ref)) {
    return done(invalid("Reference name must start with 'refs/'.", page));
  }
  if (!resolveSha(hub, repository, sha)) return done(invalid("Object does not exist", page));
  const outcome = createRef(hub, repository, read.body, actor);
  if (!outcome.ok) return done(error(outcome.status, outcome.message, page));
  return changed(
    { status: 201, body: drawRef(ref, sha, place) },
    `${ref} made in ${place.facts.name}`,
  );
}

function getBranch({ hub, repository, params, place, page }: Visit): Change {
  const name = params["branch"] ?? "";
  const sha = hub.headOf(repository, name);
  if (!sha) return done(error(404, "Branch not found", page));
  const url = `${place.api}/repos/${place.facts.name}/branches/${name}`;
  const commit = findCommit(hub, repository, sha);
  return done(
    ok({
      name,
      commit: commit ? drawCommit(commit, place) : null,
      _links: { self: url, html: `${place.web}/${place.facts.name}/tree/${name}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    }),
  );
}

function findCommit(hub: Hub, repository: Repository, sha: string): Commit | undefined {
  const known = repository.commits[sha];
  if (known || repository.facts.name !== webName) return known;
  const { commits } = hub.core.state().releases;
  const index = commits.findIndex((each) => each.sha === sha);
  const found = commits[index];
  if (!found) return undefined;
  const { author, title: message, at } = found;
  return { sha, author, message, at, parent: commits[index - 1]?.sha ?? null };
}

function listCommits({ hub, repository, call, place, page }: Visit): Change {
  const query = call.url.searchParams;
  const from = query.get("sha") ?? repository.facts.defaultBranch;
  const start = resolveSha(hub, repository, from);
  if (!start) return done(conflict("Git Repository is empty.", page));
  const since = Date.parse(query.get("since") ?? "") || 0;
  const until = Date.parse(query.get("until") ?? "") || Number.POSITIVE_INFINITY;
  const found: Commit[] = [];
  let sha: string | null = start;
  while (sha !== null) {
    const commit = findCommit(hub, repository, sha);
    if (!commit) break;
    if (commit.at >= since && commit.at <= until) found.push(commit);
    sha = commit.parent;
  }
  return done(answerPage(call, found, (shown) => shown.map((each) => drawCommit(each, place))));
}

function drawCommit({ sha, parent, author, message, at }: Commit, place: Place) {
  const api = `${place.api}/repos/${place.facts.name}`;
  const html = `${place.web}/${place.facts.name}/commit`;
  const person = { name: author, email: `${author}@shop.example`, date: stamp(at) };
  return {
    url: `${api}/commits/${sha}`,
    sha,
    node_id: nodeId("Commit", Number.parseInt(sha.slice(0, 7), 16)),
    html_url: `${html}/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: person,
      committer: person,
      message,
      comment_count: 0,
      tree: { sha, url: `${api}/git/trees/${sha}` },
      verification: {
        verified: false,
        reason: "unsigned",
        payload: null,
        signature: null,
        verified_at: null,
      },
    },
    author: drawUser(place, author),
    committer: drawUser(place, author),
    parents:
      parent === null
        ? []
        : [{ sha: parent, url: `${api}/commits/${parent}`, html_url: `${html}/${parent}` }],
  };
}

/** Every push to a ref, newest first: what the rules judged, and what they had nothing to say to. */
function activity({ hub, repository, call, place, page }: Visit): Change {
  const query = call.url.searchParams;
  const wanted = query.get("ref");
  const ref = wanted === null || wanted.startsWith("refs/") ? wanted : `refs/heads/${wanted}`;
  const type = query.get("activity_type");
  const actor = query.get("actor");
  const periods: Readonly<Record<string, number>> = {
    day: 1,
    week: 7,
    month: 31,
    quarter: 92,
    year: 366,
  };
  const days = periods[query.get("time_period") ?? "year"];
  if (days === undefined) return done(invalid("Invalid request.\n\nInvalid time_period", page));
  const found = Object.values(repository.pushes)
    .filter((each) => ref === null || each.ref === ref)
    .filter((each) => type === null || each.type === type)
    .filter((each) => actor === null || each.by === actor)
    .filter((each) => each.at >= hub.now() - days * 86_400_000)
    .toSorted((a, b) => b.id - a.id);
  const sorted = query.get("direction") === "asc" ? found.reverse() : found;
  return done(
    answerPage(call, sorted, (shown) =>
      shown.map((each) => ({
        id: each.id,
        node_id: nodeId("Push", each.id),
        ...{ before: each.before, after: each.after, ref: each.ref },
        timestamp: stamp(each.at),
        activity_type: each.type,
        actor: drawUser(place, each.by),
      })),
    ),
  );
}
