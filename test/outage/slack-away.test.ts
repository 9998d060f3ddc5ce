// Slack is away, limits or loses answers: what is owed is delivered once each when it can be, and newest.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectMessage, find, idOf, messagesIn } from "../support/people.ts";
import { type Stage, setStage, until } from "../support/stage.ts";
import { only } from "../support/world.ts";

const MINUTE_MS = 60_000;

describe("while Slack is away", () => {
  it("an alert is stored, time passes, and afterwards everything is said once and newest", async () => {
    await using stage = await setStage();
    const { slack, clock } = stage;
    await stage.fire({ name: "CheckoutSlow" });
    const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
    await expectMessage(slack, { dm: "piotr" }, "INC-1");
    const room = slack.state.channel(card.channelId)?.name ?? "";
    // An update was accepted; the answer of Slack that carried it out is lost, and then Slack is gone.
    slack.faults.loseAnswer("chat.postMessage");
    await stage.command("piotr", "/incident update We are looking", room);
    await expectMessage(slack, room, "We are looking");
    slack.faults.outage(true);
    const before = slack.calls.length;
    await passing(stage, async () => (await readiness(stage)) === 503, "Muster to notice");

    const answer = await stage.fire({ name: "PaymentAuthRateDrop", labels: { service: "search" } });
    assert.equal(answer.status, 202);
    for (let minute = 0; minute < 20; minute += 1) {
      if (minute % 5 === 1) {
        const labels = { gateway: `g${minute}` };
        assert.equal((await stage.fire({ name: "Checkout5xxHigh", labels })).status, 202);
      }
      await clock.forward(MINUTE_MS);
    }
    assert.equal(await readiness(stage), 503);
    assert.equal(slack.calls.length, before);

    slack.faults.outage(false);
    const said = () =>
      find(slack, "incidents", "INC-2").length > 0 &&
      find(slack, /^inc-2-/, "Acknowledge").length > 0 &&
      find(slack, { dm: "piotr" }, "INC-2").length > 0 &&
      find(slack, room, "Acknowledge").some(({ version }) => version > card.version);
    await passing(stage, said, "both incidents to be up to date");
    await clock.forward(MINUTE_MS);

    only(find(slack, "incidents", "INC-1"), "first announcement");
    only(find(slack, "incidents", "INC-2"), "second announcement");
    only(find(slack, { dm: "piotr" }, "INC-1"), "first page");
    only(find(slack, { dm: "piotr" }, "INC-2"), "second page");
    only(find(slack, room, "*Status update*"), "status update");
    assert.deepEqual(find(slack, /./, "(may repeat)"), []);
    const edits = slack.calls.slice(before).filter((call) => call.args["ts"] === card.ts);
    assert.ok(edits.length <= 2, `${edits.length} edits of the card after an outage`);
  });
});

describe("a limit of Slack's", () => {
  it("holds back the channel it is about as long as Slack says, and no form that a person waits for", async () => {
    await using stage = await setStage();
    const { slack } = stage;
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
    const room = slack.state.channel(card.channelId)?.name ?? "";
    slack.faults.rateLimit("chat.postMessage", { retryAfter: 40, channel: card.channelId });
    await stage.command("anna", "/incident update Held back", room);
    const posts = () =>
      slack.calls.filter(
        ({ method, args }) =>
          method === "chat.postMessage" && String(args["text"]).includes("Held back"),
      );
    await until(() => posts().length === 1, "the post that is refused");
    assert.equal(posts()[0]?.status, 429);

    const opened = await stage.click("anna", card, "Post update");
    assert.ok(opened.ok);
    await until(() => slack.state.views(idOf(slack, "anna")).length === 1, "the form");
    assert.equal(posts().length, 1);

    await passing(stage, () => posts().length > 1, "the post");
    const [refused, again, ...more] = posts();
    assert.ok(refused && again);
    assert.deepEqual(more, []);
    assert.ok(again.at.getTime() - refused.at.getTime() >= 40_000);
  });
});

describe("an answer of Slack's that is lost", () => {
  it("is looked up, so that nothing is said twice", async () => {
    await using stage = await setStage();
    const { slack } = stage;
    for (const method of ["conversations.create", "bookmarks.add", "pins.add"]) {
      slack.faults.loseAnswer(method);
    }
    slack.faults.loseAnswer("chat.postMessage", { times: 3 });
    await stage.fire({ name: "PaymentAuthRateDrop" });
    await dressed(stage);
    only(find(slack, "incidents", "INC-1"), "announcement");
    only(find(slack, /^inc-1-/, "Acknowledge"), "card");
    only(messagesIn(slack, { dm: "anna" }), "page");
    only(
      slack.state.channels.filter(({ name }) => name.startsWith("inc-")),
      "channel",
    );
    assert.deepEqual(find(slack, /./, "(may repeat)"), []);
  });

  it("is repeated once and marked where Slack does not let Muster look", async () => {
    await using stage = await setStage();
    const { slack, clock } = stage;
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
    const room = slack.state.channel(card.channelId)?.name ?? "";
    slack.faults.error("conversations.history", "missing_scope", { times: 20 });
    slack.faults.loseAnswer("chat.postMessage");
    await stage.command("anna", "/incident update Said twice", room);
    await expectMessage(slack, room, "Said twice");
    await passing(stage, () => find(slack, room, "(may repeat)").length > 0, "the repeat");
    await clock.forward(MINUTE_MS);
    assert.equal(find(slack, room, "*Status update*").length, 2);
    only(find(slack, room, "(may repeat)"), "repeat");
  });
});

/** Resolves once the incident's channel has everything; time goes on meanwhile. */
async function dressed(stage: Stage): Promise<void> {
  const { slack } = stage;
  await passing(
    stage,
    () => {
      const room = slack.state.channels.find(({ name }) => name.startsWith("inc-1-"));
      if (!room?.topic.value || room.pins.length === 0) return false;
      return slack.state.bookmarks(room.id).length === 2;
    },
    "the channel with all its dressing",
  );
}

async function readiness({ muster }: Stage): Promise<number> {
  return (await fetch(`${muster.url}/readyz`)).status;
}

/** Lets time pass, quicker than it does, until it holds. */
async function passing(
  { clock }: Stage,
  holds: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  await until(async () => {
    await clock.forward(500);
    return await holds();
  }, what);
}
