// Answers requests for the comments on pull requests.
import { z } from "zod";
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { forbidden, notFound, validationFailed } from "../errors.ts";
import type { Comment } from "../hub/hub-types.ts";
import { app } from "../hub/people.ts";
import { answerPage } from "../paging.ts";
import { drawUser, nodeId, type Place, stamp } from "../repository.ts";
import { drawApp } from "./draw-check.ts";
import { changed, done, type Need, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}/issues";
const reads: readonly Need[] = ["issues:read", "pull_requests:read"];
const writes: readonly Need[] = ["issues:write", "pull_requests:write"];

export const commentRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "GET", path: `${base}/{number}/comments`, needs: reads, run: list },
    page: "/issues/comments#list-issue-comments",
  },
  {
    ...{ method: "POST", path: `${base}/{number}/comments`, needs: writes, run: create },
    page: "/issues/comments#create-an-issue-comment",
  },
  {
    ...{ method: "PATCH", path: `${base}/comments/{id}`, needs: writes, run: update },
    page: "/issues/comments#update-an-issue-comment",
  },
  {
    ...{ method: "DELETE", path: `${base}/comments/{id}`, needs: writes, run: remove },
    page: "/issues/comments#delete-an-issue-comment",
  },
];

const mostCharacters = 65_536;
const draft = z.strictObject({ body: z.string() });

function list({ hub, repository, params, call, place, page }: Visit): Change {
  const number = Number(params["number"]);
  if (!repository.pulls[number]) return done(notFound(page));
  const found = Object.values(repository.comments)
    .filter(({ pull }) => pull === number)
    .toSorted((a, b) => a.id - b.id);
  const draw = (each: Comment) => drawComment(each, place, drawApp(hub, place));
  return done(answerPage(call, found, (shown) => shown.map(draw)));
}

function create(visit: Visit): Change {
  const { hub, repository, params, place, page, actor } = visit;
  const pull = repository.pulls[params["number"] ?? ""];
  if (!pull) return done(notFound(page));
  const read = readBody(visit, draft);
  if (!read.ok) return done(read.answer);
  const wrong = objection(read.body.body);
  if (wrong) return done(validationFailed([wrong], page));
  const at = hub.now();
  const comment: Comment = {
    ...{ id: hub.newId(), pull: pull.number, body: read.body.body, author: actor.login },
    ...{ byApp: actor.appId !== undefined, createdAt: at, updatedAt: at },
  };
  hub.put(repository, "comments", comment.id, comment);
  return changed({ status: 201, body: drawComment(comment, place, drawApp(hub, place)) });
}

function update(visit: Visit): Change {
  const { hub, repository, params, place, page, actor } = visit;
  const found = repository.comments[params["id"] ?? ""];
  if (!found) return done(notFound(page));
  if (found.author !== actor.login && actor.appId !== undefined) {
    return done(forbidden("Resource not accessible by integration", page));
  }
  const read = readBody(visit, draft);
  if (!read.ok) return done(read.answer);
  const wrong = objection(read.body.body);
  if (wrong) return done(validationFailed([wrong], page));
  const next = { ...found, body: read.body.body, updatedAt: hub.now() };
  hub.put(repository, "comments", found.id, next);
  return changed(ok(drawComment(next, place, drawApp(hub, place))));
}

function remove({ hub, repository, params, page }: Visit): Change {
  const found = repository.comments[params["id"] ?? ""];
  if (!found) return done(notFound(page));
  hub.put(repository, "comments", found.id, null);
  return changed({ status: 204 });
}

function objection(body: string) {
  const field = { resource: "IssueComment", field: "body" };
  if (body.trim() === "") {
    return { ...field, code: "custom", message: "Body cannot be blank" };
  }
  if (body.length <= mostCharacters) return undefined;
  const message = `body is too long (maximum is ${mostCharacters} characters)`;
  return { ...field, code: "custom", message };
}

function drawComment(comment: Comment, place: Place, drawnApp: object) {
  const { id, pull, body, author, createdAt, updatedAt } = comment;
  const api = `${place.api}/repos/${place.facts.name}/issues`;
  return {
    url: `${api}/comments/${id}`,
    html_url: `${place.web}/${place.facts.name}/pull/${pull}#issuecomment-${id}`,
    issue_url: `${api}/${pull}`,
    id,
    node_id: nodeId("IssueComment", id),
    user: drawUser(place, author),
    created_at: stamp(createdAt),
    updated_at: stamp(updatedAt),
    author_association: author === app.login ? "NONE" : "MEMBER",
    body,
    performed_via_github_app: comment.byApp ? drawnApp : null,
  };
}
