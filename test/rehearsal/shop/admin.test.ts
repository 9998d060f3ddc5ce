// What the shop's operators look after: cache policy, certificates, DNS, backups, smoke checks, providers.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { own } from "./ask.ts";
import { handClock } from "./clock.ts";
import { openShop } from "./open-shop.ts";

describe("the edge", () => {
  it("takes an absolute policy for the catalogue", async () => {
    await using shop = await openShop();
    const path = "/v1/policies/catalogue";
    const policy = { ttl_seconds: 600, stale_if_error: true };
    const first = await own(shop, path, { method: "PUT", body: policy });
    assert.deepEqual([first.status, first.body], [200, { ...policy, revision: 2 }]);
    const second = await own(shop, path, { method: "PUT", body: policy });
    assert.equal(second.body.revision, 2);
    assert.deepEqual((await own(shop, path)).body, first.body);
    const bad = await own(shop, path, { method: "PUT", body: { ttl_seconds: -1 } });
    assert.equal(bad.status, 422);
    assert.match(bad.body.error, /-1/);
  });
});

describe("an expired certificate", () => {
  it("keeps visitors out and fires, until it is renewed, once for each key", async () => {
    await using shop = await openShop();
    shop.break("certificate");
    await shop.tick(20);
    assert.deepEqual(
      shop.firing().map(({ alertname }) => alertname),
      ["CertExpiring"],
    );
    assert.ok(shop.figures().checkout.requests_per_second < 40);
    const path = "/v1/certificates/www.shop.example";
    assert.equal((await own(shop, path)).body.valid, false);
    const renew = () =>
      own(shop, `${path}/renewals`, { method: "POST", headers: { "idempotency-key": "k" } });
    const renewed = await renew();
    assert.deepEqual([renewed.status, renewed.body.days_left], [201, 90]);
    assert.deepEqual((await renew()).body, renewed.body);
    assert.equal(shop.log().filter(({ changed }) => changed).length, 1);
    assert.equal(shop.isBroken("certificate"), false);
    await shop.tick(30);
    assert.deepEqual(shop.firing(), []);
  });

  it("is announced two weeks before", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    clock.forward(50 * 86_400);
    await shop.tick(1);
    assert.deepEqual(
      shop.firing().map(({ alertname }) => alertname),
      ["CertExpiring"],
    );
    assert.equal((await own(shop, "/v1/certificates/www.shop.example")).body.days_left, 11);
  });
});

describe("a wrong DNS record", () => {
  it("loses customers until it is put right and resolvers have noticed", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    shop.break("dns");
    await shop.tick(20);
    const attempts = shop.figures().gateways.stripe.attempts;
    assert.ok(attempts < 400, `${attempts}`);
    const path = "/v1/dns/shop.example/records/checkout";
    const wrong = (await own(shop, path)).body;
    assert.equal(wrong.resolvers_agree, false);
    const body = { value: wrong.previous_value };
    const right = await own(shop, path, { method: "PUT", body });
    assert.deepEqual(
      [right.status, right.body.value, right.body.resolvers_agree],
      [200, "203.0.113.20", false],
    );
    clock.forward(10);
    assert.equal((await own(shop, path)).body.resolvers_agree, true);
    assert.equal(shop.isBroken("dns"), false);
    const bad = await own(shop, path, { method: "PUT", body: { value: "not an address" } });
    assert.equal(bad.status, 422);
  });
});

describe("a restore", () => {
  it("runs for a while and restores once for each key", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const { body: backup } = await own(shop, "/v1/backups/latest");
    assert.equal(backup.id, "db-2026-11-27");
    const start = (key: string, backup_id: string = backup.id) =>
      own(shop, "/v1/restores", { body: { backup_id }, headers: { "idempotency-key": key } });
    const { status, body } = await start("k1");
    assert.deepEqual([status, body.state, body.target], [202, "running", "scratch"]);
    assert.equal((await start("k1")).body.id, body.id);
    assert.notEqual((await start("k2")).body.id, body.id);
    assert.equal((await start("k3", "db-2020-01-01")).status, 422);
    clock.forward(15);
    const done = (await own(shop, `/v1/restores/${body.id}`)).body;
    assert.deepEqual([done.state, done.rows], ["done", backup.rows]);
  });

  it("is removed once it is no longer wanted", async () => {
    await using shop = await openShop();
    const { body: backup } = await own(shop, "/v1/backups/latest");
    const headers = { "idempotency-key": "k1" };
    const { body } = await own(shop, "/v1/restores", { body: { backup_id: backup.id }, headers });
    const path = `/v1/restores/${body.id}`;
    assert.equal((await own(shop, path, { method: "DELETE" })).body.state, "removed");
    assert.equal((await own(shop, path, { method: "DELETE" })).status, 200);
    assert.equal((await own(shop, "/v1/restores/latest")).body.state, "removed");
    assert.equal((await own(shop, "/v1/restores/nothing", { method: "DELETE" })).status, 404);
    assert.equal(shop.log().filter(({ changed }) => changed).length, 2);
  });
});

describe("the smoke checks", () => {
  const failed = async (shop: Awaited<ReturnType<typeof openShop>>) => {
    const { body } = await own(shop, "/v1/smoke");
    const checks = body.checks as readonly { name: string; ok: boolean }[];
    const names = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    assert.equal(body.ok, names.length === 0);
    assert.equal(body.ok_pct, Math.round(((checks.length - names.length) / checks.length) * 100));
    return names;
  };

  it("pass in a healthy shop and name what does not work otherwise", async () => {
    await using shop = await openShop();
    assert.deepEqual(await failed(shop), []);
    shop.break("release");
    assert.deepEqual(await failed(shop), ["product", "checkout"]);
    shop.heal();
    shop.flags.set("shop-read-only", true);
    assert.deepEqual(await failed(shop), ["cart", "checkout"]);
    shop.break("dns");
    assert.deepEqual(await failed(shop), ["dns", "cart", "checkout"]);
  });
});

describe("the public site", () => {
  it("says what a customer finds", async () => {
    await using shop = await openShop();
    const mode = async () => (await own(shop, "/shop")).body.mode;
    assert.equal(await mode(), "open");
    shop.flags.set("shop-read-only", true);
    assert.equal(await mode(), "read_only");
    assert.equal((await own(shop, "/healthz")).body.ok, true);
    shop.flags.set("maintenance-mode", true);
    assert.equal(await mode(), "maintenance");
    assert.equal((await own(shop, "/healthz")).body.ok, false);
  });
});

describe("a provider's status page", () => {
  it("admits an outage two minutes late", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const indicator = async () => (await own(shop, "/v1/providers/stripe/status")).body.indicator;
    shop.break("stripe");
    await shop.tick(5);
    assert.equal(await indicator(), "none");
    clock.forward(120);
    assert.equal(await indicator(), "major");
  });
});

describe("a path that is not there", () => {
  it("is 404, and a method that is not offered 405", async () => {
    await using shop = await openShop();
    assert.equal((await own(shop, "/v1/nothing")).status, 404);
    assert.equal((await own(shop, "/v1/smoke", { method: "DELETE" })).status, 405);
  });
});
