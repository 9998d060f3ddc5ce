import assert from "node:assert/strict";
import { test } from "node:test";
import { type FreezeWorld, MINUTE, openFreezeWorld, WEB } from "./freeze-world.ts";

const CHECKOUT = "shop/checkout";

test("a freeze is staged when declared, in force at its start, and gone at its end", async (t) => {
  const world = await openFreezeWorld(t);
  const before = structuredClone(world.github.rulesetsOf(WEB));
  const freeze = await world.declare();
  await world.pass(5_000);
  assert.equal((await world.row())?.state, "staged");
  assert.equal((await world.freeze(freeze.id)).state, "scheduled");
  assert.equal(world.github.merge(WEB, 132, "bea-dev").ok, true, "not yet");
  await world.pass(10 * MINUTE);
  const row = await world.row();
  assert.equal(row?.state, "frozen");
  assert.equal(row?.mode, "app_check");
  assert.equal((await world.freeze(freeze.id)).state, "active");
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, false);
  await world.pass(16 * MINUTE);
  assert.equal((await world.row())?.state, "open");
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  assert.deepEqual(world.github.rulesetsOf(WEB), before);
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, true);
  world.expectClean();
});

test("GitHub is told one thing a second, and a repository that does not change costs nothing", async (t) => {
  const world = await openFreezeWorld(t, { repositories: [WEB, CHECKOUT, "shop/search"] });
  await world.declare();
  await world.pass(12 * MINUTE);
  const changes = world.judge.passed.filter(({ method }) => method !== "GET");
  const rules = changes.filter(({ path }) => path.includes("/rulesets"));
  assert.deepEqual(
    rules.map(({ method }) => method),
    ["POST", "POST", "POST", "PUT", "PUT", "PUT"],
  );
  const times = changes.filter(({ path }) => path.startsWith("/repos/")).map(({ at }) => at);
  const apart = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  assert.ok(Math.min(...apart) >= 1_000, `${apart.join(", ")} ms apart`);
  await world.pass(6 * MINUTE);
  const earlier = world.judge.passed.length;
  await world.pass(5 * MINUTE);
  const later = world.judge.passed.slice(earlier);
  assert.ok(later.length > 0, "it is looked at");
  const paid = later.filter(({ status }) => status !== 304);
  assert.deepEqual(
    paid.map(({ method, path }) => `${method} ${path}`),
    [],
  );
  world.expectClean();
});

test("while GitHub is away nothing is called frozen, and it is frozen when GitHub is back", async (t) => {
  const world = await openFreezeWorld(t);
  const freeze = await world.declare();
  await world.pass(MINUTE);
  world.judge.breakDown(true);
  await world.pass(11 * MINUTE);
  const away = await world.row();
  assert.equal(away?.state, "unknown");
  assert.match(away?.error ?? "", /GitHub .*connection broke/);
  assert.notEqual((await world.freeze(freeze.id)).state, "active");
  await world.restart();
  world.judge.breakDown(false);
  await world.pass(MINUTE);
  assert.equal((await world.row())?.state, "frozen");
  assert.equal((await world.row())?.error, null);
  world.judge.breakDown(true);
  await world.pass(15 * MINUTE);
  assert.notEqual((await world.freeze(freeze.id)).state, "lifted");
  world.judge.breakDown(false);
  await world.pass(2 * MINUTE);
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  assert.deepEqual(ours(world), []);
  world.expectClean();
});

const ours = ({ github }: FreezeWorld, repository = WEB) =>
  github.rulesetsOf(repository).filter(({ name }) => name.startsWith("Muster"));

test("a ruleset that was made by an answer that got lost is found, and there is but one", async (t) => {
  const world = await openFreezeWorld(t);
  world.github.misbehave({ fault: "lose-answer", times: 1, method: "POST", path: /rulesets$/ });
  await world.declare();
  await world.pass(MINUTE);
  assert.equal((await world.row())?.state, "staged");
  assert.equal(ours(world).length, 1);
  world.github.misbehave({ fault: "lose-answer", times: 1, method: "PUT", path: /rulesets/ });
  await world.pass(10 * MINUTE);
  assert.equal((await world.row())?.state, "frozen");
  world.github.misbehave({ fault: "lose-answer", times: 1, method: "DELETE", path: /rulesets/ });
  await world.pass(16 * MINUTE);
  assert.equal((await world.row())?.state, "open");
  assert.deepEqual(ours(world), []);
  const removed = await world.events("rule.removed");
  assert.deepEqual(removed, [], "our own lost deletion is nobody's drift");
  world.expectClean();
});

