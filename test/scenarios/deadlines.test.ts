// Promises of time: what happens when nobody comes, and when an update is late.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setStage, userId } from "../support/stage.ts";

const minutes = (count: number): number => count * 60_000;

describe("a deadline", () => {
  it("to acknowledge pages the next person on call, and says so in the channel", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    await stage.expectDm("anna", "You are paged");
    await stage.clock.forward(minutes(31));
    await stage.expectMessage(/^inc-1-/, /Nobody acknowledged by.*Now paged: /);
    const page = await stage.expectDm("piotr", "You are paged");
    assert.match(JSON.stringify(page.blocks), /you are next on call/);
    await stage.click("piotr", page, "Acknowledge");
    await stage.expectDm("anna", /Acknowledged by <@U0PIOTR>/);
    await stage.expectMessage(/^inc-1-/, /Acknowledged.*by <@U0PIOTR>/s);
  });

  it("for the next update reminds the lead alone, and an update quiets it", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.click("piotr", card, "Take lead");
    await stage.expectMessage(/^inc-1-/, /\*Lead\*.*<@U0PIOTR>/s);
    await stage.clock.forward(minutes(31));
    const reminder = await stage.expectMessage(/^inc-1-/, /status update was promised by/);
    assert.equal(reminder.threadTs, card.ts);
    assert.match(JSON.stringify(reminder.blocks), /<@U0PIOTR>/);
    const rung = stage.slack.state.notifications(userId(stage, "anna"));
    assert.ok(!rung.some(({ ts }) => ts === reminder.ts));
    await stage.command("piotr", "/incident update INC-1 We switch the gateway");
    await stage.expectMessage(/^inc-1-/, /Status update/);
    await stage.clock.forward(minutes(20));
    await stage.command("piotr", "/incident note INC-1 Twenty minutes later");
    await stage.expectEphemeral("piotr", "in the timeline of INC-1");
    assert.equal(
      stage.slack.state.thread(card.channelId, card.ts).length,
      1,
      "no reminder is left",
    );
  });

  it("to find a lead offers the lead in the channel", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.click("anna", card, "Acknowledge");
    await stage.expectMessage(/^inc-1-/, /Acknowledged.*by <@U0ANNA>/s);
    await stage.clock.forward(minutes(6));
    const ask = await stage.expectMessage(/^inc-1-/, "Nobody leads this incident yet");
    await stage.click("piotr", ask, "Take lead");
    await stage.expectMessage(/^inc-1-/, /\*Lead\*.*<@U0PIOTR>/s);
  });
});
