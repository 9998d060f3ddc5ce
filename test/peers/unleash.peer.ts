import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Connection } from "../../src/domain/connection.ts";
import type { FlagSetting } from "../../src/domain/runbook/state/change.ts";
import type { ConnectionUse } from "../../src/domain/runbook/state/intent.ts";
import { IntegrationError } from "../../src/integrations/integration-error.ts";
import { lookAtUses } from "../../src/integrations/preflight/look-at-uses.ts";
import { openTargets, type Targets } from "../../src/integrations/targets.ts";
import { connectionTo } from "../support/connection.ts";
import { startUnleash, type UnleashServer } from "./start-unleash.ts";

const FEATURES = "/api/admin/projects/default/features";
const ENV = "development";
const at = "production" as const;

let unleash: UnleashServer;
let targets: Targets;

before(async () => {
  unleash = await startUnleash();
  const editor = await unleash.addUser("editor", "Editor");
  const viewer = await unleash.addUser("viewer", "Viewer");
  const to = (token: string): Connection => {
    const auth = { kind: "header", name: "authorization", value: token } as const;
    return connectionTo(unleash.url, { kind: "unleash", auth, timeoutMs: 10_000 });
  };
  targets = openTargets({
    connections: {
      admin: to(unleash.adminToken),
      editor: to(editor),
      viewer: to(viewer),
      stranger: to("user:0123456789abcdef0123456789abcdef"),
    },
    github: { access: null, apiUrl: "http://127.0.0.1:1", repositories: [], environments: null },
  });
  await unleash.call("POST", FEATURES, { name: "new-checkout", type: "release" });
});

after(async () => {
  await targets?.[Symbol.asyncDispose]();
  await unleash?.[Symbol.asyncDispose]();
});

type Where = { readonly by?: string; readonly flag?: string; readonly env?: string };

const place = ({ by = "editor", flag = "new-checkout", env = ENV }: Where) =>
  ({ connection: by, project: "default", env, flag }) as const;

async function set(setting: FlagSetting, where: Where = {}) {
  const change = { kind: "flag", ...place(where), set: setting } as const;
  return await targets.send(change, { effectId: "the-effect", at });
}

async function read(where: Where = {}) {
  const answer = await targets.read(
    { kind: "flag-state", ...place(where) },
    { idOf: () => "", at },
  );
  return answer.ok ? answer.json : answer.message;
}

async function faults(where: Where & { readonly isUnnamed?: boolean } = {}) {
  const { flag, ...rest } = place(where);
  const named = where.isUnnamed ? {} : { flag };
  const use: ConnectionUse = { kind: "flag", ...rest, ...named, steps: ["one"] };
  const found = await lookAtUses(targets, [use], { isDrill: false });
  return found.map(({ message }) => message);
}

test("a flag is switched on and off, and each reads back as it was set", async () => {
  assert.deepEqual(await read(), { state: "off", variation: null });
  assert.equal((await set("on")).status, 200);
  assert.deepEqual(await read(), { state: "on", variation: null });
  assert.equal((await set("off")).status, 200);
  assert.deepEqual(await read(), { state: "off", variation: null });
});

test("switching to what it is already is taken, and changes nothing", async () => {
  await set("off");
  assert.equal((await set("off")).status, 200);
  assert.equal((await set("on")).status, 200);
  assert.equal((await set("on")).status, 200);
  assert.deepEqual(await read(), { state: "on", variation: null });
  await set("off");
});

test("a variation of a strategy is given to everybody, and its payload and the other settings stay", async () => {
  await unleash.call("POST", FEATURES, { name: "page", type: "release" });
  const strategies = `${FEATURES}/page/environments/${ENV}/strategies`;
  const payload = { type: "string", value: "blue" };
  const variants = [
    { name: "a", weight: 500, weightType: "variable", stickiness: "default", payload },
    { name: "b", weight: 500, weightType: "variable", stickiness: "default" },
  ];
  const parameters = { rollout: "30", stickiness: "default", groupId: "page" };
  await unleash.call("POST", strategies, { name: "flexibleRollout", parameters, variants });
  await set("on", { flag: "page" });
  assert.deepEqual(await read({ flag: "page" }), { state: "on", variation: null });
  assert.equal((await set({ variation: "b" }, { flag: "page" })).status, 200);
  assert.deepEqual(await read({ flag: "page" }), { state: "on", variation: "b" });
  assert.equal((await set({ variation: "a" }, { flag: "page" })).status, 200);
  assert.deepEqual(await read({ flag: "page" }), { state: "on", variation: "a" });
  const [kept] = (await unleash.call("GET", strategies)) as {
    parameters: unknown;
    variants: object[];
  }[];
  assert.deepEqual(kept?.parameters, parameters);
  assert.deepEqual(kept?.variants[0], { ...variants[0], weight: 1_000, weightType: "variable" });
});

