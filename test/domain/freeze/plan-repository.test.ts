import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Wanted } from "../../../src/domain/freeze/repository.ts";
import { RULESET_NAMES } from "../../../src/domain/freeze/rulesets.ts";
import { APP, BOT, createWorld, frozen, nothing, staged, type World } from "./repository-world.ts";

const done = (world: World) => world.done.map((action) => action.do);
const told = (world: World) => world.found.map(({ what }) => what);

test("a repository is made ready switched off, frozen by one change, and opened by one", () => {
  const world = createWorld();
  assert.equal(world.run(staged)?.state, "staged");
  const [made] = world.ours();
  assert.equal(made?.enforcement, "disabled");
  assert.equal(world.run(staged)?.state, "staged");
  const held = world.run(frozen);
  assert.equal(held?.state, "frozen");
  assert.deepEqual(held?.holds.branches, frozen.branches);
  assert.equal(held?.mode, "app_check");
  assert.equal(world.run(nothing)?.state, "open");
  assert.deepEqual(world.ours(), []);
  assert.deepEqual(done(world), ["create-ruleset", "update-ruleset", "delete-ruleset"]);
  assert.deepEqual(told(world), []);
});

test("without an app nobody but our user may update, and tags are held by a ruleset of their own", () => {
  const world = createWorld(BOT);
  const body = world.run({ ...frozen, tags: ["refs/tags/v*"] });
  assert.equal(body?.mode, "bot_merge");
  assert.deepEqual(body?.holds.tags, ["refs/tags/v*"]);
  const [branch, tag] = world.ours();
  assert.deepEqual(
    branch?.rules.map(({ type }) => type),
    ["update", "deletion"],
  );
  assert.deepEqual(
    tag?.rules.map(({ type }) => type),
    ["creation", "update"],
  );
  for (const each of [branch, tag]) {
    assert.deepEqual(each?.bypass, [{ actor_type: "User", actor_id: 7, bypass_mode: "always" }]);
  }
  assert.equal(world.run(frozen)?.state, "frozen");
  assert.deepEqual(
    world.ours().map(({ target }) => target),
    ["branch"],
  );
});

test("a repository is not frozen before GitHub says of its branch that the rule holds there", () => {
  const world = createWorld();
  world.run(staged);
  const observe = world.observe;
  world.observe = () => ({ ...observe(), inForce: [] });
  assert.throws(() => world.run(frozen), /not settled/);
  assert.equal(world.recorded()?.state, "staged");
  assert.deepEqual(world.recorded()?.holds.branches, []);
  world.observe = observe;
  assert.equal(world.run(frozen)?.state, "frozen");
});

test("a rule that somebody deletes is told once and not made again, until the next freeze", () => {
  const world = createWorld();
  world.run(frozen);
  world.pass(5);
  for (const { id } of world.ours()) world.rulesets.delete(id);
  const body = world.run(frozen);
  assert.equal(body?.state, "drifted");
  assert.deepEqual(body?.holds.branches, []);
  world.pass(5);
  assert.equal(world.run(frozen)?.state, "drifted");
  assert.deepEqual(told(world), ["rule.removed"]);
  assert.deepEqual(world.ours(), []);
  world.run(nothing);
  world.pass(60);
  assert.equal(world.run({ ...frozen, since: world.now() })?.state, "frozen");
  assert.deepEqual(told(world), ["rule.removed"]);
});

test("a rule that somebody switches off is told, and held again once they switch it on", () => {
  const world = createWorld();
  world.run(frozen);
  world.pass(5);
  const [ours] = world.ours();
  assert.ok(ours);
  world.rulesets.set(ours.id, { ...ours, enforcement: "disabled" });
  assert.equal(world.run(frozen)?.state, "drifted");
  world.rulesets.set(ours.id, ours);
  const body = world.run(frozen);
  assert.equal(body?.state, "frozen");
  assert.equal(body?.driftToldAt, null);
  world.rulesets.set(ours.id, { ...ours, bypass: [{ ...ANYBODY }] });
  world.pass(5);
  assert.equal(world.run(frozen)?.state, "drifted");
  assert.deepEqual(told(world), ["rule.changed", "rule.changed"]);
  assert.equal(world.run(nothing)?.state, "open");
  assert.deepEqual(world.ours(), []);
});

