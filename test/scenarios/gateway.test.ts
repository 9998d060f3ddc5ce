// The fallback payment gateway against the sample shop, as the people in the incident see it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tellStory } from "../support/story.ts";

const ROOM = /^inc-1-/;

describe("the fallback payment gateway", () => {
  it("goes from the alert by a fifth to all of the traffic, and gives it back when the gateway is well", async () => {
    await using story = await tellStory();
    const { stage } = story;
    const card = await story.trouble("stripe");
    await stage.click("anna", card, "Acknowledge");
    await stage.command("anna", "/runbook run fallback-payment-gateway", ROOM);
    console.log("start", performance.now());
    const run = story.run();
    await run.press("anna", "Move 20 % first");
    await run.press("anna", "Run");
    console.log("ran", performance.now());
    await run.passUntil("waits for approval");
    await run.vote("piotr");
    await run.press("anna", "Run");
    await run.passUntil("status page");
    assert.equal(stage.shop.routes().stripe.fallback_pct, 100);
    console.log("done", performance.now());
  });
});
