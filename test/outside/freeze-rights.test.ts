// A freeze without a GitHub App: by a token, where GitHub refuses rules, where it hides a repository, and with no access.
import assert from "node:assert/strict";
import { test } from "node:test";
import { API, banner, declare, openFreezeScene, WEB } from "./freeze-scene.ts";
import { mergeAs, openPull, sha } from "./freeze-world.ts";
import { readable } from "./scene.ts";

const MINUTE = 60_000;
const PLAN = "Upgrade to GitHub Pro or make this repository public to enable this feature.";

test("with a token only its user may merge, and merges what is excepted at the very commit that was approved", async () => {
  const repositories = [WEB, API, "shop/free", "shop/hidden"];
  await using freeze = await openFreezeScene({ access: "token", repositories });
  const { github, scene, until } = freeze;
  const web = github.world.repository(WEB);
  Object.assign(github.world.repository("shop/free"), {
    isPrivate: true,
    rulesRefusal: { status: 403, message: PLAN },
  });
  github.world.repository("shop/hidden").isHidden = true;
  const free = openPull(github.world.repository("shop/free"), { number: 3 });
  const first = openPull(web, { number: 1 });
  const second = openPull(web, { number: 2, author: "piotr-dev" });
  await declare(freeze, "3h checkout Rights");
  await until("held where it can be", () => /2 of 4|2 of 2/.test(banner(freeze)));
  assert.match(mergeAs(web, 1, "anna-dev"), /Cannot update this protected ref/);
  await until("a comment", () => free.comments.length === 1);
  assert.doesNotMatch(JSON.stringify(free.comments), /Rights/);
  assert.equal(mergeAs(github.world.repository("shop/free"), 3, "anna-dev"), "");

  await scene.command(
    "U0ANNA",
    `/freeze except https://github.com/${WEB}/pull/1 cannot pay`,
    "C0RELEASES",
  );
  await scene.click("U0BEA", "Approve", /^DU0BEA.*EXC-1/s);
  await scene.click("U0OLA", "Approve", /^DU0OLA.*EXC-1/s);
  await until("the bot's merge", () => first.state === "closed");
  assert.equal(first.mergedBy, "muster-bot");

  // Its head moves between the approval and the merge.
  await scene.command("U0PIOTR", `/freeze except ${WEB}#2 cannot pay`, "C0RELEASES");
  await scene.click("U0BEA", "Approve", /^DU0BEA.*EXC-2/s);
  github.misbehave(({ operation }) => {
    if (operation === "pulls/merge") second.sha = sha("moved");
    return undefined;
  });
  await scene.click("U0OLA", "Approve", /^DU0OLA.*EXC-2/s);
  await until("it to be void", () => /EXC-2.*void/s.test(freeze.threads()));
  assert.equal(second.state, "open");
  const asked = await freeze.ask("repo=shop/free&ref=main&format=plain&fail=1");
  assert.equal(asked.status, 423);
  assert.match(asked.text, /^frozen until .*enforced no advisory/s);
  freeze.forward(181 * MINUTE);
  await until("open", () => web.rulesets.length === 0);
  await until("the end", () =>
    /is over/.test(
      freeze
        .posts()
        .map(({ text }) => text)
        .join(),
    ),
  );
  await until("the report", () => /Report of FRZ-1/.test(freeze.threads()));
  assert.match(
    freeze.threads(),
    /Merged while it held: 2\n.*Of these without an exception: shop\/free#3/,
    "where nothing could be enforced",
  );
  assert.deepEqual(scene.slack.faults, []);
  assert.deepEqual(github.faults, []);
});

test("with no access to GitHub a freeze is announced, answered to others, and said not to be enforced", async () => {
  await using freeze = await openFreezeScene({ access: "none" });
  const { github, until } = freeze;
  await declare(freeze, "3h shop/web Nothing");
  await until("an announcement", () => freeze.posts().length > 0);
  await until("the truth", () => /not enforced/i.test(banner(freeze)));
  const { status, text } = await freeze.ask("repo=shop/web&ref=main&format=plain&fail=1");
  assert.equal(status, 423);
  assert.match(text, /^frozen until .*\nenforced no/s);
  assert.equal((await freeze.ask("repo=shop/web", "wrong")).status, 401);
  assert.equal((await freeze.ask("repo=shop/unheard")).status, 404);
  assert.equal((await freeze.ask("repo=../../etc")).status, 400);
  assert.match(
    (await freeze.ask("repo=shop/web&ref=refs/tags/nightly&format=plain")).text,
    /^open\n/,
  );
  assert.deepEqual(github.calls, []);
  assert.doesNotMatch(readable(freeze.posts()[0]?.blocks), /active: 1 of 1/);
  freeze.forward(181 * MINUTE);
  await until("the end", () =>
    /is over/.test(
      freeze
        .posts()
        .map(({ text }) => text)
        .join(),
    ),
  );
  assert.deepEqual(freeze.scene.slack.faults, []);
});
