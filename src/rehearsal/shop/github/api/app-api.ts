// Answers what an app asks by its own signature: who it is, where it is installed, and what could not be delivered.
import { z } from "zod";
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { forbidden, invalid, needsCredentials, notFound } from "../errors.ts";
import { isDelivered, statusText } from "../hooks/delivery.ts";
import type { Delivery, Installation } from "../hub/hub-types.ts";
import { answerPage } from "../paging.ts";
import { drawCaller } from "../repository.ts";
import { undecoded } from "./credentials.ts";
import { drawApp } from "./draw-check.ts";
import { drawInstallation, selectionOf } from "./draw-installation.ts";
import { changed, done, type PlainRoute, type PlainVisit, readBody } from "./route.ts";

/** Only for those who signed as the app. */
const signed =
  (run: PlainRoute["run"]): PlainRoute["run"] =>
  (visit) =>
    visit.caller.kind === "app" ? run(visit) : done(undecoded());

const get = (path: string, page: string, run: PlainRoute["run"]): PlainRoute => ({
  ...{ method: "GET", path, page, run },
});
const post = (path: string, page: string, run: PlainRoute["run"]): PlainRoute => ({
  ...{ method: "POST", path, page, run },
});

export const plainRoutes: readonly PlainRoute[] = [
  get("/user", "/users/users#get-the-authenticated-user", readCaller),
  get("/app", "/apps/apps#get-the-authenticated-app", signed(readApp)),
  get(
    "/app/installations",
    "/apps/apps#list-installations-for-the-authenticated-app",
    signed((visit) =>
      done(
        answerPage(visit.call, installed(visit), (shown) =>
          shown.map((each) => drawInstallation(each, visit.address)),
        ),
      ),
    ),
  ),
  get(
    "/app/installations/{id}",
    "/apps/apps#get-an-installation-for-the-authenticated-app",
    signed(one),
  ),
  get(
    "/repos/{owner}/{repo}/installation",
    "/apps/apps#get-a-repository-installation-for-the-authenticated-app",
    signed(ofRepository),
  ),
  post(
    "/app/installations/{id}/access_tokens",
    "/apps/apps#create-an-installation-access-token-for-an-app",
    signed(issue),
  ),
  get(
    "/app/hook/deliveries",
    "/apps/webhooks#list-deliveries-for-an-app-webhook",
    signed(listDeliveries),
  ),
  get(
    "/app/hook/deliveries/{id}",
    "/apps/webhooks#get-a-delivery-for-an-app-webhook",
    signed(getDelivery),
  ),
  post(
    "/app/hook/deliveries/{id}/attempts",
    "/apps/webhooks#redeliver-a-delivery-for-an-app-webhook",
    signed(redeliver),
  ),
];

function readCaller({ caller, address, page }: PlainVisit): Change {
  switch (caller.kind) {
    case "token":
      return done(ok(drawCaller(address)));
    case "installation":
    case "app":
      return done(forbidden("Resource not accessible by integration", page));
    case "nobody":
      return done(needsCredentials(page));
  }
}

function readApp({ hub, address }: PlainVisit): Change {
  const installations_count = hub.state().installation.isRemoved ? 0 : 1;
  return done(ok({ ...drawApp(hub, address), installations_count }));
}

const installed = ({ hub }: PlainVisit): readonly Installation[] => {
  const { installation } = hub.state();
  return installation.isRemoved ? [] : [installation];
};

const findInstallation = (visit: PlainVisit) =>
  installed(visit).find(({ id }) => String(id) === visit.params["id"]);

function one(visit: PlainVisit): Change {
  const found = findInstallation(visit);
  return done(found ? ok(drawInstallation(found, visit.address)) : notFound(visit.page));
}

function ofRepository(visit: PlainVisit): Change {
  const { hub, params, page } = visit;
  const [found] = installed(visit);
  const repository = hub.find(`${params["owner"]}/${params["repo"]}`);
  const isThere = repository !== undefined && !found?.withheld?.includes(repository.facts.name);
  return done(found && isThere ? ok(drawInstallation(found, visit.address)) : notFound(page));
}

const tokenBody = z.strictObject({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.int()).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write", "admin"])).optional(),
});

function issue(visit: PlainVisit): Change {
  const { credentials, page } = visit;
  const found = findInstallation(visit);
  if (!found) return done(notFound(page));
  if (found.isSuspended) return done(forbidden("This installation has been suspended", page));
  const read = readBody(visit, tokenBody);
  if (!read.ok) return done(read.answer);
  const permissions = isReadOnly(visit) ? onlyReading(found.permissions) : found.permissions;
  const { token, expiresAt } = credentials.issue(permissions);
  const body = {
    token,
    // Whole seconds, as GitHub writes them.
    expires_at: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, "Z"),
    permissions,
    repository_selection: selectionOf(found),
  };
  return done({ status: 201, body });
}

const isReadOnly = ({ hub }: PlainVisit) =>
  hub.core.state().hindrances.includes("read-only-tokens");

const onlyReading = (permissions: Installation["permissions"]): Installation["permissions"] =>
  Object.fromEntries(Object.keys(permissions).map((name) => [name, "read"]));

/** By the id before which the next page starts. */
function listDeliveries({ hub, call, page }: PlainVisit): Change {
  const query = call.url.searchParams;
  const perPage = Math.min(100, Number(query.get("per_page") ?? 30) || 30);
  const cursor = query.get("cursor");
  const status = query.get("status");
  if (cursor !== null && !/^\d+$/.test(cursor)) {
    return done(invalid("Invalid cursor", page));
  }
  const all = hub
    .state()
    .deliveries.filter((each) => each.statusCode !== null)
    .filter((each) => status === null || isDelivered(each) === (status === "success"))
    .toSorted((a, b) => b.id - a.id)
    .filter(({ id }) => cursor === null || id < Number(cursor));
  const shown = all.slice(0, perPage);
  const answer = ok(shown.map((each) => drawDelivery(each, hub.state().installation)));
  const last = shown.at(-1);
  if (all.length <= perPage || !last) return done(answer);
  const next = new URL(call.url);
  next.searchParams.set("cursor", String(last.id));
  return done({ ...answer, headers: { link: `<${next.href}>; rel="next"` } });
}

function drawDelivery(delivery: Delivery, installation: Installation) {
  const { id, guid, at, isRedelivery, durationMs, statusCode, event, action } = delivery;
  return {
    ...{ id, guid, delivered_at: new Date(at).toISOString(), redelivery: isRedelivery },
    duration: durationMs / 1000,
    status: statusText(delivery),
    status_code: statusCode ?? 0,
    ...{ event, action },
    installation_id: installation.id,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

const findDelivery = ({ hub, params }: PlainVisit) =>
  hub.state().deliveries.find(({ id }) => String(id) === params["id"]);

function getDelivery(visit: PlainVisit): Change {
  const found = findDelivery(visit);
  if (!found) return done(notFound(visit.page));
  const drawn = drawDelivery(found, visit.hub.state().installation);
  const request = { headers: { "X-GitHub-Event": found.event }, payload: JSON.parse(found.body) };
  return done(ok({ ...drawn, url: "", request, response: { headers: {}, payload: null } }));
}

/** The same event under the same guid, as an attempt of its own. */
function redeliver(visit: PlainVisit): Change {
  const { hub, page } = visit;
  const found = findDelivery(visit);
  if (!found) return done(notFound(page));
  hub.record({
    ...found,
    id: 20_000_000_000 + hub.newId(),
    at: hub.now(),
    isRedelivery: true,
    statusCode: null,
    durationMs: 0,
  });
  return changed({ status: 202, body: {} });
}