const ANYBODY = { actor_type: "RepositoryRole", actor_id: 5, bypass_mode: "always" };

/** What follows from each drift that was told. */
const answers = (world: ReturnType<typeof createWorld>) =>
  world.found.map(({ detail }) => detail["follows"]);

function takeAway(world: ReturnType<typeof createWorld>, wanted: Wanted) {
  world.pass(1);
  for (const { id } of world.ours()) world.rulesets.delete(id);
  return world.run(wanted);
}

test("where a freeze is to be reasserted, what another automation takes away each minute is put back three times a day", () => {
  const world = createWorld();
  const wanted: Wanted = { ...frozen, drift: "reassert" };
  world.run(wanted);
  for (let round = 0; round < 3; round += 1) {
    assert.equal(takeAway(world, wanted)?.state, "frozen");
    assert.equal(world.ours().length, 1);
  }
  assert.equal(takeAway(world, wanted)?.state, "drifted");
  for (let look = 0; look < 3; look += 1) {
    world.pass(12 * 60);
    assert.equal(world.run(wanted)?.state, "drifted");
  }
  assert.deepEqual(world.ours(), []);
  assert.deepEqual(answers(world), ["put-back", "put-back", "put-back", "given-up"]);
  const asked = { ...wanted, putBackAt: world.now() };
  assert.equal(world.run(asked)?.state, "frozen");
  assert.equal(takeAway(world, asked)?.state, "frozen");
  assert.equal(answers(world).at(-1), "put-back", "a person's word counts anew");
});

test("what was taken away is put back once a person asks for it, and told again when it is taken away again", () => {
  const world = createWorld();
  const deploys: Wanted = { ...frozen, deploys: ["variable", "workflow", "gate"] };
  world.run(deploys);
  [world.variable, world.workflow, world.gate] = ["false", "active", null];
  assert.equal(takeAway(world, deploys)?.state, "drifted");
  const asked = { ...deploys, putBackAt: world.now() };
  assert.equal(world.run(asked)?.state, "frozen");
  assert.deepEqual([world.variable, world.workflow, world.gate], ["true", "disabled_manually", 9]);
  assert.equal(takeAway(world, asked)?.state, "drifted");
  const [ours] = [...world.rulesets.values()];
  assert.equal(ours, undefined);
  assert.deepEqual([...new Set(answers(world))], ["left-alone"]);
  assert.equal(told(world).filter((what) => what === "rule.removed").length, 2);
});

test("what was switched off by hand while it stood ready is told, and holds from the start all the same", () => {
  const world = createWorld();
  world.run(staged);
  for (const { id } of world.ours()) world.rulesets.delete(id);
  assert.equal(world.run(staged)?.state, "drifted");
  assert.equal(world.run(staged)?.state, "drifted");
  assert.deepEqual(told(world), ["rule.removed"]);
  world.pass(30);
  assert.equal(world.run({ ...frozen, since: world.now() })?.state, "frozen");
});

test("what somebody touched in a hold that is over is let go of and made ready, where another freeze is to come", () => {
  const world = createWorld();
  world.run(withTags);
  world.pass(5);
  const [ours] = world.ours();
  assert.ok(ours);
  world.rulesets.set(ours.id, { ...ours, include: ["refs/heads/nowhere"] });
  assert.equal(world.run(withTags)?.state, "drifted");
  world.pass(60);
  assert.equal(world.run({ ...coming, isEnding: true })?.state, "staged");
  assert.deepEqual(
    world.ours().map(({ enforcement }) => enforcement),
    ["disabled", "disabled"],
  );
  assert.deepEqual(told(world), ["rule.changed"]);
  assert.equal(world.run(coming)?.state, "staged");
});

const withTags: Wanted = { ...frozen, tags: ["refs/tags/v*"] };
const coming: Wanted = { ...withTags, level: "staged", since: null, until: null };

test("a ruleset of our name that is not ours is told once by its id and never touched", () => {
  const world = createWorld();
  const id = world.put({ name: RULESET_NAMES.branch });
  const before = world.rulesets.get(id);
  world.run(frozen);
  world.run(nothing);
  assert.deepEqual(world.rulesets.get(id), before);
  assert.equal(world.rulesets.size, 1);
  assert.deepEqual([...new Set(world.found.map(({ key }) => key))], [`rule.foreign:${id}`]);
});

