// What a crash leaves for people to decide is said and asked, deadlines that passed are kept late, and stopping loses nothing.
import assert from "node:assert/strict";
import { it } from "node:test";
import { click, command, expectMessage, find, messagesIn, seen } from "../support/people.ts";
import { post } from "../support/stage.ts";
import { only, openWorld, shopCall, slackCall } from "../support/world.ts";

/** A step that must not be sent twice: nobody promises that repeating it is harmless. */
const RUNBOOK = `
muster: 1
id: refund-once
title: Refund the payments caught in the switch
owner: group:payments-leads
steps:
  - id: refund
    kind: http
    title: Refund them
    connection: routing-admin
    method: PUT
    path: /v1/routes/payu
    body:
      fallback_pct: 10
      fallback: paypal
    expect: [200]
    repeat: never
    irreversible: money that went back stays there
  - id: done
    kind: end
    title: Refunded
    outcome: success
`;

it("a request that must not be repeated is asked about, a missed deadline is kept late, and stopping loses nothing", async () => {
  await using world = await openWorld({
    runbooks: { "refund-once.yml": RUNBOOK },
    config: (text) =>
      text.replace("ack: 30m, update: 30m", "ack: 2m, update: 30m").replace(/^.*runbook: .*$/m, ""),
  });
  const { slack, shop, shopGate, slackGate } = world;
  const alert = { name: "PaymentAuthRateDrop" };
  await post(`${world.muster.url}/hooks/alertmanager`, alert, new Date());
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  await expectMessage(slack, { dm: "anna" }, "INC-1");
  const { name: room = "" } = slack.state.channel(card.channelId) ?? {};
  await command(slack, "anna", "/runbook run refund-once", room);
  const run = await expectMessage(slack, room, "Refund them");

  // Killed when the request was carried out and its answer is lost; started again after the deadline.
  const unanswered = shopGate.hold("after", shopCall("PUT", /./));
  await click(slack, "anna", run, "Run");
  await unanswered.arrived();
  await world.muster.kill();
  unanswered.open();
  await world.restart(150_000);

  const asked = await expectMessage(slack, room, "Outcome unknown");
  assert.equal(asked.ts, run.ts);
  assert.match(JSON.stringify(asked.blocks), /It happened.*It did not: run again/s);
  const overdue = await expectMessage(slack, room, /Nobody acknowledged by/);
  assert.match(JSON.stringify(overdue.blocks), /Muster noticed this .* late/);
  await expectMessage(slack, { dm: "piotr" }, "INC-1");

  // Told to stop while Slack has a status update in hand and has not answered.
  const update = slackGate.hold(
    "after",
    slackCall("chat.postMessage", "Refunds are being checked"),
  );
  await command(slack, "anna", "/incident update Refunds are being checked", room);
  await update.arrived();
  const stopped = world.muster.stop();
  await world.muster.logged('"stopping"');
  update.open();
  assert.equal(await stopped, 0);

  await world.restart();
  await click(slack, "anna", run, "It happened");
  await seen(slack, "the end of the run", () => find(slack, room, "Done").at(0));
  await click(slack, "anna", card, "Acknowledge");
  await expectMessage(slack, { dm: "piotr" }, /[Aa]cknowledged/);

  assert.equal(shop.log().length, 1);
  only(find(slack, room, "*Status update*"), "status update");
  only(find(slack, room, /Nobody acknowledged by/), "word of the missed deadline");
  only(messagesIn(slack, { dm: "anna" }), "page to Anna");
  only(messagesIn(slack, { dm: "piotr" }), "page to Piotr");
  assert.deepEqual(find(slack, /./, "(may repeat)"), []);
});
