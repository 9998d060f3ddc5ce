// The shipped runbook against the sample shop, from the suggestion to the end, as the responder sees it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Stage, setStage, until } from "../support/stage.ts";

const seconds = (count: number): number => count * 1_000;

/** The shop lives on the stage's clock: a second of both at a time. */
async function live(stage: Stage, howLong: number): Promise<void> {
  for (let passed = 0; passed < howLong; passed += 1) {
    await stage.clock.forward(seconds(1));
    await stage.shop.tick(1);
  }
}

describe("the fallback payment gateway", () => {
  it("is switched to step by step, verified, held, announced, and ends in a post-mortem", async () => {
    await using stage = await setStage();
    await live(stage, 30);
    stage.shop.break("stripe");
    await live(stage, 25);
    await stage.fire({
      name: "PaymentAuthRateDrop",
      labels: { gateway: "stripe" },
      annotations: { value: "12.1", baseline: "94.2" },
    });
    const card = await stage.expectMessage(/^inc-1-/, /Suggested runbook/);
    await stage.click("anna", card, "Acknowledge");
    await stage.command("anna", "/incident lead", /^inc-1-/);
    await stage.command("anna", "/runbook run fallback-payment-gateway", /^inc-1-/);
    const run = await stage.expectMessage(/^inc-1-/, "Move 100 %");
    await stage.click("anna", run, "Move 100 %");
    await stage.expectMessage(/^inc-1-/, /Run step|"Run"/);
    await stage.click("anna", run, "Run");
    await until(() => stage.shop.routes().stripe.fallback_pct === 100, "the switch");
    await stage.expectMessage(/^inc-1-/, /5 \*?Payments authorize again/);
    await live(stage, 150);
    await stage.expectMessage(/^inc-1-/, /Reconcile/);
    const changes = stage.shop.log().filter(({ changed }) => changed);
    assert.equal(changes.length, 1);
  });
});