test("a variation of the environment, as older flags have them, is given to everybody", async () => {
  const variants = ["x", "y"].map((name) => ({
    ...{ name, weight: 500, weightType: "variable", stickiness: "default" },
  }));
  await unleash.call("POST", FEATURES, { name: "older", type: "release" });
  // Only flags that have such variants already may change them.
  await unleash.call("PUT", `${FEATURES}/older/variants-batch`, { variants, environments: [ENV] });
  await set("on", { flag: "older" });
  assert.equal((await set({ variation: "y" }, { flag: "older" })).status, 200);
  assert.deepEqual(await read({ flag: "older" }), { state: "on", variation: "y" });
});

test("a variation that is none is refused with those there are, and nothing is sent", async () => {
  await assert.rejects(set({ variation: "c" }, { flag: "page" }), (error) => {
    assert.ok(error instanceof IntegrationError && error.isUnsent);
    assert.match(error.message, /no variant c in development\. It has: a, b/);
    return true;
  });
});

test("a flag that is not there, and an environment, are told in Unleash's own words", async () => {
  const missing = await set("off", { flag: "no-such-flag" });
  assert.equal(missing.status, 404);
  assert.match(missing.excerpt, /^Unleash answers 404: .*no-such-flag/);
  assert.match(String(await read({ flag: "no-such-flag" })), /^target: Unleash answers 404: /);
  const elsewhere = await set("off", { env: "staging" });
  assert.equal(elsewhere.status, 403, "nobody has rights where there is nothing");
  assert.match(elsewhere.excerpt, /right in staging, or default has no such environment/);
});

test("a token that is none, and one that may only look, change nothing", async () => {
  const stranger = await set("on", { by: "stranger" });
  assert.equal(stranger.status, 401);
  assert.match(stranger.excerpt, /Correct the token of this connection/);
  const viewer = await set("on", { by: "viewer" });
  assert.equal(viewer.status, 403);
  assert.match(viewer.excerpt, /^Unleash answers 403: .*UPDATE_FEATURE_ENVIRONMENT/);
  assert.deepEqual(await read(), { state: "off", variation: null });
});

test("a look before the run finds what would fail in it", async () => {
  assert.deepEqual(await faults(), []);
  assert.deepEqual(await faults({ by: "admin" }), []);
  assert.deepEqual(await faults({ isUnnamed: true }), []);
  assert.match((await faults({ by: "stranger" }))[0] ?? "", /answers 401: its token has to be/);
  assert.match(
    (await faults({ by: "viewer" }))[0] ?? "",
    /may not turn flags of the project default/,
  );
  assert.match(
    (await faults({ flag: "no-such-flag" }))[0] ?? "",
    /^The flag no-such-flag cannot be/,
  );
  assert.match((await faults({ env: "staging" }))[0] ?? "", /staging/);
  assert.match(
    (await faults({ env: "staging", isUnnamed: true }))[0] ?? "",
    /no environment staging\. It has: .*production/,
  );
});

test("where change requests are on, a change is refused with what to do, and the state stays", async () => {
  await unleash.call("POST", FEATURES, { name: "guarded", type: "release" });
  await unleash.requireChangeRequests("default", "production");
  const answer = await set("on", { flag: "guarded", env: "production" });
  assert.equal(answer.status, 403);
  assert.match(answer.excerpt, /^Change requests are on for project default in production: /);
  const guarded = await read({ flag: "guarded", env: "production" });
  assert.deepEqual(guarded, { state: "off", variation: null });
  const skipping = await set("on", { by: "admin", flag: "guarded", env: "production" });
  assert.equal(skipping.status, 200, "an administrator may skip them");
});
