// Slack misbehaves: answers get lost, limits are reached, channels are taken or forbidden. Nothing is said twice or lost.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { inTransaction, oweEffects } from "../../../src/operations/context.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import { findIncident } from "../../../src/storage/incidents.ts";
import { everyScope } from "../../rehearsal/slack/rehearse.ts";
import { type DeliveryBench, INCIDENT, openDeliveryBench } from "../delivery-bench.ts";

const NAME = "inc-1-platnosci-autoryzacje-spadly";

async function declare({ bench }: DeliveryBench) {
  const opened = await openIncident(bench.ctx, INCIDENT);
  assert.ok(opened.ok);
  return opened.incident;
}

/** Messages of ours in a channel, the system's own lines left out. */
function ours({ slack }: DeliveryBench, channel: string) {
  const found = slack.state.channel(channel);
  assert.ok(found, `there is a channel ${channel}`);
  return slack.state.messages(found.id).filter((message) => message.metadata);
}

function callsOf({ slack }: DeliveryBench, method: string) {
  return slack.calls.filter((call) => call.method === method);
}

describe("a lost answer", () => {
  it("to the post of card and announcement leaves one of each", async () => {
    await using delivery = await openDeliveryBench();
    delivery.slack.faults.loseAnswer("chat.postMessage", { times: 3 });
    await declare(delivery);
    await delivery.settle();
    assert.equal(ours(delivery, "incidents").length, 1);
    assert.equal(ours(delivery, NAME).length, 1);
    const dm = delivery.slack.state.channels.find((channel) => channel.kind === "im");
    assert.ok(dm, "the page was sent");
    assert.deepEqual(delivery.dead, []);
  });

  it("to conversations.create adopts the channel that was made", async () => {
    await using delivery = await openDeliveryBench();
    delivery.slack.faults.loseAnswer("conversations.create", { times: 2 });
    const { id } = await declare(delivery);
    await delivery.settle();
    const made = delivery.slack.state.channels.filter((each) => each.name.startsWith("inc-1"));
    assert.deepEqual(
      made.map((channel) => channel.name),
      [NAME],
    );
    assert.equal((await findIncident(delivery.bench.ctx.db, id))?.room?.channel, made[0]?.id);
  });

  it("to an update is repeated, since repeating it changes nothing", async () => {
    await using delivery = await openDeliveryBench();
    const { id } = await declare(delivery);
    await delivery.settle();
    delivery.slack.faults.loseAnswer("chat.update", { times: 1 });
    await changeIncident(delivery.bench.as("U0BOB"), id, { kind: "acknowledge" });
    await delivery.settle();
    const [card] = ours(delivery, NAME);
    assert.match(JSON.stringify(card?.blocks), /Acknowledged/);
  });

  it("to a page is found in the conversation with the person, who is not paged twice", async () => {
    await using delivery = await openDeliveryBench();
    delivery.slack.faults.loseAnswer("chat.postMessage", { channel: "U0ANNA" });
    await declare(delivery);
    await delivery.settle();
    await delivery.settle(5_000);
    const dms = delivery.slack.state.channels.filter(
      ({ kind, members }) => kind === "im" && members.includes("U0ANNA"),
    );
    const pages = dms.flatMap(({ id }) => delivery.slack.state.messages(id));
    assert.equal(pages.length, 1);
    assert.doesNotMatch(pages[0]?.text ?? "", /may repeat/);
  });

  it("without the right to read history waits 30 s and marks the repeat", async () => {
    const scopes = everyScope.filter((scope) => !scope.endsWith(":history"));
    await using delivery = await openDeliveryBench({ scopes });
    const { id } = await declare(delivery);
    await delivery.settle();
    const before = ours(delivery, NAME).length;
    delivery.slack.faults.loseAnswer("chat.postMessage");
    const { bench } = delivery;
    await changeIncident(bench.as("U0BOB"), id, { kind: "post-update", text: "We look into it." });
    await delivery.settle(20_000);
    assert.equal(ours(delivery, NAME).length, before + 1, "nothing is repeated before 30 s");
    await delivery.settle(30_000);
    const posts = ours(delivery, NAME);
    assert.equal(posts.length, before + 2);
    assert.match(posts.at(-1)?.text ?? "", /\(may repeat\)$/);
  });
});

describe("a channel name", () => {
  it("that somebody else took gets a suffix", async () => {
    await using delivery = await openDeliveryBench({
      slack: { channels: [{ name: NAME, members: ["U0ANNA"] }] },
    });
    const { id } = await declare(delivery);
    await delivery.settle();
    const room = (await findIncident(delivery.bench.ctx.db, id))?.room;
    assert.equal(room?.name, `${NAME}-2`);
  });

  it("that may not be made puts the incident into a thread of its announcement", async () => {
    await using delivery = await openDeliveryBench({
      slack: { channels: [{ name: "incidents", members: ["U0BOT", "U0ANNA"] }] },
    });
    delivery.slack.faults.error("conversations.create", "restricted_action", { times: 5 });
    const { id } = await declare(delivery);
    await delivery.settle();
    const room = (await findIncident(delivery.bench.ctx.db, id))?.room;
    const [announcement] = ours(delivery, "incidents");
    assert.equal(room?.threadTs, announcement?.ts);
    const thread = delivery.slack.state.thread(room?.channel ?? "", room?.threadTs ?? "");
    assert.equal(thread.length, 2, "the card is the thread's first reply");
    assert.match(JSON.stringify(thread[1]?.blocks), /incident:ack/);
    assert.deepEqual(delivery.dead, []);
  });
});

