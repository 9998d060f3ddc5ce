// What goes wrong in the shop follows from its causes, and ends with them, whoever ends them.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Shop } from "../../../src/rehearsal/shop/types.ts";
import { github, own, unleash } from "./ask.ts";
import { handClock } from "./clock.ts";
import { openShop, query } from "./open-shop.ts";

const firing = (shop: Shop) =>
  shop
    .firing()
    .map(({ alertname }) => alertname)
    .sort();

describe("a bad feature", () => {
  it("throws errors while its flag is on in production, and again when it is put back", async () => {
    await using shop = await openShop();
    shop.break("flag");
    assert.deepEqual(shop.flags.read("new-checkout"), { isOn: true, variation: "one-page" });
    await shop.tick(20);
    assert.deepEqual(firing(shop), ["Checkout5xxHigh", "JsErrorSpike"]);
    const environment = "shop/features/new-checkout/environments/production";
    await unleash(shop, `${environment}/off`, { method: "POST" });
    await shop.tick(40);
    assert.deepEqual(firing(shop), []);
    assert.ok(((await query(shop, "web:js_error_pct:5m")) ?? 9) <= 1);
    await unleash(shop, `${environment}/on`, { method: "POST" });
    await shop.tick(20);
    assert.deepEqual(firing(shop), ["Checkout5xxHigh", "JsErrorSpike"]);
    shop.heal("flag");
    await shop.tick(40);
    assert.deepEqual(firing(shop), []);
  });

  it("does no harm to those who are served the other variation", async () => {
    await using shop = await openShop();
    shop.break("flag");
    const path = "shop/features/new-checkout/environments/production/variants";
    const body = [{ name: "classic", weight: 1000, weightType: "variable" }];
    await unleash(shop, path, { method: "PUT", body });
    await shop.tick(20);
    assert.deepEqual(firing(shop), []);
  });
});

describe("a bad release", () => {
  it("is the newest successful deployment, and ends when the one before runs again", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const good = shop.release()?.sha;
    shop.break("release");
    const bad = shop.release()?.sha;
    assert.notEqual(bad, good);
    await shop.tick(20);
    assert.deepEqual(firing(shop), ["Checkout5xxHigh", "JsErrorSpike"]);
    const { status } = await github(shop, "/repos/shop/web/deployments", {
      body: { ref: good, auto_merge: false, required_contexts: [] },
    });
    assert.equal(status, 201);
    await shop.tick(5);
    assert.equal(shop.release()?.sha, bad);
    clock.forward(12);
    await shop.tick(40);
    assert.equal(shop.release()?.sha, good);
    assert.deepEqual(firing(shop), []);
    assert.equal(shop.deployments().at(-1)?.state, "success");
  });

  it("is healed by a repaired one, where nobody went back", async () => {
    await using shop = await openShop();
    const good = shop.release()?.sha;
    shop.break("release");
    const bad = shop.release()?.sha;
    shop.heal("release");
    assert.ok(![good, bad].includes(shop.release()?.sha));
    await shop.tick(40);
    assert.deepEqual(firing(shop), []);
  });
});

describe("a traffic surge", () => {
  const cpu = async (shop: Shop) => (await query(shop, "max(db:cpu_pct:1m)")) ?? 0;

  it("is too much for the database, less without extras, and fine with a long cache", async () => {
    await using shop = await openShop();
    shop.break("peak");
    await shop.tick(20);
    assert.ok((await cpu(shop)) > 90);
    shop.flags.set("recommendations", false);
    shop.flags.set("reviews", false);
    await shop.tick(20);
    const without = await cpu(shop);
    assert.ok(without > 80 && without < 90, `${without}`);
    const body = { ttl_seconds: 600, stale_if_error: true };
    await own(shop, "/v1/policies/catalogue", { method: "PUT", body });
    await shop.tick(20);
    assert.ok((await cpu(shop)) < 70);
    assert.ok(((await query(shop, "checkout:latency_p95_seconds:5m")) ?? 9) < 2);
    assert.deepEqual(firing(shop), []);
  });

  it("is borne by a shop that takes no orders, which authorizes no payments either", async () => {
    await using shop = await openShop();
    shop.break("peak");
    shop.flags.set("shop-read-only", true);
    await shop.tick(25);
    assert.ok((await cpu(shop)) < 70);
    assert.equal(shop.figures().gateways.stripe.attempts, 0);
    assert.equal(await query(shop, 'payment:auth_pct:5m{gateway="stripe"}'), Number.NaN);
  });
});

describe("after a restart of the shop", () => {
  it("knows its flags, releases, workflow runs, records and hindrances", async () => {
    const dir = mkdtempSync(join(tmpdir(), "shop-"));
    const journalFile = join(dir, "shop.jsonl");
    const clock = handClock();
    const dispatch = "/repos/shop/web/actions/workflows/set-flag.yml/dispatches";
    {
      await using shop = await openShop({ journalFile, clock });
      shop.break("release");
      shop.break("dns");
      shop.hinder("read-only-tokens", true);
      shop.hinder("read-only-tokens", false);
      await github(shop, dispatch, {
        body: { ref: "main", inputs: { flag: "reviews", state: "off" } },
      });
      shop.hinder("github-down", true);
    }
    clock.forward(60);
    await using shop = await openShop({ journalFile, clock });
    assert.ok(shop.release()?.isBad);
    assert.equal(shop.site().records["checkout.shop.example"]?.value, "203.0.113.99");
    assert.deepEqual(shop.hindered(), ["github-down"]);
    assert.equal(shop.workflowRuns()[0]?.conclusion, "success");
    assert.equal(shop.flags.read("reviews").isOn, false);
    assert.match(shop.events().at(0)?.text ?? "", /a bad release/);
    rmSync(dir, { recursive: true });
  });
});

describe("a fault of the moment", () => {
  it("makes a slow answer slow, and loses none of the change", async () => {
    await using shop = await openShop();
    shop.misbehave({ delayMs: 50 }, 1);
    const start = performance.now();
    const path = "shop/features/reviews/environments/production/off";
    assert.equal((await unleash(shop, path, { method: "POST" })).status, 200);
    assert.ok(performance.now() - start >= 45);
    assert.equal(shop.flags.read("reviews").isOn, false);
  });

  it("speaks each service's own language", async () => {
    await using shop = await openShop();
    shop.misbehave({ status: 500 }, 2);
    const path = "shop/features/reviews/environments/production/off";
    const flags = await unleash(shop, path, { method: "POST" });
    assert.deepEqual([flags.status, flags.body.name], [500, "InternalError"]);
    const code = await github(shop, "/repos/shop/web/deployments", { body: { ref: "main" } });
    assert.deepEqual([code.status, code.body.status], [500, "500"]);
    assert.equal(shop.flags.read("reviews").isOn, true);
  });
});
