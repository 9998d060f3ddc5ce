// What the public will read is seen before it is published, and seen again where somebody changed it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shown } from "../slack-bench.ts";
import { begin, formOf, runOf, stepOf } from "./gateway-scene.ts";

const START = 'run tell-customers what="Paying <by card> & app"';

describe("a text for the status page", () => {
  it("is published as it was shown", async () => {
    await using scene = await begin(START);
    const form = await formOf(scene, "U0ANNA", { actionId: "run:act.run" });
    assert.match(form.text, /It goes to the incident channel and the public status page/);
    assert.match(form.text, /\*payments\*: degraded/);
    assert.match(form.text, /"text":"Paying <by card> & app is slow. We are on it."/);
    const sent = await scene.slack.as("U0ANNA").submitView(form.id, {});
    assert.equal(sent.ok, true, JSON.stringify(sent));
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "say").state, "succeeded");
    assert.equal(stepOf(state, "say").announcement?.editedBy, undefined);
  });

  it("that somebody changed is shown once more before it goes out", async () => {
    await using scene = await begin(START);
    const anna = scene.slack.as("U0ANNA");
    const form = await formOf(scene, "U0ANNA", { actionId: "run:act.run" });
    const text = "Card payments are slow.\nPayPal <works> & so does the <!channel> app.";
    assert.equal((await anna.submitView(form.id, { text })).ok, true);
    const again = scene.slack.state.views("U0ANNA").at(-1);
    assert.ok(again, "the form stays to show it");
    assert.match(shown(again), /You changed it\. Customers will read now/);
    assert.equal(stepOf((await runOf(scene)).state, "say").state, "ready", "nothing went out yet");
    const sent = await anna.submitView(again.id, {});
    assert.equal(sent.ok, true, JSON.stringify(sent));
    assert.deepEqual(scene.slack.state.views("U0ANNA"), [], "the form is closed");
    const { announcement, state } = stepOf((await runOf(scene)).state, "say");
    assert.equal(state, "succeeded");
    assert.equal(announcement?.editedBy?.id, "U0ANNA");
    assert.match(
      announcement?.text ?? "",
      /PayPal &lt;works&gt; &amp; so does the &lt;!channel&gt;/,
    );
  });
});