describe("a limit", () => {
  it("that Slack names is waited out, and nothing else waits with it", async () => {
    await using delivery = await openDeliveryBench();
    const { id } = await declare(delivery);
    await delivery.settle();
    delivery.slack.faults.rateLimit("chat.update", { retryAfter: 30, times: 1 });
    const { bench } = delivery;
    await changeIncident(bench.as("U0BOB"), id, { kind: "post-update", text: "We look into it." });
    await delivery.settle(5_000);
    const posts = ours(delivery, NAME);
    assert.match(JSON.stringify(posts.at(-1)?.blocks), /We look into it/, "the post is there");
    assert.doesNotMatch(JSON.stringify(posts[0]?.blocks), /We look into it/, "the card waits");
    await delivery.settle(40_000);
    assert.match(JSON.stringify(ours(delivery, NAME)[0]?.blocks), /We look into it/);
  });
});

describe("an outage", () => {
  it("loses nothing: all is there once Slack is back", async () => {
    await using delivery = await openDeliveryBench();
    delivery.slack.faults.outage(true);
    await declare(delivery);
    await delivery.settle(60_000);
    assert.equal(delivery.circuit.health().state, "down");
    assert.equal(callsOf(delivery, "chat.postMessage").length, 0);
    delivery.slack.faults.outage(false);
    await delivery.settle(120_000);
    assert.equal(delivery.circuit.health().state, "up");
    assert.equal(ours(delivery, "incidents").length, 1);
    assert.equal(ours(delivery, NAME).length, 1);
    assert.deepEqual(delivery.dead, []);
  });

  it("of over 10 minutes leaves stale reminders unsaid, and updates said", async () => {
    await using delivery = await openDeliveryBench();
    const { bench, slack } = delivery;
    const { id } = await declare(delivery);
    await delivery.settle();
    slack.faults.outage(true);
    const update = { kind: "post-update", text: "We look into it." } as const;
    assert.ok((await changeIncident(bench.as("U0BOB"), id, update)).ok);
    const message = { kind: "lead-missing", incidentId: id, lateSeconds: 0 } as const;
    await inTransaction(bench.ctx, async (tx) => {
      await oweEffects(tx, [{ kind: "post", to: { in: "incident", incidentId: id }, message }]);
    });
    await delivery.settle(11 * 60_000);
    slack.faults.outage(false);
    await delivery.settle(120_000);
    const texts = ours(delivery, NAME).map(({ text }) => text);
    assert.ok(
      texts.some((text) => text.includes("We look into it.")),
      texts.join("\n"),
    );
    assert.ok(!texts.some((text) => text.includes("nobody leads yet")), texts.join("\n"));
  });

  it("of the token keeps everything owed and says so", async () => {
    await using delivery = await openDeliveryBench();
    delivery.slack.faults.error("*", "token_revoked", { times: 100 });
    await declare(delivery);
    await delivery.drain();
    assert.equal(delivery.circuit.health().state, "refused");
    assert.match(delivery.circuit.health().reason ?? "", /token_revoked/);
    delivery.slack.faults.clear();
    await delivery.settle(180_000);
    assert.equal(ours(delivery, "incidents").length, 1);
    assert.deepEqual(delivery.dead, []);
  });
});

describe("a painted message", () => {
  it("that somebody deleted is posted anew", async () => {
    await using delivery = await openDeliveryBench();
    const { id } = await declare(delivery);
    await delivery.settle();
    const [card] = ours(delivery, NAME);
    assert.ok(card);
    await delivery.slack.client.chat.delete({ channel: card.channelId, ts: card.ts });
    await changeIncident(delivery.bench.as("U0BOB"), id, { kind: "acknowledge" });
    await delivery.settle();
    const cards = ours(delivery, NAME);
    assert.equal(cards.length, 1);
    assert.match(JSON.stringify(cards[0]?.blocks), /Acknowledged/);
  });

  it("that Slack finds wrong still says its sentence, and the log why", async () => {
    await using delivery = await openDeliveryBench();
    delivery.slack.faults.error("chat.postMessage", "invalid_blocks", { times: 1 });
    await declare(delivery);
    await delivery.settle();
    assert.ok(delivery.logged.some(({ msg }) => msg === "Slack refused what Muster drew"));
    assert.equal(ours(delivery, "incidents").length, 1);
    assert.equal(ours(delivery, NAME).length, 1);
  });
});

describe("an archived channel", () => {
  it("of an open incident leaves it to the thread of its announcement", async () => {
    await using delivery = await openDeliveryBench();
    const { bench, slack } = delivery;
    const { id } = await declare(delivery);
    await delivery.settle();
    const room = slack.state.channel(NAME);
    assert.ok(room);
    await slack.as("U0ANNA").archive(room.id);
    await changeIncident(bench.as("U0BOB"), id, { kind: "post-update", text: "We look into it." });
    await delivery.settle();
    const [announcement] = ours(delivery, "incidents");
    assert.ok(announcement);
    const thread = slack.state.thread(announcement.channelId, announcement.ts);
    assert.ok(thread.some(({ text }) => text.includes("We look into it.")));
    assert.ok(
      thread.some(({ blocks }) => JSON.stringify(blocks).includes("incident:ack")),
      "the card goes on there",
    );
    assert.deepEqual(delivery.dead, []);
  });
});
