// The shop's LaunchDarkly: the same flags, changed by semantic patches, refused by code and sentence.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { launchDarkly, patchFlag } from "./ask.ts";
import { openShop } from "./open-shop.ts";

describe("a flag of LaunchDarkly", () => {
  it("has its variations and, filtered by env, one environment", async () => {
    await using shop = await openShop();
    const { status, body } = await launchDarkly(shop, "flags/shop/reviews?env=production");
    assert.equal(status, 200);
    assert.equal(body.kind, "boolean");
    assert.deepEqual(Object.keys(body.environments), ["production"]);
    assert.equal(body.environments.production.on, true);
    assert.deepEqual(body.environments.production.fallthrough, { variation: 0 });
    assert.equal(body.environments.production.offVariation, 1);
  });

  it("is turned off and on, and its version rises only with a change", async () => {
    await using shop = await openShop();
    const versions = [];
    for (const kind of ["turnFlagOff", "turnFlagOff", "turnFlagOn"]) {
      const { status, body } = await patchFlag(shop, "reviews", { kind });
      assert.equal(status, 200);
      assert.equal(body.environments.production.on, kind === "turnFlagOn");
      versions.push(body.environments.production.version);
    }
    assert.deepEqual(versions, [2, 2, 3]);
    assert.equal(shop.flags.read("reviews", "development").isOn, true);
  });

  it("serves the variation its fallthrough is given", async () => {
    await using shop = await openShop();
    const { variations } = (await launchDarkly(shop, "flags/shop/new-checkout")).body;
    const { body } = await patchFlag(shop, "new-checkout", {
      kind: "updateFallthroughVariationOrRollout",
      variationId: variations[1]._id,
    });
    assert.deepEqual(body.environments.production.fallthrough, { variation: 1 });
    assert.equal(shop.flags.read("new-checkout").variation, "classic");
  });

  it("can serve false while it is on", async () => {
    await using shop = await openShop();
    const { variations } = (await launchDarkly(shop, "flags/shop/reviews")).body;
    const instruction = { kind: "updateFallthroughVariationOrRollout" };
    await patchFlag(shop, "reviews", { ...instruction, variationId: variations[1]._id });
    assert.equal(shop.flags.read("reviews").isOn, false);
    const { body } = await launchDarkly(shop, "flags/shop/reviews");
    assert.equal(body.environments.production.on, true);
    assert.deepEqual(body.environments.production.fallthrough, { variation: 1 });
  });

  it("makes none of the changes when one of them cannot be made", async () => {
    await using shop = await openShop();
    const { status, body } = await patchFlag(
      shop,
      "reviews",
      { kind: "turnFlagOff" },
      { kind: "updateFallthroughVariationOrRollout", variationId: "nope" },
    );
    assert.deepEqual([status, body.code], [400, "invalid_request"]);
    assert.match(body.message, /nope/);
    assert.equal(shop.flags.read("reviews").isOn, true);
  });
});

describe("refusals of LaunchDarkly", () => {
  it("wants its token bare", async () => {
    await using shop = await openShop();
    const authorization = `Bearer ${shop.tokens.launchdarkly}`;
    const { status, body } = await launchDarkly(shop, "flags/shop/reviews", {
      headers: { authorization },
    });
    assert.deepEqual([status, body.code], [401, "unauthorized"]);
  });

  it("wants an approval for production while that is required, and says so of the environment", async () => {
    await using shop = await openShop();
    shop.hinder("change-requests", true);
    const { status, body } = await patchFlag(shop, "reviews", { kind: "turnFlagOff" });
    assert.deepEqual([status, body.code], [405, "method_not_allowed"]);
    const { body: environment } = await launchDarkly(shop, "projects/shop/environments/production");
    assert.equal(environment.approvalSettings.required, true);
  });

  it("forbids changes to a token that may only read", async () => {
    await using shop = await openShop();
    shop.hinder("read-only-tokens", true);
    const { status, body } = await patchFlag(shop, "reviews", { kind: "turnFlagOff" });
    assert.deepEqual([status, body.code], [403, "forbidden"]);
    assert.equal((await launchDarkly(shop, "flags/shop/reviews")).status, 200);
    const { tokenId } = (await launchDarkly(shop, "caller-identity")).body;
    assert.equal((await launchDarkly(shop, `tokens/${tokenId}`)).body.role, "reader");
  });

  it("does not know other projects, flags and instructions, nor patches of another kind", async () => {
    await using shop = await openShop();
    assert.equal((await launchDarkly(shop, "flags/web/reviews")).status, 404);
    assert.equal((await patchFlag(shop, "nope", { kind: "turnFlagOff" })).status, 404);
    assert.equal((await patchFlag(shop, "reviews", { kind: "deleteFlag" })).status, 400);
    const plain = { method: "PATCH", body: { instructions: [{ kind: "turnFlagOff" }] } };
    const { status, body } = await launchDarkly(shop, "flags/shop/reviews", plain);
    assert.equal(status, 400);
    assert.match(body.message, /domain-model=launchdarkly\.semanticpatch/);
    assert.equal(shop.flags.read("reviews").isOn, true);
  });
});
