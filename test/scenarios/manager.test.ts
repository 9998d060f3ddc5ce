// A manager who follows and does not type: what she reads, and how much of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Stage, setStage, userId } from "../support/stage.ts";

/** The texts of the direct messages that Muster sent this person. */
function dmsOf(stage: Stage, user: string): readonly string[] {
  const { state } = stage.slack;
  return state.channels
    .filter(({ kind, members }) => kind === "im" && members.includes(userId(stage, user)))
    .flatMap(({ id }) => state.messages(id))
    .map(({ text }) => text);
}

describe("a manager who follows", () => {
  it("is told so where she clicked, though people have answered in the announcement's thread", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const announcement = await stage.expectMessage("incidents", "INC-1");
    const { channelId, ts } = announcement;
    await stage.slack.as(userId(stage, "bea")).say(channelId, "Do you need me?", ts);
    await stage.click("ola", announcement, "Follow");
    const answer = await stage.expectEphemeral("ola", "You follow INC-1");
    assert.equal(answer.threadTs, undefined);
    await stage.click("ola", announcement, "Follow");
    await stage.expectEphemeral("ola", "You follow INC-1 already");
  });

  it("gets updates and the end by direct message, and nothing technical in between", async () => {
    await using stage = await setStage();
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const announcement = await stage.expectMessage("incidents", "INC-1");
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.click("ola", announcement, "Follow");
    await stage.expectEphemeral("ola", "You follow INC-1");
    await stage.click("anna", card, "Acknowledge");
    await stage.command("anna", "/incident note INC-1 Called Stripe");
    await stage.command("anna", "/incident update INC-1 Cards go through PayU");
    const update = await stage.expectDm("ola", "Cards go through PayU");
    assert.match(JSON.stringify(update.blocks), /Next update by/);
    await stage.expectMessage("incidents", /Latest.*Cards go through PayU/);
    await stage.command("anna", "/incident resolve INC-1 Stripe is back");
    await stage.expectDm("ola", "Stripe is back");
    await stage.expectMessage("incidents", /Resolved.*after/);
    assert.equal(dmsOf(stage, "ola").length, 2);
  });

  it("hears nothing more once she unfollowed", async () => {
    await using stage = await setStage();
    await stage.command("marek", "/incident new p2 Search is slow");
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.command("ola", "/incident follow INC-1");
    await stage.expectEphemeral("ola", "You follow INC-1");
    await stage.command("ola", "/incident unfollow INC-1");
    await stage.expectEphemeral("ola", "You follow INC-1 no more");
    await stage.click("anna", card, "Acknowledge");
    await stage.command("anna", "/incident update INC-1 A node is rebuilt");
    await stage.expectMessage("incidents", "A node is rebuilt");
    await stage.expectMessage(/^inc-1-/, /Status update/);
    assert.deepEqual(dmsOf(stage, "ola"), []);
  });
});
