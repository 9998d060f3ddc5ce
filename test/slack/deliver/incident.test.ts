// An incident reaches Slack: channel, people, card, announcement, page, and every change to them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { inTransaction, oweEffects } from "../../../src/operations/context.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import { findIncident } from "../../../src/storage/incidents.ts";
import { listPages } from "../../../src/storage/pages.ts";
import { testShop } from "../../support/operations.ts";
import { type DeliveryBench, INCIDENT, openDeliveryBench } from "../delivery-bench.ts";

async function declare({ bench }: DeliveryBench) {
  const opened = await openIncident(bench.ctx, INCIDENT);
  assert.ok(opened.ok);
  return opened.incident;
}

function channelOf({ slack }: DeliveryBench) {
  const channel = slack.state.channel("inc-1-platnosci-autoryzacje-spadly");
  assert.ok(channel, "the incident has a channel");
  return channel;
}

function soleAnnouncement({ slack }: DeliveryBench) {
  const channel = slack.state.channel("incidents");
  assert.ok(channel, "there is a channel of announcements");
  const messages = slack.state.messages(channel.id).filter((message) => message.blocks.length > 0);
  assert.equal(messages.length, 1, "there is one announcement");
  return JSON.stringify(messages[0]);
}

function cardOf(delivery: DeliveryBench) {
  const channel = channelOf(delivery);
  const [pin] = channel.pins;
  assert.ok(pin, "the card is pinned");
  const card = delivery.slack.state.message(channel.id, pin.ts);
  assert.ok(card);
  return card;
}

describe("an opened incident", () => {
  it("has a channel, a pinned card, an announcement and a page to the person on call", async () => {
    await using delivery = await openDeliveryBench();
    const { slack, bench } = delivery;
    const { id } = await declare(delivery);
    await delivery.settle();
    const channel = channelOf(delivery);
    assert.deepEqual(channel.members.toSorted(), ["U0ANNA", "U0BOT"]);
    assert.match(channel.topic.value, /^🔴 P1 · Płatności/);
    assert.match(channel.purpose.value, /^INC-1: Płatności/);
    assert.match(JSON.stringify(cardOf(delivery).blocks), /P1 · INC-1 · Płatności: autoryzacje/);
    assert.match(soleAnnouncement(delivery), new RegExp(`<#${channel.id}>`));
    const rings = slack.state.notifications("U0ANNA");
    assert.deepEqual(
      rings.map((ring) => ring.reason),
      ["dm"],
      "Anna is called once, by her page",
    );
    assert.equal((await findIncident(bench.ctx.db, id))?.room?.channel, channel.id);
    assert.deepEqual(delivery.dead, []);
  });

  it("is edited in place when somebody takes it, and the page says who", async () => {
    await using delivery = await openDeliveryBench();
    const { slack, bench } = delivery;
    const { id } = await declare(delivery);
    await delivery.settle();
    const before = slack.state.messages(channelOf(delivery).id).length;
    await bench.clock.forward(60_000);
    const changed = await changeIncident(bench.as("U0BOB"), id, { kind: "acknowledge" });
    assert.ok(changed.ok);
    await delivery.settle();
    const card = cardOf(delivery);
    assert.equal(card.edited, undefined, "an edit with blocks shows no label");
    assert.match(JSON.stringify(card.blocks), /Acknowledged\*\\n.*<@U0BOB>/);
    assert.match(JSON.stringify(card.blocks), /incident:resolve/);
    assert.doesNotMatch(JSON.stringify(card.blocks), /incident:ack/);
    const page = slack.state
      .messages(slack.state.notifications("U0ANNA")[0]?.channelId ?? "")
      .find((message) => message.blocks.length > 0);
    assert.match(JSON.stringify(page?.blocks), /Acknowledged by <@U0BOB>/);
    assert.doesNotMatch(JSON.stringify(page?.blocks), /page:ack/);
    const after = slack.state
      .messages(channelOf(delivery).id)
      .filter((message) => message.subtype !== "channel_topic");
    assert.ok(after.length <= before, "nothing new was posted");
  });

  it("whose update is posted tells the channel, the announcement and the card", async () => {
    await using delivery = await openDeliveryBench();
    const { slack, bench } = delivery;
    const { id } = await declare(delivery);
    const changed = await changeIncident(bench.as("U0BOB"), id, {
      kind: "post-update",
      text: "Stripe is down; we move to PayU. <!channel> & more",
    });
    assert.ok(changed.ok);
    await delivery.settle();
    const texts = slack.state.messages(channelOf(delivery).id).map((each) => each.text);
    assert.ok(
      texts.some((text) => text.includes("Stripe is down; we move to PayU. &lt;!channel&gt;")),
      texts.join("\n"),
    );
    assert.match(soleAnnouncement(delivery), /Stripe is down/);
    assert.match(JSON.stringify(cardOf(delivery).blocks), /Stripe is down/);
    for (const user of ["U0BOB", "U0GUEST"]) {
      assert.deepEqual(slack.state.notifications(user), [], `${user} is not disturbed`);
    }
  });
});

