// The same incident over Socket Mode: no request URL, every click by a connection that Muster opened.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setStage, until, userId } from "../support/stage.ts";

describe("an incident over Socket Mode", () => {
  it("is acknowledged, led, updated by a form and resolved as over HTTP", async () => {
    await using stage = await setStage({ mode: "socket" });
    stage.slack.deliverTo(undefined);
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await stage.click("anna", card, "Acknowledge");
    await stage.expectMessage(/^inc-1-/, /Acknowledged.*by <@U0ANNA>/s);
    await stage.click("anna", card, "Take lead");
    await stage.expectMessage(/^inc-1-/, /\*Lead\*.*<@U0ANNA>/s);
    await stage.click("anna", card, "Post update");
    const anna = userId(stage, "anna");
    await until(() => stage.slack.state.views(anna).length > 0, "the form");
    const [form] = stage.slack.state.views(anna);
    assert.ok(form);
    const sent = await stage.slack
      .as(anna)
      .submitView(form.id, { text: "Cards go through PayU", next: "15" });
    assert.ok(sent.ok, JSON.stringify(sent));
    await stage.expectMessage("incidents", "Cards go through PayU");
    await stage.command("anna", "/incident resolve INC-1 Stripe is back");
    await stage.expectMessage("incidents", /Resolved/);
  });
});
