import assert from "node:assert/strict";
import { test } from "node:test";
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import { requestException } from "../../../src/operations/freezes/request-exception.ts";
import { revokeException } from "../../../src/operations/freezes/revoke-exception.ts";
import { voteOnException } from "../../../src/operations/freezes/vote-on-exception.ts";
import { findException } from "../../../src/storage/freeze-exceptions.ts";
import { outbox } from "../../../src/storage/tables/outbox.ts";
import { type FreezeWorld, MINUTE, openFreezeWorld, WEB } from "./freeze-world.ts";

const exceptions = { need: 1, from: ["group:approvers"], validForMinutes: 60 };
const freeze = { exceptions };

async function except(world: FreezeWorld, pull: number): Promise<FreezeException> {
  const by = { id: "U0ANNA", name: "Anna" };
  const wish = { repository: WEB, pull, reason: "Payments fail for a secret customer", by };
  const requested = await requestException(world.ctx, wish);
  assert.ok(requested.ok, JSON.stringify(requested));
  await world.pass(2_000);
  const voted = await voteOnException(world.bench.as("U0PIOTR"), {
    ...{ exceptionId: requested.exception.id, vote: "approve", note: null },
    by: { id: "U0PIOTR", name: "Piotr" },
  });
  assert.ok(voted.ok, JSON.stringify(voted));
  return voted.exception;
}

const stateOf = async (world: FreezeWorld, { id }: FreezeException) =>
  (await findException(world.ctx.db, id))?.state;

const checkOf = ({ github }: FreezeWorld, pull: number) =>
  github.checksOf(WEB, pull).find(({ name }) => name === "muster/freeze");

test("open pull requests get a failed check with a button, drafts none, and success after the lift", async (t) => {
  const world = await openFreezeWorld(t, { freeze });
  await world.declare();
  await world.pass(10 * MINUTE + 10_000);
  for (const number of [128, 131, 132]) {
    const check = checkOf(world, number);
    assert.equal(check?.conclusion, "failure");
    assert.match(
      check?.output.title ?? "",
      /^Frozen until 27 Nov 2026, 18:25 UTC \(27 Nov 2026, 19:25 Europe\/Warsaw\)$/,
    );
    assert.deepEqual(
      check?.actions.map(({ identifier }) => identifier),
      ["freeze_exception"],
    );
  }
  assert.equal(checkOf(world, 133), undefined, "a draft");
  const written = () =>
    world.judge.passed.filter(
      ({ path, method }) => method !== "GET" && path.includes("check-runs"),
    );
  assert.equal(written().length, 3);
  await world.pass(12 * MINUTE);
  assert.equal(written().length, 3, "told once");
  await world.pass(5 * MINUTE);
  for (const number of [128, 132]) {
    assert.equal(checkOf(world, number)?.conclusion, "success");
    assert.deepEqual(checkOf(world, number)?.actions, []);
  }
  world.expectClean();
});

test("what one freeze told to be free again is held by the next one before that is called frozen", async (t) => {
  const world = await openFreezeWorld(t, { freeze });
  await world.declare();
  await world.pass(10 * MINUTE + 10_000);
  const allowed = await except(world, 132);
  await world.pass(20 * MINUTE);
  assert.equal(await stateOf(world, allowed), "void");
  assert.deepEqual(
    [128, 132].map((number) => checkOf(world, number)?.conclusion),
    ["success", "success"],
  );
  const { id } = await world.declare();
  await world.pass(10 * MINUTE - 1);
  const startsAt = world.clock.now().getTime();
  while ((await world.row())?.state !== "frozen") {
    assert.ok(world.clock.now().getTime() - startsAt < MINUTE);
    // Whatever a crash loses: how far this turn had come.
    await world.ctx.db.update(outbox).set({ progress: null });
    await world.pass(100);
  }
  for (const number of [128, 131, 132]) {
    assert.equal(checkOf(world, number)?.conclusion, "failure", `#${number}`);
    assert.equal(world.github.merge(WEB, number, "bea-dev").ok, false, `#${number}`);
  }
  assert.equal((await world.freeze(id)).state, "active");
  world.expectClean();
});

