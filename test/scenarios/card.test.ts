// The card at three in the morning: the next thing to do is a button, and what is shown is what is so.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findButton, type Stage, setStage } from "../support/stage.ts";

/** The shop lives on the stage's clock: a second of both at a time. */
async function live(stage: Stage, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 1) {
    await stage.clock.forward(1_000);
    await stage.shop.tick(1);
  }
}

describe("the card", () => {
  it("offers the lead until somebody has it, and taking it posts no topic", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.click("anna", card, "Acknowledge");
    const acked = await stage.expectMessage(/^inc-1-/, /Acknowledged.*by <@U0ANNA>/s);
    assert.ok(findButton(acked.blocks, "Take lead"));
    await stage.click("anna", card, "Take lead");
    const led = await stage.expectMessage(/^inc-1-/, /\*Lead\*\\n<@U0ANNA>/);
    assert.equal(findButton(led.blocks, "Take lead"), undefined);
    await stage.command("anna", "/incident note INC-1 On it");
    await stage.expectEphemeral("anna", "in the timeline of INC-1");
    const topics = stage.slack.state
      .messages(card.channelId)
      .filter(({ subtype }) => subtype === "channel_topic");
    assert.equal(topics.length, 1);
  });

  it("names the step that its run is at, and how the run ended", async () => {
    await using stage = await setStage();
    await live(stage, 30);
    stage.shop.break("stripe");
    await live(stage, 25);
    await stage.fire({ name: "PaymentAuthRateDrop", labels: { gateway: "stripe" } });
    const card = await stage.expectMessage(/^inc-1-/, "Suggested runbook");
    await stage.click("anna", card, "Acknowledge");
    await stage.command("anna", "/runbook run fallback-payment-gateway", /^inc-1-/);
    await stage.expectMessage(/^inc-1-/, /\*Run 1\*.*step \d+ of \d+/);
    await stage.command("anna", "/runbook abort false alarm", /^inc-1-/);
    await stage.expectMessage(/^inc-1-/, /\*Run 1\*.*gateway: aborted/);
    await stage.command("anna", "/incident timeline 3", /^inc-1-/);
    await stage.expectEphemeral("anna", /Run 1, Switch checkout.*ended/);
  });
});
