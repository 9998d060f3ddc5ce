// Killed again and again while an incident is being opened: at the end Slack holds each thing once.
import assert from "node:assert/strict";
import { it } from "node:test";
import { click, expectMessage, find, idOf, messagesIn, seen } from "../support/people.ts";
import { post } from "../support/stage.ts";
import { isChange, only, openWorld, slackCall } from "../support/world.ts";

it("an alert that was accepted becomes one incident, however often Muster is killed on the way", async () => {
  await using world = await openWorld();
  const { slack, slackGate } = world;

  // Killed right after the 202: only the raw delivery is stored for certain.
  const alert = { name: "PaymentAuthRateDrop", labels: { gateway: "stripe" } };
  const answer = await post(`${world.muster.url}/hooks/alertmanager`, alert, new Date());
  assert.equal(answer.status, 202);
  await world.muster.kill();

  // Killed when announcement, channel and page are on their way and Slack has heard of none of them.
  const unheard = slackGate.hold("before", isChange);
  await world.restart();
  const first = await unheard.arrived(3);
  assert.deepEqual(first.map(({ path }) => path).sort(), [
    "/api/chat.postMessage",
    "/api/chat.postMessage",
    "/api/conversations.create",
  ]);
  await world.muster.kill();
  unheard.open();
  assert.deepEqual(messagesIn(slack, "incidents"), []);

  // Killed when Slack has carried out all three and its answers are lost.
  const unanswered = slackGate.hold("after", isChange);
  await world.restart();
  await unanswered.arrived(3);
  await world.muster.kill();
  unanswered.open();
  only(find(slack, "incidents", /INC-1/), "announcement");

  // Killed when the card is posted and its answer is lost.
  const card = slackGate.hold("after", slackCall("chat.postMessage", '"Acknowledge'));
  await world.restart();
  await card.arrived();
  await world.muster.kill();
  card.open();

  // Killed when the card is pinned and the answer is lost.
  const pin = slackGate.hold("after", slackCall("pins.add"));
  await world.restart();
  await pin.arrived();
  await world.muster.kill();
  pin.open();

  await world.restart();
  const channel = await seen(slack, "the channel with all its dressing", () => {
    const room = slack.state.channels.find(({ name }) => name.startsWith("inc-1-"));
    if (!room || room.pins.length === 0 || !room.topic.value || !room.purpose.value) return;
    return slack.state.bookmarks(room.id).length === 2 ? room : undefined;
  });
  only(
    slack.state.channels.filter(({ name }) => name.startsWith("inc-")),
    "channel",
  );
  const announcement = only(find(slack, "incidents", /INC-1/), "announcement");
  const painted = only(find(slack, /^inc-1-/, "Acknowledge"), "card");
  assert.deepEqual(
    channel.pins.map(({ ts }) => ts),
    [painted.ts],
  );
  assert.ok(channel.members.includes(idOf(slack, "anna")));
  only(messagesIn(slack, { dm: "anna" }), "page");
  for (const place of ["incidents", /^inc-1-/, { dm: "anna" }]) {
    assert.deepEqual(find(slack, place, "(may repeat)"), []);
  }

  // And it lives: a click is answered everywhere.
  await click(slack, "anna", painted, "Acknowledge");
  await expectMessage(slack, /^inc-1-/, /Acknowledged/);
  await seen(slack, "the announcement to follow", () => {
    const now = slack.state.message(announcement.channelId, announcement.ts);
    return now && now.version > announcement.version ? now : undefined;
  });
});
