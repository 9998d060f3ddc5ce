// Owns the shop's GitHub: one private repository at a GitHub Enterprise Server's address, /api/v3.
//   GET        /user, /rate_limit, /repos/shop/web
//   GET|POST   /repos/shop/web/deployments, GET …/:id, GET …/:id/statuses[/:id]
//   GET        /repos/shop/web/actions/workflows[/:id[/runs]], …/actions/runs[/:id]
//   POST       /repos/shop/web/actions/workflows/:id/dispatches
//   GET        /repos/shop/web/contents/.github/workflows/:file
import { type Answer, ok } from "../answer.ts";
import { type Call, isSame } from "../call.ts";
import { type Change, no, type Service } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { dispatchWorkflow, readActions } from "./actions-api.ts";
import { readContents } from "./contents-api.ts";
import { createDeployment, readDeployments } from "./deployments-api.ts";
import {
  badCredentials,
  needsCredentials,
  noAccess,
  notFound,
  pages,
  serverError,
  unavailable,
} from "./errors.ts";
import { drawCaller, drawRepository, type Place, repositoryName } from "./repository.ts";

export const githubBase = "/api/v3";

const hourlyCalls = 5000;

export function createGithub(token: string): Service {
  return {
    name: "github",
    honoursKeys: false,
    admit: (core, call) => admit(core, call, token),
    read: answerRead,
    change: answerChange,
    fail: serverError,
  };
}

function admit(core: ShopCore, call: Call, token: string): Answer | undefined {
  const { hindrances } = core.state();
  if (hindrances.includes("github-down")) return serverError(503, unavailable);
  const [, given] = /^(?:Bearer|token)\s+(.+)$/i.exec(call.headers.authorization ?? "") ?? [];
  if (call.headers.authorization !== undefined && !isSame(given, token)) return badCredentials();
  if (given !== undefined) return undefined;
  if (call.path[2] === "rate_limit") return undefined;
  // Who is nobody must not even learn that the repository is there.
  return call.path[2] === "user" ? needsCredentials(pages.user) : notFound();
}

function answerRead(core: ShopCore, call: Call): Answer {
  const place = placeOf(call);
  const [first, owner, name, noun, ...rest] = call.path.slice(2);
  if (first === "rate_limit" && owner === undefined) return ok(rateLimit(core));
  if (first === "user" && owner === undefined) return ok(drawCaller(place));
  if (first !== "repos" || !isOurs(owner, name)) return notFound();
  if (noun === undefined) return ok(drawRepository(place, facts(core)));
  if (noun === "deployments") return readDeployments(core, call, place);
  if (noun === "actions" && rest.length > 0) return readActions(core, call, place);
  if (noun === "contents") return readContents(core, call, place);
  return notFound();
}

function answerChange(core: ShopCore, call: Call): Change {
  const [first, owner, name, noun, ...rest] = call.path.slice(2);
  if (first !== "repos" || !isOurs(owner, name) || call.method !== "POST") return no(notFound());
  const isReadOnly = core.state().hindrances.includes("read-only-tokens");
  const place = placeOf(call);
  if (noun === "deployments" && rest.length === 0) {
    if (isReadOnly) return no(noAccess("deployments=write", pages.createDeployment));
    return createDeployment(core, call, place);
  }
  if (noun === "actions" && rest[0] === "workflows" && rest[2] === "dispatches") {
    if (isReadOnly) return no(noAccess("actions=write", pages.dispatch));
    return dispatchWorkflow(core, call, place);
  }
  return no(notFound());
}

function isOurs(owner: string | undefined, name: string | undefined): boolean {
  const { owner: ourOwner, name: ourName } = repositoryName;
  return owner?.toLowerCase() === ourOwner && name?.toLowerCase() === ourName;
}

function placeOf({ base }: Call): Place {
  return { api: `${base}${githubBase}`, web: base };
}

function facts(core: ShopCore) {
  const { releases, hindrances } = core.state();
  const pushedAt = releases.commits.at(-1)?.at ?? 0;
  return { pushedAt, canPush: !hindrances.includes("read-only-tokens") };
}

function rateLimit(core: ShopCore) {
  const reset = Math.ceil(core.now().getTime() / 1000 / 3600) * 3600;
  const limit = (most: number) => ({ limit: most, used: 0, remaining: most, reset });
  const rate = limit(hourlyCalls);
  return { resources: { core: rate, search: limit(30), graphql: rate }, rate };
}
