// The shop's GitHub holds what its rules hold: merges, pushes, tags, queues; and says so in GitHub's words.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { asApp, freezeRule, verdict } from "./as-app.ts";
import { github as asToken } from "./ask.ts";
import { handClock } from "./clock.ts";
import { openShop } from "./open-shop.ts";

const web = "/repos/shop/web";
const expected =
  'Repository rule violations found\n\nRequired status check "muster/freeze" is expected.\n\n';

describe("a ruleset with a check that only one app can pass", () => {
  it("holds every merge from the moment it is active until it is gone", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const draft = { ...freezeRule(shop), enforcement: "disabled" };
    const made = await app(`${web}/rulesets`, { body: draft });
    assert.equal(made.status, 201);
    assert.deepEqual(shop.github.merge("shop/web", 132, "anna-dev").ok, true);
    const active = { ...draft, enforcement: "active" };
    const changed = await app(`${web}/rulesets/${made.body.id}`, { method: "PUT", body: active });
    assert.equal(changed.body.enforcement, "active");
    assert.deepEqual(shop.github.merge("shop/web", 128, "anna-dev"), {
      ...{ ok: false, status: 405, message: expected },
    });
    const rules = (await app(`${web}/rules/branches/main`)).body;
    const ours = rules.filter((each: { ruleset_id: number }) => each.ruleset_id === made.body.id);
    assert.deepEqual(ours[0].parameters.required_status_checks, [
      { context: "muster/freeze", integration_id: shop.github.app.id },
    ]);
    assert.deepEqual((await app(`${web}/rules/branches/topic/gift-cards`)).body, []);
    const gone = await app(`${web}/rulesets/${made.body.id}`, { method: "DELETE" });
    assert.equal(gone.status, 204);
    assert.equal((await app(`${web}/rulesets/${made.body.id}`)).status, 404);
    assert.equal(shop.github.merge("shop/web", 128, "anna-dev").ok, true);
  });

  it("lets through the commit that has the check, and no later one", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    await app(`${web}/rulesets`, { body: freezeRule(shop) });
    const { headSha } = shop.github.pull("shop/web", 128);
    await app(`${web}/check-runs`, { body: verdict(headSha, "failure") });
    assert.match(shop.github.merge("shop/web", 128).message, /"muster\/freeze" is failing\./);
    await app(`${web}/check-runs`, { body: verdict(headSha, "success") });
    const pushed = shop.github.push("shop/web", 128);
    assert.match(shop.github.merge("shop/web", 128).message, /is expected\./);
    await app(`${web}/check-runs`, { body: verdict(pushed.headSha, "success") });
    assert.equal(shop.github.merge("shop/web", 128).status, 200);
  });

  it("is not passed by a token, which may make no checks", async () => {
    await using shop = await openShop();
    const { headSha } = shop.github.pull("shop/web", 128);
    const body = verdict(headSha, "success");
    const refused = await asToken(shop, `${web}/check-runs`, { body });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.message, "You must authenticate via a GitHub App.");
  });

  it("keeps what merges by itself waiting, and lets it go the moment the rule is gone", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const { body } = await app(`${web}/rulesets`, { body: freezeRule(shop) });
    shop.github.approve("shop/web", 131, "bea-dev");
    assert.equal(shop.github.pull("shop/web", 131).state, "open");
    await app(`${web}/rulesets/${body.id}`, { method: "DELETE" });
    assert.equal(shop.github.pull("shop/web", 131).merged?.by, "piotr-dev");
    assert.equal(shop.github.headOf("shop/web"), shop.github.pull("shop/web", 131).merged?.sha);
  });

  it("is passed by whoever may bypass it, which is on record", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const bypass_actors = [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }];
    await app(`${web}/rulesets`, { body: { ...freezeRule(shop), bypass_actors } });
    assert.equal(shop.github.merge("shop/web", 128, "anna-dev").status, 405);
    assert.equal(shop.github.merge("shop/web", 128, "bea-dev").status, 200);
    const path = `${web}/rulesets/rule-suites?rule_suite_result=bypass&time_period=day`;
    const suites = (await app(path)).body;
    assert.deepEqual(
      suites.map((each: { actor_name: string; ref: string }) => [each.actor_name, each.ref]),
      [["bea-dev", "refs/heads/main"]],
    );
  });
});

