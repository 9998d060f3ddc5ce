// The answers to a run that need more than a click, each from Slack to the database and back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shown } from "../slack-bench.ts";
import {
  answerOf,
  atStep,
  begin,
  declare,
  entry,
  formOf,
  press,
  runMessage,
  runOf,
  stepOf,
  tell,
  typing,
} from "./gateway-scene.ts";

describe("a step that collects values", () => {
  it("asks for them when it is done, and says under the field what is wrong", async () => {
    await using scene = await begin();
    const form = await formOf(scene, "U0ANNA", { actionId: "run:act.done" });
    assert.match(form.text, /Their ticket.*Share in percent/);
    const anna = scene.slack.as("U0ANNA");
    const wrong = await anna.submitView(form.id, { in_ticket: "T-1", in_share: "400" });
    assert.ok(!wrong.ok && wrong.errors);
    assert.deepEqual(Object.keys(wrong.errors), ["in_share"]);
    assert.match(wrong.errors["in_share"] ?? "", /100/);
    const right = await anna.submitView(form.id, { in_ticket: "T-1", in_share: "40" });
    assert.equal(right.ok, true, JSON.stringify(right));
    const { state } = await runOf(scene);
    assert.deepEqual(stepOf(state, "ask").output, { ticket: "T-1", share: 40 });
    assert.equal(state.cursor, "agree");
  });

  it("asks the same of a command, and keeps its note", async () => {
    await using scene = await begin();
    const form = await scene.modalOf("U0ANNA", (anna) =>
      anna.command(scene.channel, "/runbook", "done 1 they know"),
    );
    assert.match(form.text, /they know/);
    const filled = { in_ticket: "T-1", in_share: "40", note: "they know" };
    assert.equal((await scene.slack.as("U0ANNA").submitView(form.id, filled)).ok, true);
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "ask").decisions[0]?.note, "they know");
  });
});

describe("a step that wants a second look", () => {
  it("runs only where its name was typed, below what will be sent", async () => {
    await using scene = await begin();
    await atStep(scene, "switch_cards");
    const form = await formOf(scene, "U0ANNA", { actionId: "run:act.run" });
    assert.match(form.text, /PUT \/v1\/routes\/card on routing.*payu.*Type `switch_cards`/);
    const anna = scene.slack.as("U0ANNA");
    const wrong = await anna.submitView(form.id, { typed: "switch" });
    assert.ok(!wrong.ok);
    assert.match(wrong.errors?.["typed"] ?? "", /You typed “switch”. Type switch_cards exactly/);
    assert.equal((await runOf(scene)).state.steps[2]?.state, "ready");
    assert.equal((await anna.submitView(form.id, { typed: "Switch_cards" })).ok, true);
    assert.equal((await runOf(scene)).state.steps[2]?.state, "running");
  });
});

