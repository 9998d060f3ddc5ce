import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { IntegrationError } from "../../src/integrations/integration-error.ts";
import type { PeerCall, PeerReply } from "../support/recording-peer.ts";
import { openFlags } from "./open-flags.ts";

// How a real Unleash answers is tried in test/peers; here is what only a peer can be made to do.

const REF = { project: "shop", env: "production", flag: "new checkout/2" };
const PATH = "/api/admin/projects/shop/features/new%20checkout%2F2/environments/production";

const open = (t: TestContext, answer: (call: PeerCall) => PeerReply) =>
  openFlags(t, { kind: "unleash", token: "user:0123", ref: REF }, answer);

const variant = (name: string, weight: number, weightType = "variable") => ({
  ...{ name, weight, weightType, stickiness: "default" },
});

test("on and off are calls for one flag in one environment, whatever its name holds", async (t) => {
  const { peer, set } = await open(t, () => ({}));
  assert.equal((await set("off")).status, 200);
  assert.equal((await set("on")).status, 200);
  assert.deepEqual(
    peer.calls.map(({ method, path, text }) => [method, path, text]),
    [
      ["POST", `${PATH}/off`, ""],
      ["POST", `${PATH}/on`, ""],
    ],
  );
  assert.equal(peer.calls[0]?.headers["authorization"], "user:0123");
});

test("a variation changes weights alone, in every strategy, and only where the list is as it was read", async (t) => {
  const strategies = [
    { id: "s1", name: "default", variants: [variant("a", 500), variant("b", 500)] },
    { id: "s2", name: "default", variants: [variant("b", 1_000)] },
    { id: "s3", name: "default", variants: [] },
  ];
  const { peer, set } = await open(t, ({ method, path }) => {
    if (path.endsWith("/variants")) return { body: { version: 1, variants: [] } };
    return { body: method === "GET" ? { enabled: true, strategies } : strategies[0] };
  });
  const answer = await set({ variation: "b" });
  assert.deepEqual([answer.status, answer.json], [200, undefined]);
  const patches = peer.calls.filter(({ method }) => method === "PATCH");
  assert.deepEqual(
    patches.map(({ path }) => path),
    [`${PATH}/strategies/s1`, `${PATH}/strategies/s2`],
  );
  assert.deepEqual(patches[0]?.body, [
    { op: "test", path: "/variants/0/name", value: "a" },
    { op: "replace", path: "/variants/0/weightType", value: "fix" },
    { op: "replace", path: "/variants/0/weight", value: 0 },
    { op: "test", path: "/variants/1/name", value: "b" },
    { op: "replace", path: "/variants/1/weightType", value: "variable" },
    { op: "replace", path: "/variants/1/weight", value: 1_000 },
  ]);
});

test("strategies that give out different variations have none in common", async (t) => {
  const strategies = [
    { id: "s1", variants: [variant("a", 1_000)] },
    { id: "s2", variants: [variant("b", 1_000)] },
  ];
  const { read } = await open(t, () => ({ body: { enabled: false, strategies, variants: [] } }));
  const answer = await read();
  assert.deepEqual(answer.ok && answer.json, { state: "off", variation: null });
});

test("a look that fails before a variation is changed proves that nothing was", async (t) => {
  const { peer, set } = await open(t, () => "drop");
  await assert.rejects(set({ variation: "b" }), (error) => {
    assert.ok(error instanceof IntegrationError);
    assert.ok(error.isUnsent);
    return true;
  });
  assert.ok(peer.calls.every(({ method }) => method === "GET"));
});

test("a switch whose answer is lost may have happened", async (t) => {
  const { set } = await open(t, () => "drop");
  await assert.rejects(set("off"), (error) => {
    assert.ok(error instanceof IntegrationError);
    assert.ok(!error.isUnsent);
    return true;
  });
});
