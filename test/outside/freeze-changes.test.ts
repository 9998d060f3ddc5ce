// What people do with freezes and exceptions: a form, overlapping ones, moved, cancelled; asked, revoked, expired, hotfixes.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  API,
  banner,
  declare,
  FREEZE_TOKEN,
  openFreezeScene,
  pressed,
  pullOf,
  WEB,
} from "./freeze-scene.ts";
import { mergeAs, openPull } from "./freeze-world.ts";

const MINUTE = 60_000;

test("exceptions by button, command and from an incident; forged and repeated deliveries; expiry and revocation", async () => {
  await using freeze = await openFreezeScene({ freeze: '  hotfix: [ "role:incident_commander" ]' });
  const { github, scene, until, event } = freeze;
  const web = github.world.repository(WEB);
  const pull = openPull(web, { number: 1, title: "x".repeat(10_000) });
  const fix = openPull(web, { number: 2, author: "piotr-dev" });
  await declare(freeze, "9h shop/web Exceptions");
  await until("held", () => /active: 1 of 1 held/.test(banner(freeze)));
  const check = await freeze.concluded(WEB, pull.sha, "failure");

  // Forged, repeated, and about somebody else's check.
  const body = pressed(pull, check, { login: "anna-dev" });
  const url = scene.muster.url;
  assert.equal(await github.deliver(url, { event: "check_run", body, secret: "wrong" }), 401);
  const foreign = { ...check, name: "other/check", id: 1, app: 12 };
  await event("check_run", WEB, pressed(pull, foreign, { login: "anna-dev" }));
  const id = "11111111-2222-4333-8444-555555555555";
  const codes = await Promise.all([1, 2, 3].map(() => event("check_run", WEB, body, id)));
  assert.ok(
    codes.every((code) => code >= 200 && code < 300),
    String(codes),
  );
  await until("a form's button", () => /Complete the request/.test(scene.shown()));
  await event("check_run", WEB, body);
  await scene.click("U0ANNA", "Complete the request", /^DU0ANNA/);
  await until("a form", () => scene.slack.views.length === 1);
  await freeze.fill("U0ANNA", { reason: "<!channel> *pay* <@U0VICTIM> ".repeat(30) });
  assert.doesNotMatch(scene.shown(), /could not be understood/, "a button of another app's check");
  await until("a vote", () => /EXC-1/.test(scene.shown()));
  assert.doesNotMatch(scene.shown(), /EXC-2/);

  // Neither whoever asked, nor the author, nor a guest, nor a stranger.
  const vote = await scene.click("U0BEA", "Approve", /^DU0BEA.*EXC-1/s);
  for (const user of ["U0ANNA", "U0GUEST", "U0VICTIM", "U0BEA"]) {
    const from = scene.slack.whispers.length;
    await scene.replay({ ...vote, user: { id: user } });
    await scene.whispered(/./, from);
  }
  assert.equal(freeze.checkOf(WEB, pull.sha)?.told["conclusion"], "failure");
  await scene.click("U0OLA", "Approve", /^DU0OLA.*EXC-1/s);
  await freeze.concluded(WEB, pull.sha, "success");
  freeze.forward(121 * MINUTE);
  await freeze.concluded(WEB, pull.sha, "failure");
  assert.match(mergeAs(web, 1, "anna-dev"), /is failing/);

  // Asked again, approved, and taken back.
  await scene.command("U0ANNA", `/freeze except ${WEB}#1 again`, "C0RELEASES");
  await scene.click("U0BEA", "Approve", /^DU0BEA.*EXC-2/s);
  await scene.click("U0OLA", "Approve", /^DU0OLA.*EXC-2/s);
  await freeze.concluded(WEB, pull.sha, "success");
  await scene.command("U0BEA", "/freeze revoke EXC-2 changed my mind", "C0RELEASES");
  await freeze.concluded(WEB, pull.sha, "failure");

  // The hotfix lane.
  const alert = { id: "cards", title: "Cards fail", state: "firing", severity: "critical" };
  await fetch(`${scene.muster.url}/hooks/generic`, {
    ...{ method: "POST", headers: { "content-type": "application/json" } },
    body: JSON.stringify({ ...alert, service: "checkout" }),
  });
  const card = await until("the card", () =>
    scene.slack.said.find(({ channel, text }) => channel.startsWith("C0NEW") && /^INC-/.test(text)),
  );
  const room = card.channel;
  await scene.command("U0ANNA", "/incident lead", room);
  await scene.command("U0PIOTR", `/freeze except ${WEB}#2 mends it`, room);
  await until("the lane", () => /otfix/.test(scene.shown()));
  await scene.click("U0ANNA", "Approve", /^DU0ANNA.*EXC-3/s);
  await freeze.concluded(WEB, fix.sha, "success");
  assert.equal(mergeAs(web, 2, "piotr-dev"), "");
  await event("pull_request", WEB, { action: "closed", number: 2, pull_request: pullOf(WEB, fix) });
  await until("merged", () => /EXC-3 for shop\/web#2: merged/.test(scene.shown()));
  assert.deepEqual(scene.slack.faults, []);
  assert.deepEqual(github.faults, []);
});

test("a form declares; overlapping freezes are one; moved, cancelled and kept over a dead Muster", async () => {
  await using freeze = await openFreezeScene();
  const { github, scene, until } = freeze;
  const { slack } = scene;
  const web = github.world.repository(WEB);
  const api = github.world.repository(API);
  await scene.command("U0OLA", "/freeze new", "C0RELEASES");
  await until("a form", () => slack.views.length === 1);
  const seconds = Math.floor(Date.now() / 1000);
  const wrong = { services: ["checkout"], from: seconds + 60, to: seconds - 60, title: "A" };
  assert.match(JSON.stringify(await freeze.fill("U0OLA", { ...wrong, reason: "B" })), /errors/);
  const title = "<!channel> *Friday* <@U0VICTIM>";
  const right = { services: ["checkout"], from: seconds + 60, to: seconds + 7_200, title };
  const filled = await freeze.fill("U0OLA", { ...right, reason: "`code` ".repeat(100) });
  assert.doesNotMatch(JSON.stringify(filled ?? {}), /errors/);
  await scene.click("U0OLA", "Declare", /^DU0OLA/);
  await scene.click("U0BEA", "Approve", /^DU0BEA.*Declare/s);
  await until("announced", () => freeze.posts().length === 1);

  // A second one, longer, of one repository.
  await declare(freeze, `6h ${WEB} Longer`);
  await until("held", () => freeze.posts().some(({ text }) => /Longer.*active: 1 of 1/.test(text)));
  // Muster is away over the start of the first.
  await scene.restart(() => freeze.forward(10 * MINUTE));
  await until("both", () => /active: 2 of 2 held/.test(banner(freeze)));
  assert.deepEqual([web.rulesets.length, api.rulesets.length], [2, 2], "a union, not a pile");
  await scene.command("U0OLA", "/freeze extend FRZ-1 1h one hour more", "C0RELEASES");
  await scene.click("U0BEA", "Approve", /^DU0BEA.*FRZ-1/s);
  const end = seconds + 10_800;
  await until("the new end", () => banner(freeze).includes(`<!date^${end}^`));
  freeze.forward(130 * MINUTE);
  await until("another look", () =>
    github.calls.some(({ at }) => at > Date.now() + github.aheadMs - 1_000),
  );
  assert.match((await freeze.ask(`repo=${API}&ref=main&format=plain`)).text, /^frozen until/);
  freeze.forward(60 * MINUTE);
  await until("the first is over", () =>
    /FRZ-1 is over/.test(
      freeze
        .posts()
        .map(({ text }) => text)
        .join(),
    ),
  );
  assert.deepEqual([web.rulesets.length, api.rulesets.length], [2, 0], "the other holds on");

  // Planned, and called off: nothing of it stays.
  const at = new Date(Date.now() + github.aheadMs + 48 * 60 * MINUTE).toISOString().slice(0, 16);
  await declare(freeze, `${at} 4h ${API} Later`);
  await until("staged", () => api.rulesets.length === 2);
  const calendar = await fetch(`${scene.muster.url}/freezes.ics?token=${FREEZE_TOKEN}`);
  const text = await calendar.text();
  assert.match(text, /^BEGIN:VCALENDAR.*Later.*END:VCALENDAR/s);
  assert.equal((await fetch(`${scene.muster.url}/freezes.ics?token=no`)).status, 401);
  await scene.command("U0BEA", "/freeze cancel FRZ-3 not needed", "C0RELEASES");
  await scene.click("U0OLA", "Approve", /^DU0OLA.*Cancel FRZ-3/s);
  await until("nothing of it", () => api.rulesets.length === 0);
  assert.equal(web.rulesets.length, 2);
  assert.deepEqual(slack.faults, []);
  assert.deepEqual(github.faults, []);
});
