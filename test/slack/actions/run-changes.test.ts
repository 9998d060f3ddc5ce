// What runs have changed: said at resolve, undone or left on purpose.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shown } from "../slack-bench.ts";
import { atStep, begin, runOf, stepOf, typing } from "./gateway-scene.ts";

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

  it("is undone by a run of its own, which asks before it sends anything", async () => {
    await using scene = await begin();
    await atStep(scene, "watch");
    const open = await typing(scene, "U0ANNA", "undo 3");
    assert.match(open, /Run 1 is still open/);
    assert.match(await typing(scene, "U0ANNA", "done"), /the run goes on/);
    assert.match(await typing(scene, "U0ANNA", "undo 9"), /There is no step 9/);
    assert.match(await typing(scene, "U0ANNA", "undo 1"), /nothing of “Ask the provider” to undo/);
    const listed = await scene.answerTo("U0ANNA", (anna) =>
      anna.command(scene.channel, "/runbook", "undo"),
    );
    assert.match(listed.text, /1 change of INC-1 is still in place/);
    const undone = await scene.answerTo("U0ANNA", (anna) =>
      anna.clickEphemeral(listed.channel, listed.ts, {
        actionId: "change:act.undo.1.switch_cards",
      }),
    );
    assert.match(undone.text, /Run 2 takes it back: it shows what it would send/);
    const { state } = await runOf(scene, 2);
    assert.equal(state.undoOf?.number, 1);
    const twice = await typing(scene, "U0ANNA", "undo run-1 3");
    assert.match(twice, /it is being undone/);
  });

  it("is shown in full: what was sent, and what takes it back", async () => {
    await using scene = await begin();
    await atStep(scene, "watch");
    await typing(scene, "U0ANNA", "done");
    const listed = await scene.answerTo("U0ANNA", (anna) =>
      anna.command(scene.channel, "/incident", "changes"),
    );
    const full = await scene.modalOf("U0ANNA", (anna) =>
      anna.clickEphemeral(listed.channel, listed.ts, {
        actionId: "change:act.show.1.switch_cards",
      }),
    );
    assert.match(full.text, /What was sent.*payu.*How it is taken back.*stripe/s);
  });
});
