// Two processes on one database behave as one: whatever either takes happens once, and each stands in for the other.
import assert from "node:assert/strict";
import { it } from "node:test";
import { openGate } from "../support/gate.ts";
import { click, command, expectMessage, find, has, idOf, messagesIn } from "../support/people.ts";
import { post, until } from "../support/stage.ts";
import { only, openSlackGate, openWorld, slackCall } from "../support/world.ts";

/** What is promised: a dead replica's work goes on elsewhere within this. */
const TAKEN_OVER_MS = 30_000;

it("two replicas do everything once, and one takes over what the other leaves", async () => {
  await using world = await openWorld({
    config: (text) => text.replace("ack: 30m, update: 30m", "ack: 30m, update: 2m"),
  });
  const { slack, slackGate, sql } = world;
  await using otherGate = await openSlackGate(slack);
  const other = await world.start({ SLACK_API_URL: `${otherGate.url}/api/` });
  let replicas = [world.muster, other];
  let turn = 0;
  await using balancer = await openGate(() => replicas[turn++ % replicas.length]?.url ?? "");
  slack.deliverTo(`${balancer.url}/slack/events`);
  const hook = `${balancer.url}/hooks/alertmanager`;

  // One alert heard by both at once, and another of the same service.
  const now = new Date();
  const answers = await Promise.all(
    ["PaymentAuthRateDrop", "PaymentAuthRateDrop", "Checkout5xxHigh", "Checkout5xxHigh"].map(
      async (name) => (await post(hook, { name }, now)).status,
    ),
  );
  assert.deepEqual(answers, [202, 202, 202, 202]);
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  const page = await expectMessage(slack, { dm: "anna" }, "INC-1");

  // Two people press the same button; each replica gets one of the clicks.
  await Promise.all([
    click(slack, "anna", card, "Acknowledge"),
    click(slack, "anna", page, "Acknowledge"),
    click(slack, "piotr", card, "Acknowledge"),
  ]);
  const whispers = () =>
    ["anna", "piotr"].flatMap((name) => slack.state.ephemerals(idOf(slack, name)));
  await until(() => whispers().length === 2, "the two who were late to hear of it");
  for (const whisper of whispers()) assert.ok(has(whisper, /acknowledged/), whisper.text);
  const done = async (action: string) =>
    (await sql`select from audit where action = ${action} and outcome = 'done'`).length;
  assert.equal(await done("incident.acknowledge"), 1);

  // The same click, and the same event, delivered to both.
  slack.faults.deliverTwice(1, "block_actions");
  await click(slack, "anna", card, "Take lead");
  await until(async () => (await done("incident.assign-lead")) > 0, "Anna to lead");
  slack.faults.deliverTwice(1, "event");
  await slack.as(idOf(slack, "anna")).rename(card.channelId, "inc-1-payments");
  await until(async () => (await done("room.renamed")) > 0, "the new name to be noted");

  // A deadline passes while both look at the clock.
  world.forward(125_000);
  await expectMessage(slack, /^inc-1-/, "status update was promised by");

  // One dies with an update in hand; the next update waits behind it.
  const text = "Payments go through again";
  const holds = [slackGate, otherGate].map((gate) =>
    gate.hold("after", slackCall("chat.postMessage", text)),
  );
  await command(slack, "anna", `/incident update ${text}`, "inc-1-payments");
  const dying = await Promise.race(
    holds.map(async (hold, at) => await hold.arrived().then(() => at)),
  );
  await command(slack, "anna", "/incident update All is well", "inc-1-payments");
  const killed = replicas[dying];
  replicas = replicas.filter((each) => each !== killed);
  await killed?.kill();
  const killedAt = performance.now();
  for (const hold of holds) hold.open();
  await expectMessage(slack, "inc-1-payments", "All is well");
  const took = performance.now() - killedAt;
  assert.ok(took < TAKEN_OVER_MS, `taken over after ${Math.round(took)} ms`);

  only(
    slack.state.channels.filter(({ name }) => name.startsWith("inc-")),
    "channel",
  );
  only(find(slack, "incidents", "INC-1"), "announcement");
  only(find(slack, "inc-1-payments", "*Started*"), "card");
  only(messagesIn(slack, { dm: "anna" }), "page");
  assert.equal(await done("incident.assign-lead"), 1);
  only(find(slack, "inc-1-payments", "status update was promised by"), "reminder");
  only(find(slack, "inc-1-payments", new RegExp(`Status update.*${text}`, "s")), "first update");
  only(find(slack, "inc-1-payments", /Status update.*All is well/s), "second update");
  assert.equal(await done("room.renamed"), 1);
  assert.deepEqual(find(slack, /./, "(may repeat)"), []);
});
