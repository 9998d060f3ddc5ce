// The fallback payment gateway against the sample shop, as the people in the incident see it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ROOM, type Story, tellStory } from "../support/story.ts";

async function begin(story: Story): Promise<void> {
  const { stage } = story;
  const card = await story.trouble("stripe");
  await stage.click("anna", card, "Acknowledge");
  await stage.command("anna", "/runbook run fallback-payment-gateway", ROOM);
  await story.run().at("Move stripe traffic to payu?");
}

/** Up to the whole of the traffic at the other gateway. */
async function switchOver(story: Story): Promise<void> {
  const run = story.run();
  await run.press("anna", "Move 100 %");
  await run.at("waits for approval");
  await run.vote("piotr");
  await run.press("anna", "Run");
}

const route = ({ stage }: Story) => {
  const { fallback, fallback_pct } = stage.shop.routes().stripe;
  return { fallback, fallback_pct };
};

const changes = ({ stage }: Story) =>
  stage.shop
    .log()
    .filter(({ changed }) => changed)
    .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);

describe("the fallback payment gateway", () => {
  it("goes from the alert by a fifth to all of the traffic, and gives it back when the gateway is well", async () => {
    await using story = await tellStory();
    await begin(story);
    const { stage } = story;
    const run = story.run();

    await run.press("anna", "Move 20 % first");
    await run.shows("*Will send* PUT `/v1/routes/stripe`");
    assert.deepEqual(changes(story), []);
    await run.press("anna", "Run");
    await run.passTo("Send 100 % of stripe traffic to payu, waits for approval");
    assert.equal(route(story).fallback_pct, 20);

    await run.vote("piotr");
    await run.press("anna", "Run");
    await run.at("Payments authorize again");
    assert.deepEqual(route(story), { fallback: "payu", fallback_pct: 100 });
    await run.passTo("Tell customers.");
    await stage.expectMessage(ROOM, "Card payments run through a backup provider (payu");
    await run.press("anna", "Run", {});
    await run.press("anna", "Done…", { in_uncertain: "7", in_refunded: "1" });

    await run.at("stripe answers test authorizations again");
    stage.shop.heal("stripe");
    await run.passTo("Give the traffic back to stripe, waits for approval", 60);
    await run.vote("piotr");
    await run.press("anna", "Run");
    await run.at("stripe authorizes as before");
    assert.equal(route(story).fallback_pct, 0);
    await run.passTo("Tell customers that it is over.", 30);
    await stage.expectMessage(ROOM, "7 payments had to be reconciled");
    await run.press("anna", "Run", {});
    await run.at("done");
    await run.shows("🏁 Checkout runs on stripe again");
    assert.deepEqual(changes(story), [
      'PUT /v1/routes/stripe {"fallback":"payu","fallback_pct":20}',
      'PUT /v1/routes/stripe {"fallback":"payu","fallback_pct":100}',
      'PUT /v1/routes/stripe {"fallback_pct":0}',
    ]);
  });

  it("is not run by whoever approved it, and not approved by whoever may not", async () => {
    await using story = await tellStory();
    await begin(story);
    const { stage } = story;
    const run = story.run();
    await run.press("anna", "Move 100 %");
    await run.at("waits for approval");
    await run.vote("piotr");
    await run.press("piotr", "Run");
    await stage.expectEphemeral("piotr", /approved/);
    assert.equal(route(story).fallback_pct, 0);
    await run.press("anna", "Run");
    await run.at("Payments authorize again");
    assert.equal(changes(story).length, 1);
  });

  it("sends once though the answer is lost, because the request says how things shall be", async () => {
    await using story = await tellStory();
    await begin(story);
    const run = story.run();
    story.stage.shop.misbehave("lose-answer", 1);
    await switchOver(story);
    await run.passTo("Payments authorize again");
    assert.equal(changes(story).length, 1);
    assert.equal(route(story).fallback_pct, 100);
  });

  it("blocks where the other side refuses, and goes on after a second try", async () => {
    await using story = await tellStory();
    await begin(story);
    const run = story.run();
    story.stage.shop.misbehave({ status: 403 }, 1);
    await switchOver(story);
    await run.shows(/Needs a decision.*403/);
    assert.equal(route(story).fallback_pct, 0);
    await run.press("anna", "Try again");
    await run.at("waits for approval");
    await run.vote("piotr");
    await run.press("anna", "Run");
    await run.at("Payments authorize again");
  });

  it("is undone on abort only while the route is as the run left it", async () => {
    await using story = await tellStory();
    await begin(story);
    const { stage } = story;
    const run = story.run();
    await switchOver(story);
    await run.at("Payments authorize again");
    // Somebody moves half of it back by hand.
    await fetch(`${stage.shop.url}/v1/routes/stripe`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ fallback_pct: 50 }),
    });
    await run.choose("anna", "Abort run…", { note: "payu is slow", fate: "roll-back" });
    await run.shows("Needs a decision");
    assert.equal(route(story).fallback_pct, 50);
    await run.press("anna", "Undo anyway", { note: "agreed with the bank" });
    await run.shows("*Now* `50` → *then* `0`");
    await run.press("anna", "Run");
    await run.at("aborted, everything undone");
    assert.equal(route(story).fallback_pct, 0);
  });
});
