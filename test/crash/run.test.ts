// Killed at every turn of a gateway switch: the run goes on from where it was, and the gateway is switched once.
import assert from "node:assert/strict";
import { it } from "node:test";
import { click, command, expectMessage, find, seen } from "../support/people.ts";
import { post } from "../support/stage.ts";
import { only, openWorld, shopCall, slackCall, type World } from "../support/world.ts";

const SAMPLE_MS = 15_000;

it("a gateway is switched once, however often Muster is killed on the way", async () => {
  await using world = await openWorld();
  const { slack, shop, shopGate, slackGate } = world;
  shop.break("stripe");
  await shop.tick(120);
  const alert = { name: "PaymentAuthRateDrop", labels: { gateway: "stripe" } };
  await post(`${world.muster.url}/hooks/alertmanager`, alert, new Date());
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  const { name: room = "" } = slack.state.channel(card.channelId) ?? {};
  await command(slack, "anna", "/runbook run fallback-payment-gateway from=stripe", room);
  const run = await expectMessage(slack, room, "Move 100 %");

  // A click is acknowledged, and Muster killed before anything came of it.
  await world.sql.begin(async (sql) => {
    await sql`select from runs for update`;
    assert.deepEqual(await click(slack, "anna", run, "Move 100 %"), { ok: true });
    await world.muster.kill();
  });
  await world.restart(12_000);
  const asked = await expectMessage(slack, { dm: "piotr" }, "Your approval is asked for");
  await click(slack, "piotr", asked, "Approve");

  // Killed when the change is on its way and the shop has not heard of it.
  const unheard = shopGate.hold("before", shopCall("PUT", /^\/v1\/routes\/stripe/));
  await click(slack, "anna", run, "Run");
  await unheard.arrived();
  await world.muster.kill();
  unheard.open();
  assert.deepEqual(shop.log(), []);

  // Killed when the shop has made the change and its answer is lost.
  const unanswered = shopGate.hold("after", shopCall("PUT", /^\/v1\/routes\/stripe/));
  await world.restart(20_000);
  await unanswered.arrived();
  await world.muster.kill();
  unanswered.open();

  // Killed between the answer and the read-back that proves it.
  const unread = shopGate.hold("before", shopCall("GET", /^\/v1\/routes\/stripe/));
  await world.restart(20_000);
  await unread.arrived();
  await world.muster.kill();
  unread.open();
  await shop.tick(600);

  // Killed while payments have recovered and have to hold for a minute: a gap proves nothing.
  await world.restart();
  await sample(world, 1);
  world.forward(SAMPLE_MS);
  await sample(world, 2);
  const before = await heldSince(world);
  await world.restart(40_000);
  await sample(world, 3);
  const after = await heldSince(world);
  assert.ok(after - before >= 40_000, `held since ${before}, then since ${after}`);

  // Killed when the announcement is posted and the answer is lost.
  const told = slackGate.hold("after", slackCall("chat.postMessage", "backup provider"));
  for (let many = 4; many <= 7; many += 1) {
    world.forward(SAMPLE_MS);
    if (many < 7) await sample(world, many);
  }
  await told.arrived();
  await world.muster.kill();
  told.open();
  await world.restart();
  await seen(slack, "the step after it", () => find(slack, room, /of 15, Tell customers\./).at(0));

  const changes = shop.log();
  assert.equal(changes.filter(({ changed }) => changed).length, 1);
  assert.equal(new Set(changes.map(({ key }) => key)).size, 1);
  assert.ok(changes[0]?.key);
  assert.equal(shop.routes().stripe.fallback_pct, 100);
  const announced = () => find(slack, room, "(payu instead of stripe)");
  await seen(slack, "announcement of the run", () => announced().at(0));
  only(announced(), "announcement of the run");
  only(find(slack, room, "Run 1 ·"), "message of the run");
  assert.equal(find(slack, /./, "(may repeat)").length, 0);
});

type Wait = { heldSince?: string; samples: unknown[] };

async function readWait({ sql }: World): Promise<Wait | undefined> {
  const [row] = await sql<{ state: { steps: { id: string; wait?: Wait }[] } }[]>`
    select state from runs`;
  return row?.state.steps.find(({ id }) => id === "recovered")?.wait;
}

/** Resolves once so many samples were taken; the message of the run changes with each. */
async function sample(world: World, many: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () =>
    void readWait(world).then((wait) => (wait && wait.samples.length >= many ? resolve() : null));
  const stop = world.slack.onChange(look);
  const poll = setInterval(look, 100);
  look();
  await promise;
  clearInterval(poll);
  stop();
}

async function heldSince(world: World): Promise<number> {
  const wait = await readWait(world);
  assert.ok(wait?.heldSince, JSON.stringify(wait));
  return Date.parse(wait.heldSince);
}
