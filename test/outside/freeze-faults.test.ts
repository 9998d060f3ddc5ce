// A freeze while GitHub loses answers, refuses, is away at the boundary, or is changed by hand, and while Muster is away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { API, banner, declare, openFreezeScene, WEB } from "./freeze-scene.ts";
import { mergeAs, openPull } from "./freeze-world.ts";

const MINUTE = 60_000;

test("lost answers, refusals and limits: one ruleset each, and active only when all are", async () => {
  await using freeze = await openFreezeScene();
  const { github, until } = freeze;
  const web = github.world.repository(WEB);
  const api = github.world.repository(API);
  openPull(web, { number: 1 });
  let lost = 0;
  let limited = 0;
  let isRefused = true;
  github.misbehave(({ operation, method, path }) => {
    if (operation === "repos/create-repo-ruleset" && path.includes(WEB) && lost < 2) {
      lost += 1;
      return "lost";
    }
    if (method !== "GET" && operation.startsWith("repos/") && path.includes(WEB) && limited < 2) {
      limited += 1;
      const message =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      return { status: 403, headers: { "retry-after": "2" }, json: { message } };
    }
    if (isRefused && method !== "GET" && operation.includes("ruleset") && path.includes(API)) {
      const message = "Validation Failed: <!channel> Invalid rules: 'Required status checks'";
      return { status: 422, json: { message, errors: ["Invalid rule"], documentation_url: "u" } };
    }
    return undefined;
  });
  await declare(freeze, "2h checkout Faults");
  await until("partly held", () => /1 of 2/.test(banner(freeze)));
  assert.match(banner(freeze), /partially active/);
  await until("the refusal", () => /Validation Failed/.test(banner(freeze)));
  assert.equal(web.rulesets.length, 2);
  assert.equal(lost, 2);
  isRefused = false;
  freeze.forward(2 * MINUTE);
  await until("all held", () => /active: 2 of 2 held/.test(banner(freeze)));
  assert.deepEqual([web.rulesets.length, api.rulesets.length], [2, 2]);

  // By hand.
  const [ours] = web.rulesets.splice(0, 1);
  assert.ok(ours);
  await freeze.event("repository_ruleset", WEB, {
    ...{ action: "deleted", repository_ruleset: { id: ours.id, name: ours.name } },
    sender: { login: "carl-dev", id: 5 },
  });
  await until("drift", () => /drift|by hand/i.test(banner(freeze) + freeze.threads()));
  const told = freeze.threads();
  const made = github.wrote("repos/create-repo-ruleset").length;
  for (const _ of [1, 2, 3]) {
    freeze.forward(6 * MINUTE);
    const before = github.calls.length;
    await until("another look", () =>
      github.calls.slice(before).some(({ path }) => path.includes(WEB)),
    );
  }
  assert.equal(github.wrote("repos/create-repo-ruleset").length, made, "it is not fought");
  assert.equal(freeze.threads(), told, "it is told once");

  // GitHub is away over the end, and Muster for a while as well.
  github.misbehave(() => "drop");
  freeze.forward(110 * MINUTE);
  await until("lifting", () => /lift/i.test(banner(freeze)));
  await until("the doubt", () => /does not answer|unknown/i.test(banner(freeze)));
  await freeze.scene.restart(() => freeze.forward(20 * MINUTE));
  await until("the doubt again", () => /does not answer|unknown/i.test(banner(freeze)));
  await until("the managers to be told", () => /Settings/.test(freeze.scene.shown()));
  github.misbehave(undefined);
  freeze.forward(2 * MINUTE);
  await until("open", () => web.rulesets.length + api.rulesets.length === 0);
  assert.equal(mergeAs(web, 1, "anna-dev"), "");
  await until("over", () =>
    /FRZ-1 is over/.test(
      freeze
        .posts()
        .map(({ text }) => text)
        .join(),
    ),
  );
  assert.deepEqual(freeze.scene.slack.faults, []);
  assert.deepEqual(github.faults, []);
});