describe("a run", () => {
  it("is given to somebody, a step or the whole of it", async () => {
    await using scene = await begin();
    const form = await formOf(scene, "U0ANNA", entry(scene, "as"));
    assert.match(form.text, /1\. Ask the provider.*The whole run/);
    const anna = scene.slack.as("U0ANNA");
    assert.equal((await anna.submitView(form.id, { to: "U0BOB", what: "ask" })).ok, true);
    assert.match(await typing(scene, "U0ANNA", "assign 4 @piotr"), /Assigned/);
    assert.match(await typing(scene, "U0ANNA", "assign 9 @piotr"), /no step 9; the run has 4/);
    assert.match(await typing(scene, "U0ANNA", "hand-over @bob"), /Assigned/);
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "ask").assignee?.to.id, "U0BOB");
    assert.equal(stepOf(state, "watch").assignee?.to.id, "U0PIOTR");
    assert.equal(state.assignee?.to.id, "U0BOB");
  });

  it("stands still while it is paused, and says who paused it", async () => {
    await using scene = await begin();
    await atStep(scene, "switch_cards");
    await press(scene, "U0BOB", entry(scene, "pa"));
    await scene.eventually(async () => (await runOf(scene)).state.hold !== undefined || undefined);
    const held = await answerOf(scene, "U0ANNA", { actionId: "run:act.run", stale: true });
    assert.match(held, /<@U0BOB> paused the run at/);
    assert.match(
      await typing(scene, "U0ANNA", "status"),
      /Step 3 of 4: \*Switch card traffic\*.*Paused/s,
    );
    assert.match(await typing(scene, "U0ANNA", "resume"), /The run goes on/);
    assert.equal((await runOf(scene)).state.hold, undefined);
  });

  it("asks what becomes of its changes when it is aborted", async () => {
    await using scene = await begin();
    await atStep(scene, "watch");
    const form = await scene.modalOf("U0ANNA", (anna) =>
      anna.command(scene.channel, "/runbook", "abort wrong gateway"),
    );
    assert.match(
      form.text,
      /It has changed one thing.*Switch card traffic.*wrong gateway|wrong gateway/,
    );
    assert.match(form.text, /Undo all.*Leave as is/);
    const anna = scene.slack.as("U0ANNA");
    const undone = await anna.submitView(form.id, { note: "wrong gateway", fate: "roll-back" });
    assert.equal(undone.ok, true, JSON.stringify(undone));
    const { state } = await runOf(scene);
    assert.equal(state.state, "rolling_back");
    assert.equal(state.added?.length, 1);
  });

  it("takes answers from nobody who may not, and opens no form for them", async () => {
    await using scene = await begin();
    const { ts } = runMessage(scene);
    const stranger = await scene.answerTo("U0PIOTR", (piotr) =>
      piotr.click(scene.channel, ts, { actionId: "run:act.done" }),
    );
    assert.match(stranger.text, /Only <@U0ANNA> or <@U0BOB> can answer this run/);
    assert.deepEqual(scene.slack.state.views("U0PIOTR"), []);
    // Whom Slack calls a guest is asked of it again after an hour.
    await scene.bench.clock.forward(3_600_001);
    const guest = await scene.answerTo("U0GUEST", (gustav) =>
      gustav.command(scene.general, "/runbook", "done run-1"),
    );
    assert.match(guest.text, /Guests can read incidents but not act/);
    assert.deepEqual(scene.slack.state.views("U0GUEST"), []);
    assert.equal((await runOf(scene)).state.cursor, "ask");
  });

  it("is found from anywhere by its number, and by a question elsewhere", async () => {
    await using scene = await begin();
    const asked = await scene.answerTo("U0ANNA", (anna) =>
      anna.command(scene.general, "/runbook", "skip not needed"),
    );
    assert.match(asked.text, /Which run\?.*runbook skip run-1 not needed/);
    const typo = await typing(scene, "U0ANNA", "skpi 1 not needed");
    assert.match(typo, /I don't know `skpi`. Nothing was executed/);
    assert.equal((await runOf(scene)).state.cursor, "ask");
    await scene.answerTo("U0ANNA", (anna) =>
      anna.clickEphemeral(asked.channel, asked.ts, { actionId: "command:use.1" }),
    );
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "ask").state, "skipped");
    assert.equal(stepOf(state, "ask").decisions[0]?.note, "not needed");
    const none = await scene.answerTo("U0ANNA", (anna) =>
      anna.command(scene.general, "/runbook", "pause run-9"),
    );
    assert.match(none.text, /There is no run run-9/);
  });

  it("that would meet trouble is started only by somebody who says so", async () => {
    await using scene = await declare();
    const said = await typing(scene, "U0ANNA", "run switch-gateway");
    assert.match(said, /looks at its connections first, then it runs in INC-1/);
    const findings = [{ connection: "routing", message: "It says 401.", steps: ["switch_cards"] }];
    await tell(scene, { type: "preflighted", step: "", attempt: 1, findings });
    await scene.settle();
    assert.match(shown(runMessage(scene)), /It says 401/);
    await press(scene, "U0BOB", { actionId: "run:act.look-again" });
    await scene.eventually(async () => {
      const { state } = await runOf(scene);
      return state.preflight?.attempt === 2 || undefined;
    });
    await tell(scene, { type: "preflighted", step: "", attempt: 2, findings });
    await scene.settle();
    assert.match(await typing(scene, "U0ANNA", "status"), /not started yet/);
    await press(scene, "U0BOB", { actionId: "run:act.start-anyway" });
    await scene.eventually(async () => (await runOf(scene)).state.state === "running" || undefined);
    const late = await answerOf(scene, "U0ANNA", { actionId: "run:act.cancel", stale: true });
    assert.match(late, /<@U0BOB> started the run anyway/);
  });
});
