// Owns the shop's Unleash: its admin API for one project, as Unleash 7.5 Enterprise answers.
//   GET              /api/admin/user, /api/admin/environments/project/:p
//   GET              /api/admin/projects/:p/change-requests/config
//   GET              /api/admin/projects/:p/features[/:f]
//   GET              /api/admin/projects/:p/features/:f/environments/:e
//   POST             …/environments/:e/on | off
//   GET|PUT|PATCH    …/environments/:e/variants
//   GET|POST         …/environments/:e/strategies, GET|PUT|PATCH|DELETE …/strategies/:id
import { type Answer, ok } from "../answer.ts";
import { type Call, isSame, parseJson, pathOf } from "../call.ts";
import { changeFlag, describeSwitch, type Place, switchFlag } from "../flags/change-flag.ts";
import { environments, type Flag, flagProject, isEnvironment } from "../flags/flag.ts";
import { applyPatch } from "../json-patch.ts";
import { type Change, no, type Service } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import {
  badRequest,
  noPermission,
  noToken,
  notFound,
  serverError,
  unknownToken,
  variantsDeprecated,
  wrongContentType,
} from "./errors.ts";
import {
  byName,
  drawCaller,
  drawEnvironment,
  drawEnvironments,
  drawFeature,
  drawStrategy,
} from "./shapes.ts";
import { addStrategy, deleteStrategy, patchStrategy, updateStrategy } from "./strategies.ts";
import { readVariants } from "./variants.ts";

export function createUnleash(token: string): Service {
  return {
    name: "unleash",
    honoursKeys: false,
    admit: (core, call) => admit(core, call, token),
    read: answerRead,
    change: answerChange,
    fail: serverError,
  };
}

function admit(core: ShopCore, { method, headers }: Call, token: string): Answer | undefined {
  const given = headers.authorization?.replace(/^Bearer\s+/i, "");
  if (given === undefined || given === "") return noToken();
  if (!isSame(given, token)) return unknownToken();
  const isReadOnly = core.state().hindrances.includes("read-only-tokens");
  if (isReadOnly && method !== "GET") return noPermission("UPDATE_FEATURE_ENVIRONMENT");
  return undefined;
}

/** `/api/admin/projects/:project/features/:feature/environments/:environment/…` */
function partsOf({ path }: Call) {
  const [, , , project = "", noun = "", feature, environmentsWord, environment, ...rest] = path;
  return { project, noun, feature, environmentsWord, environment, rest };
}

function answerRead(core: ShopCore, call: Call): Answer {
  const { project, noun, feature, environmentsWord } = partsOf(call);
  if (call.path[2] !== "projects") return readAround(core, call);
  if (noun === "change-requests" && feature === "config") return ok(changeRequests(core));
  if (noun !== "features") return noPath(call);
  if (feature === undefined) return ok(listFeatures(core, project));
  const flag = findFlag(core, project, feature);
  if (!("settings" in flag)) return flag;
  if (environmentsWord === "environments") return readEnvironment(flag, call);
  if (environmentsWord !== undefined) return noPath(call);
  return ok(drawFeature(flag, call.url.searchParams.get("variantEnvironments") === "true"));
}

/** What a caller may do, and where flags can be switched at all. */
function readAround(core: ShopCore, call: Call): Answer {
  const [, , noun, kind, project, ...rest] = call.path;
  if (noun === "user" && kind === undefined) {
    return ok(drawCaller(core.state().hindrances.includes("read-only-tokens")));
  }
  if (noun !== "environments" || kind !== "project" || rest.length > 0) return noPath(call);
  return ok(drawEnvironments(project === flagProject ? Object.values(core.state().flags) : []));
}

function readEnvironment(flag: Flag, call: Call): Answer {
  const { environment, rest } = partsOf(call);
  if (!isEnvironment(environment)) return notFound(`Could not find ${flag.name} in ${environment}`);
  const { strategies, variants } = flag.settings[environment];
  const [what, id] = rest;
  if (what === undefined) return ok(drawEnvironment(flag, environment));
  if (what === "variants") return ok({ version: 1, variants: byName(variants) });
  if (what !== "strategies") return noPath(call);
  if (id === undefined) return ok(strategies.map(drawStrategy));
  const strategy = strategies.find((each) => each.id === id);
  return strategy ? ok(drawStrategy(strategy)) : notFound(`Could not find strategy with id ${id}`);
}

