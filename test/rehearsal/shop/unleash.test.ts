// The shop's Unleash answers as Unleash 7.5 does: bodies, statuses and the names of its errors.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unleash } from "./ask.ts";
import { openShop } from "./open-shop.ts";

const production = "shop/features/recommendations/environments/production";
const checkout = "shop/features/new-checkout/environments/production";

describe("reading a flag", () => {
  it("tells of both environments of a feature, and of variants only when asked", async () => {
    await using shop = await openShop();
    const { status, body } = await unleash(shop, "shop/features/recommendations");
    assert.equal(status, 200);
    assert.equal(body.project, "shop");
    assert.deepEqual(
      body.environments.map((each: { name: string; enabled: boolean }) => [
        each.name,
        each.enabled,
      ]),
      [
        ["development", true],
        ["production", true],
      ],
    );
    assert.ok(!("variants" in body.environments[0]));
    const asked = await unleash(shop, "shop/features/new-checkout?variantEnvironments=true");
    assert.deepEqual(
      asked.body.environments[1].variants.map(({ name }: { name: string }) => name),
      ["classic", "one-page"],
    );
  });

  it("names the feature, not the environment, in an environment's `name`", async () => {
    await using shop = await openShop();
    const { body } = await unleash(shop, production);
    assert.equal(body.name, "recommendations");
    assert.equal(body.environment, "production");
    assert.equal(body.enabled, true);
    assert.equal(body.strategies[0].name, "flexibleRollout");
  });
});

describe("switching a flag", () => {
  it("answers 200 with an empty body, changed or not, and other environments stay", async () => {
    await using shop = await openShop();
    for (const expected of [true, false]) {
      const { status, body } = await unleash(shop, `${production}/off`, { method: "POST" });
      assert.deepEqual([status, body], [200, undefined]);
      assert.equal(shop.log().at(-1)?.changed, expected);
    }
    assert.equal(shop.flags.read("recommendations").isOn, false);
    assert.equal(shop.flags.read("recommendations", "development").isOn, true);
    await unleash(shop, `${production}/on`, { method: "POST" });
    assert.equal((await unleash(shop, production)).body.enabled, true);
  });

  it("gives a flag without a strategy the plain one when it is switched on", async () => {
    await using shop = await openShop();
    const [strategy] = (await unleash(shop, `${production}/strategies`)).body;
    await unleash(shop, `${production}/strategies/${strategy.id}`, { method: "DELETE" });
    assert.equal(shop.flags.read("recommendations").isOn, false);
    await unleash(shop, `${production}/on`, { method: "POST" });
    const { body } = await unleash(shop, production);
    assert.deepEqual(body.strategies[0].parameters, {
      rollout: "100",
      stickiness: "default",
      groupId: "recommendations",
    });
  });
});

describe("variants", () => {
  it("are overwritten as a whole, and the variable ones share what the fixed ones leave", async () => {
    await using shop = await openShop();
    const variants = [
      { name: "one-page", weight: 200, weightType: "fix" },
      { name: "classic", weight: 1, weightType: "variable" },
    ];
    const { status, body } = await unleash(shop, `${checkout}/variants`, {
      method: "PUT",
      body: variants,
    });
    assert.equal(status, 200);
    assert.deepEqual(
      body.variants.map(({ name, weight }: { name: string; weight: number }) => [name, weight]),
      [
        ["classic", 800],
        ["one-page", 200],
      ],
    );
    assert.deepEqual((await unleash(shop, `${checkout}/variants`)).body, body);
  });

  it("are patched in the order they are listed in, unless a test of the patch fails", async () => {
    await using shop = await openShop();
    const patch = (first: string) =>
      unleash(shop, `${checkout}/variants`, {
        method: "PATCH",
        body: [
          { op: "test", path: "/0/name", value: first },
          { op: "replace", path: "/0/weightType", value: "variable" },
          { op: "replace", path: "/1/weightType", value: "fix" },
          { op: "replace", path: "/1/weight", value: 0 },
        ],
      });
    const refused = await patch("one-page");
    assert.deepEqual([refused.status, refused.body.name], [400, "BadDataError"]);
    assert.match(refused.body.message, /Could not apply provided patch: Test operation failed/);
    assert.equal(shop.flags.read("new-checkout").variation, "one-page");
    assert.equal((await patch("classic")).status, 200);
    assert.equal(shop.flags.read("new-checkout").variation, "classic");
  });

  for (const [variants, says] of [
    [[{ name: "a", weight: 1000, weightType: "fix" }], /at least one "variable" variant/],
    [
      [
        { name: "a", weight: 1 },
        { name: "a", weight: 2 },
      ],
      /duplicate/,
    ],
    [[{ name: "a", weight: 1001 }], /1001/],
  ] as const) {
    it(`are refused when they are ${JSON.stringify(variants)}`, async () => {
      await using shop = await openShop();
      const wish = { method: "PUT", body: variants };
      const { status, body } = await unleash(shop, `${checkout}/variants`, wish);
      assert.equal(status, 400);
      assert.equal(body.name, "BadDataError");
      assert.match(body.message, says);
    });
  }

  it("are refused for a flag that never had any: newer servers keep them in strategies", async () => {
    await using shop = await openShop();
    const wish = { method: "PUT", body: [{ name: "a", weight: 1 }] };
    const { status, body } = await unleash(shop, `${production}/variants`, wish);
    assert.deepEqual([status, body.name], [403, "InvalidOperationError"]);
    const [strategy] = (await unleash(shop, `${production}/strategies`)).body;
    const changed = await unleash(shop, `${production}/strategies/${strategy.id}`, {
      method: "PUT",
      body: { variants: [{ name: "quiet", weight: 1000, weightType: "variable" }] },
    });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.variants[0].name, "quiet");
    const patched = await unleash(shop, `${production}/strategies/${strategy.id}`, {
      method: "PATCH",
      body: [{ op: "replace", path: "/variants/0/name", value: "loud" }],
    });
    assert.deepEqual([patched.status, patched.body.variants[0].name], [200, "loud"]);
  });
});

