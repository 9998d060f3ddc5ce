import assert from "node:assert/strict";
import { test } from "node:test";
import { MINUTE, openFreezeWorld, WEB } from "./freeze-world.ts";

test("a freeze is staged when declared, in force at its start, and gone at its end", async (t) => {
  const world = await openFreezeWorld(t);
  const before = structuredClone(world.github.rulesetsOf(WEB));
  const freeze = await world.declare();
  await world.pass(5_000);
  assert.equal((await world.row())?.state, "staged");
  assert.equal((await world.freeze(freeze.id)).state, "scheduled");
  await world.pass(10 * MINUTE);
  const row = await world.row();
  assert.equal(row?.state, "frozen");
  assert.equal(row?.mode, "app_check");
  assert.equal((await world.freeze(freeze.id)).state, "active");
  const refused = world.github.merge(WEB, openPull(world));
  assert.equal(refused.ok, false);
  await world.pass(16 * MINUTE);
  assert.equal((await world.row())?.state, "open");
  assert.equal((await world.freeze(freeze.id)).state, "lifted");
  assert.deepEqual(world.github.rulesetsOf(WEB), before);
  world.expectClean();
});

function openPull({ github }: Awaited<ReturnType<typeof openFreezeWorld>>): number {
  const pull = github.pulls(WEB, "open").find(({ isDraft, base }) => !isDraft && base === "main");
  assert.ok(pull);
  return pull.number;
}
