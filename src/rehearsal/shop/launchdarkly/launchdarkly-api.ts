// Owns the shop's LaunchDarkly: the same flags as its Unleash, by LaunchDarkly's REST API v2.
//   GET|PATCH  /api/v2/flags/:project/:flag          ?env= filters; PATCH takes semantic patches only
//   GET        /api/v2/projects/:project/environments/:environment
//   GET        /api/v2/caller-identity, /api/v2/tokens/:id
import { randomUUID } from "node:crypto";
import { type Answer, ok } from "../answer.ts";
import { type Call, isSame, parseJson } from "../call.ts";
import { changeFlag, describeSwitch } from "../flags/change-flag.ts";
import { flagProject, isEnvironment } from "../flags/flag.ts";
import { type Change, no, type Service } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { applyEntry } from "../shop-state.ts";
import { forbidden, invalid, notAllowed, notFound, serverError, unauthorized } from "./errors.ts";
import { applyInstructions, semanticPatch } from "./semantic-patch.ts";
import { drawEnvironment, drawFlag } from "./shapes.ts";

const tokenId = "5a8b000000000000000000bb";

export function createLaunchDarkly(token: string): Service {
  return {
    name: "launchdarkly",
    honoursKeys: false,
    admit: (core, call) => admit(core, call, token),
    read: answerRead,
    change: answerChange,
    fail: serverError,
  };
}

/** The header holds the token and nothing else: no `Bearer`. */
function admit(core: ShopCore, { method, headers }: Call, token: string): Answer | undefined {
  if (!isSame(headers.authorization, token)) return unauthorized();
  const isReadOnly = core.state().hindrances.includes("read-only-tokens");
  return isReadOnly && method !== "GET" ? forbidden() : undefined;
}

function answerRead(core: ShopCore, { path, url }: Call): Answer {
  const [, , noun, project, third, environment, ...rest] = path;
  if (noun === "caller-identity" && project === undefined) return ok(caller());
  if (noun === "tokens" && project === tokenId && third === undefined) return ok(token(core));
  if (project !== flagProject || rest.length > 0) return notFound();
  if (noun === "flags" && third !== undefined && environment === undefined) {
    const flag = core.state().flags[third];
    const wanted = url.searchParams.getAll("env").flatMap((text) => text.split(","));
    return flag ? ok(drawFlag(flag, wanted)) : notFound();
  }
  if (noun === "projects" && third === "environments" && isEnvironment(environment)) {
    return ok(drawEnvironment(environment, needsApproval(core, environment)));
  }
  return notFound();
}

function answerChange(core: ShopCore, call: Call): Change {
  const [, , noun, project, name = "", ...rest] = call.path;
  const flag = core.state().flags[name];
  if (noun !== "flags" || project !== flagProject || !flag || rest.length > 0) {
    return no(notFound());
  }
  if (call.method !== "PATCH") return no(notAllowed("Method not allowed"));
  if (!isSemantic(call)) {
    return no(invalid("Only semantic patches: domain-model=launchdarkly.semanticpatch is missing"));
  }
  const parsed = parseJson(call.body);
  const read = semanticPatch.safeParse(parsed.ok ? parsed.value : undefined);
  if (!read.success) {
    const [issue] = read.error.issues;
    return no(invalid(`Invalid request body: ${issue?.path.join(".")} ${issue?.message}`));
  }
  const { environmentKey: environment, instructions } = read.data;
  if (environment === undefined) return no(invalid("environmentKey is required"));
  if (!isEnvironment(environment)) return no(notFound());
  if (needsApproval(core, environment)) {
    return no(notAllowed("Approval is required to make this request"));
  }
  const place = { flag, environment, now: core.now() };
  const outcome = applyInstructions(place, instructions, randomUUID);
  if (!outcome.ok) return no(invalid(outcome.message));
  const entries = changeFlag(place, outcome.setting);
  const next = entries.reduce(applyEntry, core.state()).flags[name] ?? flag;
  const event = describeSwitch(place, outcome.setting.enabled, "LaunchDarkly's API");
  return { answer: ok(drawFlag(next, [])), entries, ...(entries.length > 0 ? { event } : {}) };
}

function isSemantic({ headers }: Call): boolean {
  const [type, ...parameters] = (headers["content-type"] ?? "")
    .split(";")
    .map((part) => part.trim());
  return (
    type === "application/json" && parameters.includes("domain-model=launchdarkly.semanticpatch")
  );
}

function needsApproval(core: ShopCore, environment: string): boolean {
  return environment === "production" && core.state().hindrances.includes("change-requests");
}

function caller() {
  return {
    accountId: "5a8b000000000000000000aa",
    authKind: "token",
    tokenKind: "service",
    tokenId,
    tokenName: "on-call",
    serviceToken: true,
  };
}

function token(core: ShopCore) {
  const isReadOnly = core.state().hindrances.includes("read-only-tokens");
  return {
    _id: tokenId,
    name: "on-call",
    ownerId: "5a8b000000000000000000cc",
    memberId: "5a8b000000000000000000cc",
    creationDate: Date.UTC(2026, 0, 12),
    lastModified: Date.UTC(2026, 0, 12),
    role: isReadOnly ? "reader" : "writer",
    serviceToken: true,
    _links: { self: { href: `/api/v2/tokens/${tokenId}`, type: "application/json" } },
  };
}
