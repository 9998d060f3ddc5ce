// The shop's GitHub knows an app by its key, lets it do what was granted, and counts its calls.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newPrivateKey } from "../../../src/rehearsal/shop/github/start-github.ts";
import { asApp, ask, freezeRule, signJwt, verdict } from "./as-app.ts";
import { github as asToken } from "./ask.ts";
import { handClock } from "./clock.ts";
import { openShop } from "./open-shop.ts";

const web = "/repos/shop/web";
const now = () => Math.floor(Date.now() / 1000);

describe("an app", () => {
  it("is known by a token it signed", async () => {
    await using shop = await openShop();
    const { status, body } = await ask(shop, signJwt(shop), "/app");
    assert.equal(status, 200);
    assert.deepEqual([body.id, body.slug], [shop.github.app.id, "muster"]);
    const installed = await ask(shop, signJwt(shop), `${web}/installation`);
    assert.equal(installed.body.id, shop.github.installation().id);
  });

  for (const [what, claims, status, says] of [
    ["by somebody else's number", { iss: 7 }, 404, /^Integration not found$/],
    ["by a name", { iss: "muster" }, 401, /^'Issuer' claim \('iss'\) must be an Integer$/],
    ["for too long", { exp: now() + 700 }, 401, /\('exp'\) is too far in the future$/],
    ["some time ago", { iat: now() - 900, exp: now() - 300 }, 401, /^'Expiration time' claim/],
    ["in the future", { iat: now() + 300 }, 401, /^'Issued at' claim/],
  ] as const) {
    it(`is refused where it signed ${what}`, async () => {
      await using shop = await openShop();
      const answer = await ask(shop, signJwt(shop, claims), "/app");
      assert.equal(answer.status, status);
      assert.match(answer.body.message, says);
    });
  }

  it("is refused with another key, and without one", async () => {
    await using shop = await openShop();
    const stranger = await ask(shop, signJwt(shop, {}, newPrivateKey()), "/app");
    const undecoded = "A JSON web token could not be decoded";
    assert.deepEqual([stranger.status, stranger.body.message], [401, undecoded]);
    assert.equal((await asToken(shop, "/app")).body.message, undecoded);
  });

  it("has a token for an hour, and none while it is suspended or not installed", async () => {
    const clock = handClock(new Date().toISOString());
    await using shop = await openShop({ requestClock: clock });
    const app = await asApp(shop);
    assert.equal((await app(web)).status, 200);
    clock.forward(3600);
    assert.deepEqual((await app(web)).body.message, "Bad credentials");
    const path = `/app/installations/${shop.github.installation().id}/access_tokens`;
    const again = () => ask(shop, signJwt(shop, claims()), path, { method: "POST" });
    const claims = () => {
      const at = Math.floor(clock.now().getTime() / 1000);
      return { iat: at - 30, exp: at + 500 };
    };
    assert.equal((await again()).status, 201);
    shop.github.suspend(true);
    assert.match((await again()).body.message, /suspended/);
    shop.github.uninstall(true);
    assert.equal((await again()).status, 404);
  });

  it("may do what it was granted, and is told what it lacks", async () => {
    await using shop = await openShop();
    shop.github.grant({ metadata: "read", checks: "read", pull_requests: "read" });
    const app = await asApp(shop);
    const rule = await app(`${web}/rulesets`, { body: freezeRule(shop) });
    assert.equal(rule.status, 403);
    assert.equal(rule.body.message, "Resource not accessible by integration");
    assert.equal(rule.headers.get("x-accepted-github-permissions"), "administration=write");
    const body = verdict(shop.github.pull("shop/web", 128).headSha, "failure");
    assert.equal((await app(`${web}/check-runs`, { body })).status, 403);
    assert.equal((await app(`${web}/pulls`)).status, 200);
    assert.equal((await app("/user")).status, 403);
  });

  it("is answered 404 for rules where a token's user is no admin", async () => {
    await using shop = await openShop();
    shop.hinder("github-no-admin", true);
    const { status } = await asToken(shop, `${web}/rulesets`, { body: freezeRule(shop) });
    assert.equal(status, 404);
    assert.equal((await asToken(shop, web)).body.permissions.admin, false);
  });
});

describe("calls", () => {
  it("are counted, but not those that bring nothing new", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const first = await app(`${web}/rulesets`);
    const left = Number(first.headers.get("x-ratelimit-remaining"));
    const etag = first.headers.get("etag") ?? "";
    const same = await app(`${web}/rulesets`, { headers: { "if-none-match": etag } });
    assert.equal(same.status, 304);
    assert.equal(Number(same.headers.get("x-ratelimit-remaining")), left);
    shop.github.makeRuleset("shop/web", shop.github.rulesetsOf("shop/web")[0] ?? assert.fail());
    const other = await app(`${web}/rulesets`, { headers: { "if-none-match": etag } });
    assert.equal(other.status, 200);
    assert.equal(Number(other.headers.get("x-ratelimit-remaining")), left - 1);
  });

  it("are refused when the hour's are used up, until it is over", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    shop.github.leaveCalls(1);
    assert.equal((await asToken(shop, web)).status, 200);
    const refused = await asToken(shop, web);
    assert.equal(refused.status, 403);
    assert.match(refused.body.message, /^API rate limit exceeded/);
    assert.equal(refused.headers.get("x-ratelimit-remaining"), "0");
    clock.forward(3600);
    assert.equal((await asToken(shop, web)).status, 200);
  });

  it("are told to wait when there are too many changes in a minute", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const statuses = [];
    for (let count = 0; count < 181; count += 1) {
      const body = { name: `V${count}`, value: "1" };
      statuses.push((await asToken(shop, `${web}/actions/variables`, { body })).status);
    }
    assert.deepEqual(statuses.slice(-2), [201, 403]);
    clock.forward(61);
    assert.equal((await asToken(shop, web)).status, 200);
  });

  it("are told to wait when the stage says so, and can be lost by their path", async () => {
    await using shop = await openShop();
    shop.github.limit(1, 30);
    const limited = await asToken(shop, `${web}/rulesets`, { body: freezeRule(shop) });
    assert.deepEqual([limited.status, limited.headers.get("retry-after")], [403, "30"]);
    shop.github.misbehave({ fault: "lose-answer", times: 1, path: /\/rulesets$/ });
    const body = { name: "MUSTER_FREEZE", value: "1" };
    assert.equal((await asToken(shop, `${web}/actions/variables`, { body })).status, 201);
    await assert.rejects(asToken(shop, `${web}/rulesets`, { body: freezeRule(shop) }));
    assert.equal(shop.github.rulesetsOf("shop/web").length, 2);
    assert.ok(
      shop.github.calls().some(({ method, status }) => method === "POST" && status === 403),
    );
  });
});