test("an excepted commit may be merged, the next one may not, and nobody's words are on GitHub", async (t) => {
  const world = await openFreezeWorld(t, { freeze });
  await world.declare();
  await world.pass(10 * MINUTE + 10_000);
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, false);
  const first = await except(world, 128);
  await world.pass(3_000);
  assert.equal(checkOf(world, 128)?.conclusion, "success");
  world.github.push(WEB, 128);
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, false, "another commit");
  await world.owe({ do: "tell-pull", repository: WEB, pull: 128 });
  await world.pass(3_000);
  assert.equal(await stateOf(world, first), "void");
  assert.equal(checkOf(world, 128)?.conclusion, "failure");
  const second = await except(world, 128);
  await world.pass(3_000);
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, true);
  await world.pass(6 * MINUTE);
  assert.equal(await stateOf(world, second), "used");
  const [merged] = await world.events("pull.merged");
  assert.deepEqual([merged?.detail["pull"], merged?.detail["exception"]], [128, second.number]);
  // Messages have to wait for the next hour; what holds and what is let through does not.
  world.github.leaveCalls(400);
  world.github.misbehave({ fault: "lose-answer", times: 1, path: /check-runs/ });
  const unheard = await except(world, 132);
  for (let waits = 0; checkOf(world, 132)?.conclusion !== "success"; waits += 1) {
    assert.ok(waits < 50, "not let through");
    await world.pass(100);
  }
  const by = { id: "U0ANNA", name: "Anna" };
  await revokeException(world.bench.as("U0ANNA"), unheard.id, { by, reason: "a mistake" });
  await world.pass(5_000);
  assert.equal(checkOf(world, 132)?.conclusion, "failure", "passed without our hearing of it");
  const said = JSON.stringify(world.judge.passed.map(({ body }) => body ?? null));
  assert.doesNotMatch(said, /secret customer|the campaign|Black Friday/);
  world.expectClean();
});

test("without an app nobody but Muster merges, and only the excepted commit", async (t) => {
  const world = await openFreezeWorld(t, { access: "token", freeze });
  await world.declare();
  await world.pass(10 * MINUTE + 10_000);
  const row = await world.row();
  assert.deepEqual([row?.state, row?.mode], ["frozen", "bot_merge"]);
  assert.equal(world.github.merge(WEB, 132, "bea-dev").ok, false);
  assert.equal(world.github.pushTo(WEB, "main", "bea-dev").ok, false);
  const [comment] = world.github.commentsOf(WEB, 132);
  assert.match(comment?.body ?? "", /Code freeze until 27 Nov 2026, 18:25 UTC/);
  const first = await except(world, 132);
  world.github.push(WEB, 132);
  await world.pass(10_000);
  assert.equal(await stateOf(world, first), "void");
  assert.equal(world.github.pull(WEB, 132).state, "open");
  const second = await except(world, 132);
  await world.pass(10_000);
  assert.equal(await stateOf(world, second), "used");
  assert.equal(world.github.pull(WEB, 132).merged?.by, "muster-bot");
  await world.pass(6 * MINUTE);
  assert.equal((await world.events("pull.merged")).length, 1);
  assert.deepEqual(await world.events("rule.bypassed"), [], "it is excepted from its own rule");
  assert.equal(world.github.commentsOf(WEB, 128).length, 1, "one comment, edited");
  await world.pass(12 * MINUTE);
  assert.match(world.github.commentsOf(WEB, 128)[0]?.body ?? "", /The code freeze is over/);
  assert.equal(world.github.commentsOf(WEB, 128).length, 1);
  world.expectClean();
});

test("a direct push that gets past is told, by whom and once", async (t) => {
  const world = await openFreezeWorld(t, { repositories: ["shop/private-free"], freeze });
  await world.declare();
  await world.pass(11 * MINUTE);
  assert.equal(world.github.pushTo("shop/private-free", "main", "piotr-dev").ok, true);
  await world.pass(12 * MINUTE);
  const pushes = await world.events("push.direct");
  assert.deepEqual(
    pushes.map(({ detail }) => detail["actor"]),
    ["piotr-dev"],
  );
  assert.equal(world.github.checksOf("shop/private-free", 4)[0]?.conclusion, "failure");
  world.expectClean();
});

test("deployments are held by variable, workflow and gate, and let go of at the end", async (t) => {
  const deploys = ["variable", "workflow", "gate"] as const;
  const world = await openFreezeWorld(t, { freeze: { deploys, workflows: ["deploy.yml"] } });
  const before = world.github.workflowsOf(WEB);
  await world.declare();
  await world.pass(11 * MINUTE);
  const row = await world.row();
  assert.equal(row?.error, null);
  assert.equal(row?.state, "frozen");
  assert.deepEqual(
    world.github.variablesOf(WEB).map(({ name, value }) => [name, value]),
    [["MUSTER_FREEZE", "true"]],
  );
  const held = world.github.deploy(WEB, "production", "piotr-dev");
  assert.equal(held.state, "waiting");
  await world.owe({
    do: "answer-gate",
    repository: WEB,
    runId: held.id,
    environment: held.environment,
  });
  await world.pass(3_000);
  const answered = world.github.runsOf(WEB).find(({ id }) => id === held.id);
  assert.equal(answered?.state, "rejected");
  assert.match(answered?.comment ?? "", /Code freeze until/);
  await world.pass(16 * MINUTE);
  assert.equal((await world.row())?.state, "open");
  assert.deepEqual(world.github.workflowsOf(WEB), before);
  assert.deepEqual(
    world.github.variablesOf(WEB).map(({ value }) => value),
    ["false"],
  );
  world.expectClean();
});
