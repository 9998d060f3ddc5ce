// A freeze from end to end as strangers see it: declared, held, one commit let through, lifted on time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { API, openFreezeScene, pressed, WEB } from "./freeze-scene.ts";
import { mergeAs, openPull, sha } from "./freeze-world.ts";
import { readable } from "./scene.ts";

const HOUR = 3_600_000;

test("a freeze declared by command holds, lets one excepted commit pass, refuses the next push and ends on time", async () => {
  await using freeze = await openFreezeScene();
  const { scene, github, posts, until } = freeze;
  const { slack } = scene;
  const web = github.world.repository(WEB);
  const api = github.world.repository(API);
  const pull = openPull(web, {
    number: 128,
    title: "<!channel> *Mend* <@U0VICTIM> [x](http://e.x) `a`",
  });
  openPull(api, { number: 7, title: "x".repeat(10_000), isAutoMerge: true });

  const start = new Date(Date.now() + 30 * HOUR).toISOString().slice(0, 16);
  await scene.command(
    "U0BEA",
    `/freeze new ${start} 48h checkout Secret reason 4711`,
    "C0RELEASES",
  );
  const draft = await until("a draft", () =>
    slack.said.find(
      ({ channel, blocks }) => channel === "DU0BEA" && /required check/.test(readable(blocks)),
    ),
  );
  assert.equal(github.wrote().length, 0, "a draft changes nothing");
  await until("the preflight", () => /auto-merge/i.test(readable(draft.blocks)));
  await scene.click("U0BEA", "Declare", /^DU0BEA/);
  await until("a vote", () => slack.said.find(({ channel }) => channel === "DU0OLA"));
  assert.deepEqual(posts(), []);
  await scene.click("U0OLA", "Approve", /^DU0OLA/);
  await until("the announcement", () => posts().length === 1);
  await until("staged", () => web.rulesets.length === 2 && api.rulesets.length === 2);
  assert.ok(web.rulesets.every(({ enforcement }) => enforcement === "disabled"));
  assert.equal(mergeAs(api, 7, "anna-dev"), "", "nothing is held yet");

  freeze.forward(6.01 * HOUR);
  await until("a day before", () => posts().length === 2);
  freeze.forward(23 * HOUR);
  await until("an hour before", () => posts().length === 3);
  freeze.forward(HOUR);
  await until("held", () => /2 of 2 held/.test(readable(posts()[0]?.blocks)));
  assert.equal(posts().length, 3);
  assert.match(mergeAs(web, 128, "anna-dev"), /"muster\/freeze"/);
  const check = await freeze.concluded(WEB, pull.sha, "failure");
  assert.doesNotMatch(JSON.stringify(github.calls), /Secret reason/);

  await freeze.event("check_run", WEB, pressed(pull, check, { login: "anna-dev" }));
  await until(
    "somebody to be asked",
    () => /let .*128/.test(scene.shown()) || /EXC-1/.test(scene.shown()),
  );
  await scene.click("U0ANNA", "Complete the request", /^DU0ANNA/);
  await until("a form", () => slack.views.length === 1);
  await freeze.fill("U0ANNA", { reason: "gifts cannot be paid for" });
  await scene.click("U0BEA", "Approve", /^DU0BEA.*EXC-1/s);
  await scene.click("U0OLA", "Approve", /^DU0OLA.*EXC-1/s);
  await freeze.concluded(WEB, pull.sha, "success");
  await freeze.push(WEB, pull, "second");
  await freeze.concluded(WEB, sha("second"), "failure");
  assert.match(mergeAs(web, 128, "anna-dev"), /"muster\/freeze"/);
  const held = await freeze.ask(`repo=${WEB}&ref=main`);
  assert.match(held.text, /"frozen": true/);
  assert.doesNotMatch(held.text, /Secret reason/);

  await scene.command("U0BEA", "/freeze lift sold out", "C0RELEASES");
  await scene.click("U0OLA", "Approve", /^DU0OLA.*(lift|Lift)/s);
  await until("open", () => web.rulesets.length === 0 && api.rulesets.length === 0);
  await until("the end", () => posts().length === 4);
  assert.equal(mergeAs(web, 128, "anna-dev"), "");
  assert.deepEqual(slack.faults, []);
  assert.deepEqual(github.faults, []);
});