describe("people named by handle", () => {
  const shop = {
    ...testShop,
    teams: { payments: { name: "payments", title: "Payments", onCall: ["@bob"] } },
  };

  it("are found in the directory, paged and invited", async () => {
    await using delivery = await openDeliveryBench({ change: { shop } });
    const { id } = await declare(delivery);
    await delivery.settle();
    const [page] = await listPages(delivery.bench.ctx.db, id);
    assert.equal(page?.user, "U0BOB");
    assert.ok(channelOf(delivery).members.includes("U0BOB"));
  });

  it("who are nobody in Slack are waited for, then told of; the rest of the incident goes on", async () => {
    const onCall = ["@nobody"];
    const teams = { payments: { name: "payments", title: "Payments", onCall } };
    await using delivery = await openDeliveryBench({ change: { shop: { ...shop, teams } } });
    await declare(delivery);
    await delivery.settle();
    assert.equal(delivery.dead.length, 0, "the directory may still be on its way");
    assert.ok(cardOf(delivery));
    await delivery.settle(120_000);
    assert.match(delivery.dead[0]?.reason ?? "", /nobody in Slack is called "@nobody"/);
  });
});

describe("a reminder", () => {
  it("stands alone: the next takes its place, and the update takes it away", async () => {
    await using delivery = await openDeliveryBench();
    const { bench, slack } = delivery;
    const { id } = await declare(delivery);
    await delivery.settle();
    const reminders = () =>
      slack.state
        .messages(channelOf(delivery).id)
        .filter(({ text }) => text.includes("promised status update is overdue"));
    for (const reminder of [1, 2]) {
      const dueAt = bench.clock.now().toISOString();
      const message = {
        kind: "update-overdue",
        incidentId: id,
        dueAt,
        lateSeconds: 0,
        mention: "U0ANNA",
        reminder,
      } as const;
      await inTransaction(bench.ctx, async (tx) => {
        await oweEffects(tx, [{ kind: "post", to: { in: "incident", incidentId: id }, message }]);
      });
      await delivery.settle();
      assert.equal(reminders().length, 1);
    }
    assert.ok(slack.state.notifications("U0ANNA").some(({ reason }) => reason === "mention"));
    const update = { kind: "post-update", text: "We look into it." } as const;
    assert.ok((await changeIncident(bench.as("U0BOB"), id, update)).ok);
    await delivery.settle();
    assert.equal(reminders().length, 0);
  });
});

describe("the channel of announcements", () => {
  it("that exists without Muster is joined, not made anew", async () => {
    const channels = [{ name: "incidents", members: ["U0ANNA"] }];
    await using delivery = await openDeliveryBench({ slack: { channels } });
    const { slack } = delivery;
    await declare(delivery);
    await declare(delivery);
    await delivery.settle();
    const channel = slack.state.channel("incidents");
    assert.ok(channel?.members.includes("U0BOT"));
    const posts = slack.state.messages(channel?.id ?? "").filter(({ metadata }) => metadata);
    assert.equal(posts.length, 2);
    const made = slack.calls.filter(({ method }) => method === "conversations.create");
    assert.ok(made.every(({ args }) => args["name"] !== "incidents"));
  });
});
