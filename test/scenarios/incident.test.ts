// One incident from the first alert to the post-mortem, as the people in it see it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setStage, until, userId } from "../support/stage.ts";

describe("an incident", () => {
  it("is announced, gets its channel with a pinned card, and pages the person on call", async () => {
    await using stage = await setStage();
    const answer = await stage.fire({ name: "PaymentAuthRateDrop", labels: { gateway: "stripe" } });
    assert.equal(answer.status, 202);
    await stage.expectMessage("incidents", /P1.*INC-1/);
    const card = await stage.expectMessage(/^inc-1-/, /INC-1/);
    const page = await stage.expectDm("anna", /INC-1/);
    assert.ok(page);
    const channel = () => stage.slack.state.channel(card.channelId);
    await until(
      () => channel()?.members.includes(userId(stage, "anna")) ?? false,
      "Anna to be invited",
    );
    await until(() => channel()?.pins.some(({ ts }) => ts === card.ts) ?? false, "the pinned card");
    assert.match(JSON.stringify(card.blocks), /Acknowledge/);
  });

  it("is acknowledged by a click on the card; the page says so too; a second click changes nothing", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await stage.expectMessage(/^inc-1-/, /INC-1/);
    await stage.expectDm("anna", /INC-1/);
    await stage.click("anna", card, "Acknowledge");
    await stage.expectMessage(/^inc-1-/, /[Aa]cknowledged/);
    await stage.expectDm("anna", /[Aa]cknowledged/);
    await stage.command("piotr", "/incident ack INC-1");
    await stage.expectEphemeral("piotr", /already|was acknowledged/);
  });
});
