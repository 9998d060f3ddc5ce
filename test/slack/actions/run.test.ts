// A runbook is started, answered and ended by the people of an incident.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findRunByNumber } from "../../../src/storage/runs.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

const RUNBOOK = `muster: 1
id: clear-cache
title: Clear the checkout's cache
owner: group:payments-leads
review_by: 2020-01-31
inputs:
  region:
    label: Region
    type: enum
    values: [eu, us]
    required: true
  share:
    label: Share of nodes
    type: integer
    min: 1
    max: 100
    default: 10
    required: true
steps:
  - id: tell
    kind: manual
    title: Tell support
    timeout: 10m
  - id: which
    kind: choice
    title: Which part?
    timeout: 10m
    options:
      - value: half
        label: Half of it
      - value: all
        label: All of it
  - id: look
    kind: manual
    title: Look whether it helped in {{ inputs.region }}
    timeout: 10m
  - id: over
    kind: end
    outcome: success
`;

async function begin(): Promise<SlackBench & { readonly channel: string }> {
  const slack = await openSlackBench({ runbooks: { "clear-cache": RUNBOOK } });
  await slack.answerTo("U0ANNA", (anna) =>
    anna.command(slack.general, "/incident", "new p2 Checkout slow"),
  );
  await slack.settle();
  return Object.assign(slack, { channel: slack.room(1) });
}

const runOf = async (slack: SlackBench) => {
  const run = await findRunByNumber(slack.bench.ctx.db, 1);
  assert.ok(run, "there is a run");
  return run;
};

function runMessage(slack: SlackBench, channel: string) {
  const message = slack.slack.state
    .messages(channel)
    .find(({ blocks }) => JSON.stringify(blocks).includes("run:act"));
  assert.ok(message, "the run has a message with buttons");
  return message;
}

describe("a runbook", () => {
  it("is picked on the card, asks for its inputs and says what is wrong under them", async () => {
    await using slack = await begin();
    const pick = await slack.modalOf("U0ANNA", (anna) =>
      anna.click(slack.channel, slack.card(1).ts, { actionId: "runbook:pick" }),
    );
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.submitView(pick.id, { runbook: "clear-cache" }),
    );
    assert.match(form.text, /Its review was due on 2020-01-31/);
    assert.match(form.text, /"initial_value":"10"/);
    const wrong = await slack.slack
      .as("U0ANNA")
      .submitView(form.id, { in_region: "eu", in_share: "400" });
    assert.equal(wrong.ok, false);
    assert.deepEqual(Object.keys((wrong.ok ? {} : wrong.errors) ?? {}), ["in_share"]);
    const right = await slack.slack
      .as("U0ANNA")
      .submitView(form.id, { in_region: "eu", in_share: "25" });
    assert.equal(right.ok, true, JSON.stringify(right));
    assert.deepEqual((await runOf(slack)).state.inputs, { region: "eu", share: 25 });
  });

  it("goes on by buttons: done, skipped with a reason, and the slower of two is told", async () => {
    await using slack = await begin();
    const { channel } = slack;
    const started = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(channel, "/runbook", "run clear-cache region=us"),
    );
    assert.match(started.text, /clear-cache runs in INC-1/);
    await slack.settle();
    const anna = slack.slack.as("U0ANNA");
    await anna.click(channel, runMessage(slack, channel).ts, { actionId: "run:act.done" });
    await slack.eventually(async () => (await runOf(slack)).state.cursor === "which" || undefined);
    await slack.settle();
    await slack.slack.as("U0BOB").join(channel);
    const late = await slack.answerTo("U0BOB", (bob) =>
      bob.click(channel, runMessage(slack, channel).ts, { actionId: "run:act.done", stale: true }),
    );
    assert.match(late.text, /<@U0ANNA> marked it done at \d\d:\d\d:\d\d. Nothing changed/);
    await anna.click(channel, runMessage(slack, channel).ts, { actionId: "run:act.choose.half" });
    await slack.eventually(async () => (await runOf(slack)).state.cursor === "look" || undefined);
    await slack.settle();
    const why = await slack.modalOf("U0BOB", (bob) =>
      bob.click(channel, runMessage(slack, channel).ts, { actionId: "run:act.skip" }),
    );
    assert.match(why.text, /Why is it skipped\?/);
    const skipped = await slack.slack.as("U0BOB").submitView(why.id, { note: "graphs are down" });
    assert.equal(skipped.ok, true);
    const { state } = await runOf(slack);
    assert.equal(state.state, "completed");
    assert.equal(state.outcome, "success_with_skips");
  });

  it("goes on by commands, and ends by one", async () => {
    await using slack = await begin();
    const typing = async (text: string) => {
      const { text: said } = await slack.answerTo("U0ANNA", (anna) =>
        anna.command(slack.channel, "/runbook", text),
      );
      return said;
    };
    assert.match(await typing("list"), /clear-cache.*Clear the checkout's cache \(3 steps\)/);
    assert.match(
      await typing("show clear-cach"),
      /no runbook clear-cach.*Did you mean clear-cache/,
    );
    assert.match(await typing("show clear-cache"), /1\. _manual_ Tell support/);
    assert.match(await typing("run clear-cache region=us"), /clear-cache runs in INC-1/);
    assert.match(await typing("done 3"), /Step 3 is not the current one; the run is at step 1/);
    assert.match(await typing("done 1 told Ola"), /Noted; the run goes on/);
    assert.match(await typing("done"), /You cannot mark it done now. You can choose/);
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.channel, "/runbook", "abort"),
    );
    assert.match(form.text, /Why is the run ended\?/);
    assert.match(await typing("abort it healed by itself"), /The run is ended/);
    assert.match(
      await typing("done"),
      /No runbook runs in INC-1. The last one, clear-cache, ended/,
    );
    const { state } = await runOf(slack);
    assert.equal(state.state, "aborted");
    assert.equal(state.steps[0]?.decisions[0]?.note, "told Ola");
    const unread = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.channel, "/runbook", "run clear-cache us"),
    );
    assert.match(unread.text, /⚠ us: Write inputs as name=value/);
    const wrong = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.channel, "/runbook", "run clear-cache region=mars"),
    );
    assert.match(wrong.text, /region `mars`: Take one of eu, us/);
  });
});