test("GitHub's secondary limit is waited for", async (t) => {
  const world = await openFreezeWorld(t);
  await world.declare();
  await world.pass(9 * MINUTE);
  world.github.limit(1, 120);
  await world.pass(2 * MINUTE);
  assert.equal((await world.row())?.state, "staged");
  await world.pass(2 * MINUTE);
  assert.equal((await world.row())?.state, "frozen");
  const changes = world.judge.passed.filter(({ method }) => method === "PUT");
  assert.deepEqual(
    changes.map(({ status }) => status),
    [403, 200],
  );
  assert.ok((changes[1]?.at ?? 0) - (changes[0]?.at ?? 0) >= 120_000);
  world.expectClean();
});

test("an app that is uninstalled in mid-freeze leaves what is not known, until it is installed again", async (t) => {
  const world = await openFreezeWorld(t);
  const freeze = await world.declare();
  await world.pass(11 * MINUTE);
  // Its client tries again for seconds while a token is new: by then it is not.
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 10_000 });
  world.github.uninstall(true);
  await world.pass(6 * MINUTE);
  const gone = await world.row();
  assert.equal(gone?.state, "unknown");
  assert.match(gone?.error ?? "", /GitHub answers 404 to the app .* Install the app on shop\/web/);
  await world.pass(10 * MINUTE);
  assert.equal((await world.freeze(freeze.id)).state, "lifting", "nobody has read it back as open");
  assert.equal(ours(world)[0]?.enforcement, "active");
  world.github.uninstall(false);
  await world.pass(MINUTE + 5_000);
  assert.equal((await world.row())?.state, "open");
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  assert.deepEqual(ours(world), []);
  const said = await world.events("repository.unknown");
  assert.deepEqual(
    said.map(({ detail }) => /GitHub answers (\d+)/.exec(String(detail["error"]))?.[1]),
    ["401", "404"],
    "each once: its token is not taken, then it is not installed",
  );
  world.expectClean();
});

test("a repository that is taken from the app is unknown while it is frozen, and held again when it is given back", async (t) => {
  const world = await openFreezeWorld(t, { repositories: [WEB, CHECKOUT] });
  const freeze = await world.declare();
  await world.pass(11 * MINUTE);
  world.github.withhold(WEB, true);
  await world.pass(6 * MINUTE);
  const gone = await world.row();
  assert.equal(gone?.state, "unknown");
  assert.match(gone?.error ?? "", /404.*may not be seen/);
  assert.equal((await world.row(CHECKOUT))?.state, "frozen", "the other one is as it was");
  world.github.withhold(WEB, false);
  await world.pass(MINUTE + 5_000);
  assert.equal((await world.row())?.state, "frozen");
  assert.deepEqual(await world.events("rule.removed"), []);
  // A public one can still be read, and not be opened: GitHub refuses that, and then knows of no installation.
  world.github.withhold(CHECKOUT, true);
  await world.pass(9 * MINUTE);
  const stuck = await world.row(CHECKOUT);
  assert.equal(stuck?.state, "unknown");
  assert.match(stuck?.error ?? "", /Install the app on shop\/checkout/);
  assert.equal((await world.freeze(freeze.id)).state, "lifting");
  world.github.withhold(CHECKOUT, false);
  await world.pass(MINUTE + 5_000);
  assert.equal((await world.row(CHECKOUT))?.state, "open");
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  await world.pass(MINUTE);
  const check = world.github.checksOf(CHECKOUT, 57).find(({ name }) => name === "muster/freeze");
  assert.equal(check?.conclusion, "success", "told once it could be");
  assert.deepEqual(world.judge.faults, []);
});