/** In the order of Unleash: form, change requests, feature, environment. */
function answerChange(core: ShopCore, call: Call): Change {
  const { project, noun, feature = "", environmentsWord, environment } = partsOf(call);
  const isOurs = noun === "features" && environmentsWord === "environments";
  if (call.path[2] !== "projects" || !isOurs) return no(noPath(call));
  if (!isSwitch(call) && call.method !== "DELETE" && !isJson(call)) {
    return no(wrongContentType(call.headers["content-type"]));
  }
  if (needsChangeRequest(core, environment)) return no(noPermission("SKIP_CHANGE_REQUEST"));
  const flag = findFlag(core, project, feature);
  if (!("settings" in flag)) return no(flag);
  if (!isEnvironment(environment)) {
    return no(notFound(`Could not find environment ${environment} for feature: ${feature}`));
  }
  return changeEnvironment({ flag, environment, now: core.now() }, call);
}

function changeEnvironment(place: Place, call: Call): Change {
  const [what = "", id] = partsOf(call).rest;
  switch (`${call.method} ${what}${id === undefined ? "" : "/id"}`) {
    case "POST on":
    case "POST off":
      return toggle(place, what === "on");
    case "PUT variants":
    case "PATCH variants":
      return changeVariants(place, call);
    case "POST strategies":
      return addStrategy(place, call);
    case "PUT strategies/id":
      return updateStrategy(place, id ?? "", call);
    case "PATCH strategies/id":
      return patchStrategy(place, id ?? "", call);
    case "DELETE strategies/id":
      return deleteStrategy(place, id ?? "");
  }
  return no(noPath(call));
}

/** The only changes that Unleash takes without a body. */
function isSwitch(call: Call): boolean {
  const [what] = partsOf(call).rest;
  return call.method === "POST" && (what === "on" || what === "off");
}

function isJson({ headers }: Call): boolean {
  return headers["content-type"]?.split(";")[0]?.trim() === "application/json";
}

/** Unleash answers 200 with nothing in it, changed or not. */
function toggle(place: Place, isOn: boolean): Change {
  const entries = switchFlag(place, isOn);
  const event = describeSwitch(place, isOn, "Unleash's API");
  return { answer: { status: 200 }, entries, ...(entries.length > 0 ? { event } : {}) };
}

function changeVariants(place: Place, { method, body }: Call): Change {
  const parsed = parseJson(body);
  if (!parsed.ok) return no(badRequest(`the body is not JSON: ${body.slice(0, 80)}`));
  const { name, settings } = place.flag;
  const current = byName(settings[place.environment].variants);
  const wanted = method === "PATCH" ? applyPatch(current, parsed.value) : parsed;
  if (!wanted.ok) return no(badRequest(`Could not apply provided patch: ${wanted.message}`));
  const hadVariants = environments.some((each) => settings[each].variants.length > 0);
  if (!hadVariants) return no(variantsDeprecated(name));
  const read = readVariants(wanted.value);
  if (!read.ok) return no(badRequest(read.message));
  const entries = changeFlag(place, { variants: read.variants });
  const event = `${name}: variants changed by Unleash's API`;
  const answer = ok({ version: 1, variants: read.variants });
  return { answer, entries, ...(entries.length > 0 ? { event } : {}) };
}

function findFlag(core: ShopCore, project: string, feature: string): Flag | Answer {
  const flag = core.state().flags[feature];
  const start = `There's no feature named "${feature}" in project "${project}"`;
  if (!flag) return notFound(`${start}.`);
  if (project === flagProject) return flag;
  return notFound(`${start}, but there's a feature with that name in project "${flagProject}"`);
}

function listFeatures(core: ShopCore, project: string) {
  const flags = project === flagProject ? Object.values(core.state().flags) : [];
  return { version: 2, features: flags.map((flag) => drawFeature(flag, false)) };
}

function changeRequests(core: ShopCore) {
  return environments.map((environment) => ({
    environment,
    type: environment,
    changeRequestEnabled: needsChangeRequest(core, environment),
    requiredApprovals: needsChangeRequest(core, environment) ? 1 : null,
  }));
}

function needsChangeRequest(core: ShopCore, environment: string | undefined): boolean {
  return environment === "production" && core.state().hindrances.includes("change-requests");
}

function noPath(call: Call): Answer {
  return notFound(`The path you were looking for (${pathOf(call)}) is not available.`);
}