describe("refusals of Unleash", () => {
  it("tells a missing token from an unknown one", async () => {
    await using shop = await openShop();
    const url = `${shop.url}/api/admin/projects/${production}`;
    const missing = await fetch(url);
    assert.equal(missing.status, 401);
    assert.equal(((await missing.json()) as { name: string }).name, "AuthenticationRequired");
    const unknown = await unleash(shop, production, { headers: { authorization: "user:other" } });
    assert.deepEqual([unknown.status, unknown.body.name], [401, "UnauthorizedError"]);
    const bearer = { authorization: `Bearer ${shop.tokens.unleash}` };
    assert.equal((await unleash(shop, production, { headers: bearer })).status, 200);
  });

  it("is a PermissionError where a change request is wanted, for production only", async () => {
    await using shop = await openShop();
    shop.hinder("change-requests", true);
    const { status, body } = await unleash(shop, `${production}/off`, { method: "POST" });
    assert.equal(status, 403);
    assert.equal(body.name, "PermissionError");
    assert.deepEqual(body.permissions, ["SKIP_CHANGE_REQUEST"]);
    assert.equal(shop.flags.read("recommendations").isOn, true);
    const development = production.replace("production", "development");
    assert.equal((await unleash(shop, `${development}/off`, { method: "POST" })).status, 200);
    const config = await unleash(shop, "shop/change-requests/config");
    assert.deepEqual(
      config.body.map((each: { changeRequestEnabled: boolean }) => each.changeRequestEnabled),
      [false, true],
    );
  });

  it("is a PermissionError for a token that may only read", async () => {
    await using shop = await openShop();
    shop.hinder("read-only-tokens", true);
    assert.equal((await unleash(shop, production)).status, 200);
    const { status, body } = await unleash(shop, `${production}/off`, { method: "POST" });
    assert.equal(status, 403);
    assert.deepEqual(body.permissions, ["UPDATE_FEATURE_ENVIRONMENT"]);
    const user = `${shop.url}/api/admin/user`;
    const headers = { authorization: shop.tokens.unleash };
    const caller = (await (await fetch(user, { headers })).json()) as { permissions: unknown };
    assert.deepEqual(caller.permissions, []);
  });

  for (const [path, says] of [
    [
      "shop/features/nope/environments/production/on",
      /no feature named "nope" in project "shop"\./,
    ],
    [
      "web/features/reviews/environments/production/on",
      /in project "web", but there's a feature with that name in project "shop"/,
    ],
    ["shop/features/reviews/environments/staging/on", /environment staging for feature: reviews/],
    ["shop/features/reviews/environments/production/toggle", /is not available|content-type/],
  ] as const) {
    it(`is a sentence for POST ${path}`, async () => {
      await using shop = await openShop();
      const { status, body } = await unleash(shop, path, { body: {} });
      assert.equal(status, 404);
      assert.equal(body.name, "NotFoundError");
      assert.match(body.message, says);
    });
  }
});
