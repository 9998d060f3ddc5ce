// What is held of deployments is given back as it was, and what somebody else changed meanwhile stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Wanted } from "../../../src/domain/freeze/repository.ts";
import { type Cut, createWorld, FILE, frozen, nothing, type World } from "./repository-world.ts";

const told = (world: World) => world.found.map(({ what }) => what);

test("workflows that we switched off are switched on again, and no others", () => {
  const wanted: Wanted = { ...frozen, deploys: ["variable", "workflow", "gate"] };
  const world = createWorld();
  const body = world.run(wanted);
  assert.equal(body?.state, "frozen");
  assert.deepEqual(body?.holds.deploys, ["variable", "workflow", "gate"]);
  assert.deepEqual(body?.holds.workflows, [FILE]);
  assert.deepEqual([world.variable, world.workflow, world.gate], ["true", "disabled_manually", 9]);
  world.run(nothing);
  assert.deepEqual([world.variable, world.workflow, world.gate], ["false", "active", null]);
  const others = createWorld();
  others.workflow = "disabled_manually";
  others.gate = 3;
  others.run(wanted);
  others.run(nothing);
  assert.deepEqual([others.workflow, others.gate], ["disabled_manually", 3]);
});

test("the variable is again what it was, and somebody else's value stays", () => {
  const wanted: Wanted = { ...frozen, deploys: ["variable"] };
  const after = (was: string | null, meanwhile?: string, cut?: Cut) => {
    const world = createWorld();
    world.variable = was;
    if (cut) world.run(wanted, cut);
    assert.deepEqual(world.run(wanted)?.holds.deploys, ["variable"]);
    world.variable = meanwhile ?? world.variable;
    world.run({ ...nothing, isEnding: true });
    assert.deepEqual(world.run(nothing)?.holds.deploys, []);
    return world.variable;
  };
  assert.deepEqual([after(null), after("off"), after("")], ["false", "off", ""]);
  assert.equal(after("true"), "true", "held by somebody before us");
  assert.equal(after("off", "all of friday"), "all of friday");
  for (const isLost of [true, false]) {
    for (let cut = 0; cut < 3; cut += 1) {
      assert.equal(after("off", undefined, { after: cut, isLost }), "off", `${cut} ${isLost}`);
    }
  }
});

test("a workflow that somebody switches on during the freeze is told and left on", () => {
  const wanted: Wanted = { ...frozen, deploys: ["workflow"] };
  const world = createWorld();
  world.run(wanted);
  world.workflow = "active";
  world.pass(5);
  assert.equal(world.run(wanted)?.state, "drifted");
  assert.equal(world.run(wanted)?.state, "drifted");
  assert.deepEqual(told(world), ["rule.changed"]);
  assert.equal(world.workflow, "active");
});