test("a ruleset that was made by a lost call is found again, and one made twice is deleted", () => {
  const world = createWorld();
  assert.equal(world.run(staged, { after: 0, isLost: true }), undefined);
  assert.equal(world.run(staged)?.state, "staged");
  assert.equal(world.ours().length, 1);
  const [ours] = world.ours();
  assert.ok(ours);
  world.made.add(world.put({ ...ours, id: 0 }));
  const twin = [...world.rulesets.keys()].at(-1);
  assert.ok(twin);
  const ruleset = world.rulesets.get(twin);
  assert.ok(ruleset);
  world.rulesets.set(twin, { ...ruleset, id: twin });
  assert.equal(world.run(frozen)?.state, "frozen");
  assert.deepEqual(
    world.ours().map(({ id }) => id),
    [ours.id],
  );
});

test("where GitHub has no rules for the repository it is told and watched only, and says why", () => {
  const world = createWorld();
  world.isRefused = true;
  const body = world.run(frozen);
  assert.equal(body?.state, "unenforced");
  assert.equal(body?.mode, "advisory");
  assert.match(body?.error ?? "", /Upgrade to GitHub Pro/);
  assert.equal(world.run(nothing)?.state, "open");
});

test("a rule that cannot be deleted any more is said, not forgotten", () => {
  const world = createWorld();
  world.run(frozen);
  world.isRefused = true;
  const body = world.run(nothing);
  assert.equal(body?.state, "failed");
  assert.match(body?.error ?? "", /Upgrade/);
  world.isRefused = false;
  assert.equal(world.run(nothing)?.state, "open");
});

const levels: readonly Wanted[] = [
  nothing,
  staged,
  frozen,
  { ...staged, tags: ["refs/tags/v*"] },
  { ...frozen, tags: ["refs/tags/v*"], deploys: ["variable", "workflow", "gate"] },
  { ...frozen, branches: ["~ALL"], deploys: ["workflow"] },
  { ...staged, branches: ["refs/heads/release/**"] },
];

const anyStep = fc.record({
  level: fc.nat(levels.length - 1),
  cut: fc.option(fc.record({ after: fc.nat(6), isLost: fc.boolean() })),
  minutes: fc.nat(30),
});

const STATES = { nothing: "open", staged: "staged", frozen: "frozen" } as const;

function expectAsWanted(world: World, wanted: Wanted, state: string | undefined): void {
  assert.equal(state, STATES[wanted.level]);
  const kinds = world.ours().map(({ target }) => target);
  const wantedKinds =
    wanted.level === "nothing" ? [] : ["branch", ...(wanted.tags[0] ? ["tag"] : [])];
  assert.deepEqual(kinds.toSorted(), wantedKinds);
  const isFrozen = wanted.level === "frozen";
  const holds = (deploy: "workflow" | "variable") => isFrozen && wanted.deploys.includes(deploy);
  assert.equal(world.workflow, holds("workflow") ? "disabled_manually" : "active");
  assert.equal(world.variable === "true", holds("variable"));
}

test("whatever is wanted in turn, and wherever it is cut off, one more run brings what is wanted", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), fc.boolean(), (steps, isApp) => {
      const world = createWorld(isApp ? APP : BOT);
      const others = [
        world.put({ name: RULESET_NAMES.branch }),
        world.put({ name: RULESET_NAMES.tag, target: "tag" }),
        world.put({}),
      ].map((id) => structuredClone(world.rulesets.get(id)));
      for (const { level, cut, minutes } of steps) {
        world.pass(minutes);
        world.run(levels[level] ?? nothing, cut ?? undefined);
      }
      const last = levels[steps.at(-1)?.level ?? 0] ?? nothing;
      expectAsWanted(world, last, world.run(last)?.state);
      for (const other of others) assert.deepEqual(world.rulesets.get(other?.id ?? 0), other);
      world.run(nothing);
      assert.deepEqual(world.ours(), []);
      assert.equal(world.workflow, "active");
      assert.deepEqual(
        told(world).filter((what) => what !== "rule.foreign"),
        [],
      );
    }),
    { numRuns: 400 },
  );
});
