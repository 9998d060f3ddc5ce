// Alerts over an incident's life: recovering, firing again, and words that mean harm.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setStage, until, userId } from "../support/stage.ts";

describe("an alert", () => {
  it("that recovered closes nothing; firing again after the end it reopens the incident and pages", async () => {
    await using stage = await setStage();
    const alert = { name: "PaymentAuthRateDrop", labels: { gateway: "stripe" } } as const;
    await stage.fire(alert);
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.click("anna", card, "Acknowledge");
    await stage.fire({ ...alert, status: "resolved" });
    await stage.expectMessage(/^inc-1-/, "All linked alerts have recovered");
    await stage.expectMessage("incidents", /Investigating/);
    await stage.command("anna", "/incident resolve INC-1 Stripe is back");
    await stage.expectMessage("incidents", /Resolved/);
    await stage.clock.forward(5 * 60_000);
    await stage.fire({ ...alert, startsAt: stage.clock.now() });
    await stage.expectMessage(/^inc-1-/, /INC-1 is open again/);
    await stage.expectDm("anna", /come back/);
    await stage.expectMessage("incidents", /INC-1.*Investigating/s);
    stage.expectNoMessage("incidents", /INC-2/);
  });

  it("calls nobody, links nowhere and hides nothing, whatever its words are", async () => {
    await using stage = await setStage();
    const evil = "<!channel> <@U0OLA> @everyone *bold* <http://evil.example|your bank> `x`";
    await stage.fire({
      name: "PaymentAuthRateDrop",
      labels: { gateway: evil },
      annotations: { summary: evil, description: `${evil}\n${"x".repeat(5_000)}` },
    });
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    const announcement = await stage.expectMessage("incidents", "INC-1");
    await stage.expectDm("anna", "You are paged");
    for (const { text, blocks } of [card, announcement]) {
      const all = `${text}${JSON.stringify(blocks.filter(({ type }) => type === "section"))}`;
      assert.doesNotMatch(all, /<!channel>|<@U0OLA>|<http:\/\/evil/);
    }
    const rung = (name: string) => stage.slack.state.notifications(userId(stage, name));
    assert.deepEqual(rung("ola"), []);
    assert.ok(!rung("anna").some(({ reason }) => reason === "channel" || reason === "everyone"));
    const room = stage.slack.state.channel(card.channelId);
    assert.match(room?.name ?? "", /^inc-1-[a-z0-9-]+$/);
    await until(() => room !== undefined && pinned(), "the pinned card");
    function pinned(): boolean {
      return (
        stage.slack.state.channel(card.channelId)?.pins.some(({ ts }) => ts === card.ts) ?? false
      );
    }
  });
});
