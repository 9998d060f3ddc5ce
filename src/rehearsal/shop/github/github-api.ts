// Owns the shop's GitHub: its repositories at a GitHub Enterprise Server's address, /api/v3.
// Which endpoints there are stands in the tables of api/*; everything else answers 404, as a wrong path does.
import { type Answer, ok } from "../answer.ts";
import type { Call } from "../call.ts";
import { type Change, no, type Service } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { plainRoutes } from "./api/app-api.ts";
import { checkRoutes } from "./api/checks-api.ts";
import { commentRoutes } from "./api/comments-api.ts";
import type { Caller, Credentials } from "./api/credentials.ts";
import { gateRoutes } from "./api/gates-api.ts";
import { etagOf, type Limits } from "./api/limits.ts";
import { findPlain, findRoute } from "./api/match-route.ts";
import { pullRoutes } from "./api/pulls-api.ts";
import { refRoutes } from "./api/refs-api.ts";
import { refuseVisit } from "./api/refuse-visit.ts";
import { repositoryRoutes } from "./api/repository-api.ts";
import { rulesetRoutes } from "./api/rulesets-api.ts";
import { variableRoutes } from "./api/variables-api.ts";
import { forbidden, notFound, serverError, unavailable } from "./errors.ts";
import type { Hub } from "./hub/open-hub.ts";
import { appActor, personOf, tokenLogin } from "./hub/people.ts";
import { settleHub } from "./hub/settle-hub.ts";
import type { Address } from "./repository.ts";

export const githubBase = "/api/v3";

/** One call as a test counts them. */
export type GithubCall = {
  readonly at: string;
  readonly by: Caller["kind"];
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

export type GithubDeps = {
  readonly hub: Hub;
  readonly credentials: Credentials;
  readonly limits: Limits;
  readonly onCall: (call: GithubCall) => void;
};

const routes = [
  ...rulesetRoutes,
  ...checkRoutes,
  ...pullRoutes,
  ...commentRoutes,
  ...refRoutes,
  ...variableRoutes,
  ...gateRoutes,
  ...repositoryRoutes,
];

export function createGithub(deps: GithubDeps): Service {
  return {
    name: "github",
    honoursKeys: false,
    admit: (core, call) => admit(deps, core, call),
    read: (_, call) => respond(deps, call).answer,
    change: (_, call) => {
      const change = respond(deps, call);
      settleHub(deps.hub);
      return change;
    },
    fail: serverError,
    finish: (_, call, answer) => finish(deps, call, answer),
  };
}

const isChange = ({ method }: Call) => method !== "GET" && method !== "HEAD";

function admit(
  { credentials, limits }: GithubDeps,
  core: ShopCore,
  call: Call,
): Answer | undefined {
  if (core.state().hindrances.includes("github-down")) return serverError(503, unavailable);
  const caller = credentials.callerOf(call.headers.authorization);
  if ("refused" in caller) return caller.refused;
  if (call.path[2] === "rate_limit") return undefined;
  const page = (findPlain(plainRoutes, call) ?? findRoute(routes, call))?.route.page ?? "";
  const isContent = isChange(call) && /#(create-an-issue-comment|merge-a-pull-request)$/.test(page);
  return limits.take({
    caller,
    endpoint: `${call.method} ${page}`,
    isChange: isChange(call),
    isContent,
  });
}

function respond(deps: GithubDeps, call: Call): Change {
  const { hub, credentials, limits } = deps;
  const caller = credentials.callerOf(call.headers.authorization);
  if ("refused" in caller) return no(caller.refused);
  const address = addressOf(call);
  if (call.path[2] === "rate_limit") return no(ok(drawRates(limits, caller)));
  const plain = findPlain(plainRoutes, call);
  if (plain) {
    const { route, params } = plain;
    return route.run({ hub, call, params, page: route.page, address, caller, credentials });
  }
  const found = findRoute(routes, call);
  if (!found) return no(notFound());
  const { route, params } = found;
  const repository = hub.find(`${params["owner"]}/${params["repo"]}`);
  // Who is nobody must not even learn that the repository is there.
  if (!repository || caller.kind === "nobody") return no(notFound(route.page));
  if (caller.kind === "app")
    return no(forbidden("Resource not accessible by integration", route.page));
  const refusal = refuseVisit({ hub, caller, route, repository, isChange: isChange(call) });
  if (refusal) return no(refusal);
  const place = { ...address, facts: repository.facts };
  const actor = caller.kind === "installation" ? appActor() : personOf(tokenLogin);
  return route.run({ hub, call, params, page: route.page, place, repository, actor, credentials });
}

function finish(
  { credentials, limits, onCall, hub }: GithubDeps,
  call: Call,
  answer: Answer,
): Answer {
  const found = credentials.callerOf(call.headers.authorization);
  const caller: Caller = "refused" in found ? { kind: "nobody" } : found;
  const whole = withEtag({ limits, caller }, call, answer);
  onCall({
    at: new Date(hub.now()).toISOString(),
    by: caller.kind,
    method: call.method,
    path: `/${call.path.slice(2).join("/")}`,
    status: whole.status,
  });
  const headers = caller.kind === "nobody" ? {} : limits.headers(caller);
  return {
    ...whole,
    headers: {
      "x-github-media-type": "github.v3; format=json",
      "x-github-request-id": `REHEARSAL:${hub.now()}`,
      ...headers,
      ...whole.headers,
    },
  };
}

function withEtag(
  { limits, caller }: { readonly limits: Limits; readonly caller: Caller },
  call: Call,
  answer: Answer,
): Answer {
  if (isChange(call) || answer.status !== 200) return answer;
  const etag = etagOf(answer);
  const headers = { ...answer.headers, etag, "cache-control": "private, max-age=60, s-maxage=60" };
  if (call.headers["if-none-match"] !== etag) return { ...answer, headers };
  limits.giveBack(caller);
  return { status: 304, headers };
}

function addressOf({ base }: Call): Address {
  return { api: `${base}${githubBase}`, web: base };
}

function drawRates(limits: Limits, caller: Caller) {
  const rate = limits.rate(caller);
  const other = (limit: number) => ({ ...rate, limit, used: 0, remaining: limit });
  return { resources: { core: rate, search: other(30), graphql: other(5000) }, rate };
}
