// What runs have changed: said at resolve, undone or left on purpose.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shown } from "../slack-bench.ts";
import { atStep, begin, runOf, stepOf } from "./gateway-scene.ts";

describe("what a run has changed", () => {
  it("is said before and after an incident is resolved, and left on purpose with an owner", async () => {
    await using scene = await begin();
    await atStep(scene, "watch");
    const form = await scene.modalOf("U0ANNA", (anna) =>
      anna.command(scene.channel, "/incident", "resolve"),
    );
    assert.match(form.text, /1 change is still in place.*Switch card traffic/s);
    const anna = scene.slack.as("U0ANNA");
    assert.equal((await anna.submitView(form.id, { summary: "PayU it is" })).ok, true);
    const after = scene.slack.state.views("U0ANNA").at(-1);
    assert.ok(after, "the form stays to ask");
    assert.match(shown(after), /INC-1 is resolved.*still in place.*Switch card traffic/s);
    const leave = await scene.modalOf("U0ANNA", (person) =>
      person.clickInView(after.id, { actionId: "change:act.leave.1.switch_cards" }),
    );
    assert.match(leave.text, /becomes an action item/);
    const left = await anna.submitView(leave.id, {
      reason: "Stripe is down for the weekend",
      owner: "U0BOB",
      due: "2026-11-30",
    });
    assert.equal(left.ok, true, JSON.stringify(left));
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "switch_cards").undo?.state, "left");
    const none = await scene.answerTo("U0ANNA", (person) =>
      person.command(scene.channel, "/incident", "changes"),
    );
    assert.match(none.text, /dealt with/);
  });
});