describe("what else rules hold", () => {
  it("a tag, a branch, and a push past the review", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const tags = {
      ...{ name: "Muster code freeze (tags)", target: "tag", enforcement: "active" },
      conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
      rules: [{ type: "creation" }, { type: "update" }],
    };
    assert.equal((await app(`${web}/rulesets`, { body: tags })).status, 201);
    const sha = shop.github.headOf("shop/web");
    const body = { ref: "refs/tags/v2026.48.0", sha };
    const refused = await asToken(shop, `${web}/git/refs`, { body });
    assert.equal(refused.status, 422);
    assert.match(refused.body.message, /Cannot create ref due to creations being restricted\./);
    assert.equal(shop.github.createTag("shop/web", "nightly").status, 201);
    assert.match(shop.github.pushTo("shop/web").message, /must be made through a pull request\./);
    assert.equal(shop.github.pushTo("shop/private-free").ok, true);
  });

  for (const [pattern, ref, isHeld] of [
    ["refs/heads/release/**", "release/2026.47", true],
    ["refs/heads/release/**", "release/2026/47", false],
    ["refs/heads/release/**/*", "release/2026/47", true],
    ["refs/heads/release/**/*", "release/2026.47", true],
    ["refs/heads/*", "release/2026.47", false],
    ["~ALL", "release/2026/47", true],
  ] as const) {
    it(`${pattern} ${isHeld ? "means" : "does not mean"} ${ref}`, async () => {
      await using shop = await openShop();
      const app = await asApp(shop);
      const conditions = { ref_name: { include: [pattern], exclude: [] } };
      await app(`${web}/rulesets`, { body: { ...freezeRule(shop), conditions } });
      const { body } = await app(`${web}/rules/branches/${ref}`);
      assert.equal(body.length > 0, isHeld);
    });
  }

  it("a merge queue puts out who gets no answer in time, and merges who gets a good one", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const app = await asApp(shop);
    await app("/repos/shop/search/rulesets", { body: freezeRule(shop) });
    assert.match(shop.github.merge("shop/search", 19).message, /through the merge queue/);
    assert.equal(shop.github.queue("shop/search", 19).ok, true);
    clock.forward(299);
    assert.equal(shop.github.queueOf("shop/search").length, 1);
    clock.forward(1);
    assert.deepEqual(shop.github.queueOf("shop/search"), []);
    assert.equal(shop.github.pull("shop/search", 19).state, "open");
    const queued = shop.github.queue("shop/search", 19);
    const [entry] = shop.github.queueOf("shop/search");
    assert.ok(entry, queued.message);
    const body = verdict(entry.headSha, "success");
    await app("/repos/shop/search/check-runs", { body });
    assert.equal(shop.github.pull("shop/search", 19).merged?.by, "bea-dev");
    const asked = shop.github.deliveries().map(({ event, action }) => `${event} ${action}`);
    assert.equal(asked.filter((each) => each === "merge_group checks_requested").length, 2);
    assert.equal(asked.filter((each) => each === "pull_request dequeued").length, 1);
  });
});

describe("many pull requests", () => {
  it("come in pages of a hundred at most, each once, with a link to the next", async () => {
    await using shop = await openShop();
    shop.github.addRepository({ name: "shop/large", pulls: 250 });
    const numbers = new Set<number>();
    let path = "/repos/shop/large/pulls?per_page=500";
    const sizes = [];
    while (path !== "") {
      const { body, headers } = await asToken(shop, path);
      sizes.push(body.length);
      for (const { number } of body) numbers.add(number);
      const next = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1] ?? "";
      path = next.replace(shop.github.url, "");
    }
    assert.deepEqual(sizes, [100, 100, 50]);
    assert.equal(numbers.size, 250);
    assert.equal(shop.github.merge("shop/large", 7).ok, true);
  });
});

describe("merging through the API", () => {
  it("is refused when the head has moved, and for a draft", async () => {
    await using shop = await openShop();
    const sha = shop.github.pull("shop/web", 128).headSha;
    shop.github.push("shop/web", 128);
    const moved = await asToken(shop, `${web}/pulls/128/merge`, { method: "PUT", body: { sha } });
    assert.deepEqual(
      [moved.status, moved.body.message],
      [409, "Head branch was modified. Review and try the merge again."],
    );
    const draft = await asToken(shop, `${web}/pulls/133/merge`, { method: "PUT" });
    assert.deepEqual([draft.status, draft.body.message], [405, "Pull Request is still a draft"]);
    const now = { sha: shop.github.pull("shop/web", 128).headSha };
    const merged = await asToken(shop, `${web}/pulls/128/merge`, { method: "PUT", body: now });
    assert.deepEqual([merged.status, merged.body.merged], [200, true]);
    const again = await asToken(shop, `${web}/pulls/128/merge`, { method: "PUT" });
    assert.deepEqual([again.status, again.body.message], [405, "Pull Request is not mergeable"]);
  });

  it("is for the token alone where an `update` rule has its user as the only one to bypass", async () => {
    await using shop = await openShop();
    const { body: caller } = await asToken(shop, "/user");
    const rule = {
      ...freezeRule(shop),
      rules: [{ type: "update", parameters: { update_allows_fetch_and_merge: false } }],
      bypass_actors: [{ actor_id: caller.id, actor_type: "User", bypass_mode: "always" }],
    };
    assert.equal((await asToken(shop, `${web}/rulesets`, { body: rule })).status, 201);
    assert.match(shop.github.merge("shop/web", 128).message, /Cannot update this protected ref\./);
    const merged = await asToken(shop, `${web}/pulls/128/merge`, { method: "PUT" });
    assert.equal(merged.status, 200);
  });
});

