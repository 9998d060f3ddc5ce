import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { IntegrationError } from "../../src/integrations/integration-error.ts";
import type { PeerAnswer, PeerCall } from "../support/recording-peer.ts";
import { openFlags } from "./open-flags.ts";

const REF = { project: "shop", env: "production", flag: "new-checkout" };

/** As LaunchDarkly's API reference describes a flag. */
const flag = (on: boolean, fallthrough: object = { variation: 0 }) => ({
  kind: "multivariate",
  key: "new-checkout",
  variations: [
    { _id: "id-a", value: "a", name: "Old page" },
    { _id: "id-b", value: "b", name: "New page" },
    { _id: "id-c", value: { page: "c" } },
  ],
  environments: { production: { on, fallthrough, offVariation: 0, rules: [], targets: [] } },
});

const open = (t: TestContext, answer: (call: PeerCall) => PeerAnswer) =>
  openFlags(t, { kind: "launchdarkly", token: "api-0123", ref: REF }, answer);

test("a flag is turned off by one instruction for one environment, and the answer says how it is", async (t) => {
  const { peer, set } = await open(t, () => ({ body: flag(false) }));
  const answer = await set("off");
  const [call] = peer.calls;
  assert.deepEqual([call?.method, call?.path], ["PATCH", "/api/v2/flags/shop/new-checkout"]);
  assert.equal(call?.headers["authorization"], "api-0123");
  assert.equal(
    call?.headers["content-type"],
    "application/json; domain-model=launchdarkly.semanticpatch",
  );
  assert.deepEqual(call?.body, {
    environmentKey: "production",
    comment: "Muster, effect the-effect",
    instructions: [{ kind: "turnFlagOff" }],
  });
  assert.deepEqual([answer.status, answer.json], [200, { state: "off", variation: "Old page" }]);
});

test("a variation is found by its name, its value or its id, and only the default rule changes", async (t) => {
  const { peer, set } = await open(t, ({ method }) => ({
    body: flag(true, { variation: method === "GET" ? 0 : 1 }),
  }));
  for (const [variation, variationId] of [
    ["New page", "id-b"],
    ["id-b", "id-b"],
    ['{"page":"c"}', "id-c"],
  ] as const) {
    const answer = await set({ variation });
    assert.deepEqual(answer.json, { state: "on", variation: "New page" });
    const sent = peer.calls.at(-1)?.body as { readonly instructions: unknown };
    assert.deepEqual(sent.instructions, [
      { kind: "updateFallthroughVariationOrRollout", variationId },
    ]);
  }
});

test("a variation that is none is told with those there are, and nothing is sent", async (t) => {
  const { peer, set } = await open(t, () => ({ body: flag(true) }));
  await assert.rejects(set({ variation: "newpage" }), (error) => {
    assert.ok(error instanceof IntegrationError && error.isUnsent);
    assert.match(
      error.message,
      /no variation newpage\. It has: Old page, New page, \{"page":"c"\}/,
    );
    return true;
  });
  assert.deepEqual(
    peer.calls.map(({ method }) => method),
    ["GET"],
  );
});

test("where approvals are required the refusal keeps its status and says what to do", async (t) => {
  const message = "Flag configuration updates require approval: action 'updateOn' not allowed";
  const { set } = await open(t, () => ({
    ...{ status: 405, body: { code: "method_not_allowed", message } },
  }));
  const answer = await set("on");
  assert.equal(answer.status, 405);
  assert.match(answer.excerpt, /^Approvals are required in production: .*updateOn/);
});

test("a flag is read in its environment; a rollout to several variations has none", async (t) => {
  let fallthrough: object = { variation: 1 };
  const { peer, read } = await open(t, () => ({ body: flag(true, fallthrough) }));
  const one = await read();
  assert.deepEqual(one.ok && one.json, { state: "on", variation: "New page" });
  assert.deepEqual(peer.calls[0]?.query, { env: "production" });
  assert.equal(peer.calls[0]?.headers["ld-api-version"], "20240415");
  fallthrough = { rollout: { variations: [{ variation: 0, weight: 50_000 }] } };
  const several = await read();
  assert.deepEqual(several.ok && several.json, { state: "on", variation: null });
});

test("a flag, an environment or a token that is wrong is a sentence", async (t) => {
  let answer: PeerAnswer = {
    status: 404,
    body: { code: "not_found", message: "Unknown flag key" },
  };
  const { read } = await open(t, () => answer);
  const unknown = await read();
  assert.equal(
    unknown.ok ? "" : unknown.message,
    "target: LaunchDarkly answers 404: Unknown flag key",
  );
  answer = { body: { ...flag(true), environments: { test: { on: true } } } };
  const elsewhere = await read();
  assert.match(elsewhere.ok ? "" : elsewhere.message, /no environment production for the flag/);
  answer = { status: 401, body: { code: "unauthorized", message: "Invalid access token" } };
  const denied = await read();
  assert.match(denied.ok ? "" : denied.message, /Correct the token of this connection/);
});