test("a rule that an admin deletes is told once, and stays deleted until the next freeze", async (t) => {
  const world = await openFreezeWorld(t);
  const freeze = await world.declare();
  await world.pass(11 * MINUTE);
  const [rule] = ours(world);
  assert.ok(rule);
  world.github.deleteRuleset(WEB, rule.id, "bea-dev");
  await world.pass(6 * MINUTE);
  assert.equal((await world.row())?.state, "drifted");
  assert.deepEqual(ours(world), []);
  await world.pass(6 * MINUTE);
  assert.equal((await world.events("rule.removed")).length, 1);
  await world.pass(5 * MINUTE);
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  await world.declare();
  await world.pass(11 * MINUTE);
  assert.equal((await world.row())?.state, "frozen");
  world.expectClean();
});

test("somebody else's ruleset of our name is told and never touched", async (t) => {
  const world = await openFreezeWorld(t);
  const theirs = world.github.makeRuleset(WEB, {
    ...{ name: "Muster code freeze", target: "branch", enforcement: "disabled" },
    ...{ bypass_actors: [], rules: [{ type: "deletion" }] },
    conditions: { ref_name: { include: ["refs/heads/old"], exclude: [] } },
  });
  await world.declare();
  await world.pass(28 * MINUTE);
  assert.equal((await world.row())?.state, "open");
  assert.deepEqual(ours(world), [theirs]);
  assert.equal((await world.events("rule.foreign")).length, 1);
  world.expectClean();
});

test("where there can be no rules, and where there is no GitHub, it is said and never called held", async (t) => {
  const free = "shop/private-free";
  const world = await openFreezeWorld(t, { repositories: [free, "shop/legacy"] });
  const freeze = await world.declare();
  await world.pass(11 * MINUTE);
  const row = await world.row(free);
  assert.deepEqual([row?.state, row?.mode], ["unenforced", "advisory"]);
  assert.match(row?.error ?? "", /403.*Upgrade/);
  const archived = await world.row("shop/legacy");
  assert.deepEqual([archived?.state, archived?.mode], ["unenforced", "advisory"]);
  assert.match(archived?.error ?? "", /archived/);
  assert.equal((await world.freeze(freeze.id)).state, "active");
  await world.pass(16 * MINUTE);
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  world.expectClean();
  const off = await openFreezeWorld(t, { access: "none" });
  const told = await off.declare();
  await off.pass(11 * MINUTE);
  const unconnected = await off.row();
  assert.deepEqual([unconnected?.state, unconnected?.mode], ["unenforced", "none"]);
  assert.match(unconnected?.error ?? "", /not connected/);
  await off.pass(16 * MINUTE);
  assert.equal((await off.freeze(told.id)).state, "lifted");
  assert.deepEqual(off.judge.passed, []);
});

test("a right that is lacking is told with its fix, and the freeze is not called active", async (t) => {
  const world = await openFreezeWorld(t, { freeze: { deploys: ["variable"] } });
  // The client tries again for seconds while a token is new: each was taken a while ago.
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const grant = (permissions: Parameters<typeof world.github.grant>[0]) => {
    t.mock.timers.setTime(Date.now() + 10_000);
    world.github.grant(permissions);
  };
  const { actions_variables: _, ...granted } = world.github.installation().permissions;
  grant({ ...granted, administration: "read" });
  const freeze = await world.declare();
  await world.pass(11 * MINUTE);
  const row = await world.row();
  assert.equal(row?.state, "failed");
  assert.match(row?.error ?? "", /403.*It takes the right Administration: write/);
  assert.notEqual((await world.freeze(freeze.id)).state, "active");
  grant(granted);
  await world.pass(2 * MINUTE);
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, false, "the rules hold already");
  assert.equal((await world.row())?.state, "failed");
  assert.match((await world.row())?.error ?? "", /403.*It takes the right Variables: read/);
  grant({ ...granted, actions_variables: "write" });
  await world.pass(2 * MINUTE);
  assert.equal((await world.row())?.state, "frozen");
  assert.equal((await world.freeze(freeze.id)).state, "active");
  grant(granted);
  await world.pass(12 * MINUTE);
  assert.equal((await world.row())?.state, "failed");
  assert.deepEqual(ours(world), [], "the rules are gone");
  assert.equal((await world.freeze(freeze.id)).state, "lifting");
  grant({ ...granted, actions_variables: "write" });
  await world.pass(2 * MINUTE);
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  assert.equal(world.github.variablesOf(WEB)[0]?.value, "false");
  world.expectClean();
});