describe("what GitHub refuses about rulesets and checks", () => {
  const refusals = [
    ["shop/private-free", {}, 403, /^Upgrade to GitHub Pro or make this repository public/],
    ["shop/legacy", {}, 403, /^Repository was archived so is read-only\.$/],
    ["shop/web", { name: undefined }, 422, /"name" wasn't supplied\./],
    [
      "shop/web",
      { enforcement: "on" },
      422,
      /^Invalid request\.\n\nInvalid property \/enforcement/,
    ],
    ["shop/web", { color: "red" }, 422, /"color" is not a permitted key\./],
  ] as const;
  for (const [repository, change, status, says] of refusals) {
    it(`${status} for ${repository} with ${JSON.stringify(change)}`, async () => {
      await using shop = await openShop();
      const app = await asApp(shop);
      const body = { ...freezeRule(shop), ...change };
      const answer = await app(`/repos/${repository}/rulesets`, { body });
      assert.equal(answer.status, status);
      assert.match(answer.body.message, says);
      assert.ok(!shop.github.rulesetsOf(repository).some(({ name }) => /Muster/.test(name)));
    });
  }

  it("names every sentence of what cannot be in a list of errors", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const body = {
      ...freezeRule(shop),
      conditions: { ref_name: { include: ["main"], exclude: [] } },
      bypass_actors: [{ actor_id: 99, actor_type: "Integration", bypass_mode: "always" }],
      rules: [
        {
          type: "required_status_checks",
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: "build", integration_id: 99 }],
          },
        },
      ],
    };
    const answer = await app(`${web}/rulesets`, { body });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.errors, [
      "Invalid target patterns: 'main'",
      "Actor 99 integration must be part of the ruleset source or owner organization",
      "Invalid rule 'required_status_checks': Invalid parameter required_status_checks: Invalid integration ids",
    ]);
  });

  it("more than 75 rulesets", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const { id: _, ...wish } = shop.github.rulesetsOf("shop/web")[0] ?? assert.fail();
    for (let count = 1; count < 75; count += 1) shop.github.makeRuleset("shop/web", wish);
    assert.equal((await app(`${web}/rulesets`, { body: freezeRule(shop) })).status, 422);
  });

  for (const [change, says] of [
    [{ label: "Request an exception" }, undefined],
    [{ label: "Request an exception!" }, /Only 20 characters are allowed; 21 were supplied\./],
    [{ description: "x".repeat(41) }, /Only 40 characters are allowed; 41 were supplied\./],
    [{ identifier: "x".repeat(21) }, /Only 20 characters are allowed; 21 were supplied\./],
  ] as const) {
    it(`a check's button with ${JSON.stringify(change)}: ${says ? "422" : "taken"}`, async () => {
      await using shop = await openShop();
      const app = await asApp(shop);
      const whole = verdict(shop.github.pull("shop/web", 128).headSha, "failure");
      const actions = whole.actions.map((each) => ({ ...each, ...change }));
      const answer = await app(`${web}/check-runs`, { body: { ...whole, actions } });
      assert.equal(answer.status, says ? 422 : 201);
      if (says) assert.match(answer.body.message, says);
    });
  }

  it("a check of a commit that is not there, one without its conclusion, and four buttons", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const whole = verdict(shop.github.pull("shop/web", 128).headSha, "failure");
    const absent = { ...whole, head_sha: "0".repeat(40) };
    const lost = await app(`${web}/check-runs`, { body: absent });
    assert.match(lost.body.message, /^No commit found for SHA: 0{40}$/);
    const open = { ...whole, conclusion: undefined };
    assert.equal((await app(`${web}/check-runs`, { body: open })).status, 422);
    const many = { ...whole, actions: Array(4).fill(whole.actions[0]) };
    assert.equal((await app(`${web}/check-runs`, { body: many })).status, 422);
  });
});
