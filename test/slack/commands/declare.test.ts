// Declaring, acknowledging, leading and resolving an incident by commands and buttons in a real workspace.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { listTimeline } from "../../../src/storage/timeline.ts";
import { openSlackBench } from "../slack-bench.ts";

describe("/incident new", () => {
  it("with priority and title declares at once and answers with an Edit button", async () => {
    await using slack = await openSlackBench();
    const { ctx } = slack.bench;
    const answer = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new P1 “Card” payments failing"),
    );
    assert.match(answer.text, /You declared P1 INC-1: "Card" payments failing/);
    assert.match(answer.text, /incident:edit/);
    const incident = await findIncidentByNumber(ctx.db, 1);
    assert.equal(incident?.title, '"Card" payments failing');
    assert.deepEqual(incident?.declaredBy, { type: "person", user: "U0ANNA", via: "command" });
  });

  it("without a priority opens the form, filled in with the title", async () => {
    await using slack = await openSlackBench();
    const { ctx } = slack.bench;
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new Search is slow"),
    );
    assert.match(form.text, /"initial_value":"Search is slow"/);
    const done = await slack.modalOf("U0ANNA", (anna) =>
      anna.submitView(form.id, { priority: "P3", impact: "Search takes 9 s" }),
    );
    assert.match(done.text, /INC-1.*is declared/);
    const incident = await findIncidentByNumber(ctx.db, 1);
    assert.equal(incident?.priority, "P3");
    assert.equal(incident?.impact, "Search takes 9 s");
    await slack.settle();
    const room = slack.room(1);
    await slack.eventually(() => {
      const top = slack.slack.state.views("U0ANNA").at(-1);
      return JSON.stringify(top?.content).includes(`Go to <#${room}>`) || undefined;
    });
  });
});

describe("an incident in its channel", () => {
  it("is acknowledged, led and resolved by buttons; the loser of a race is told who and when", async () => {
    await using slack = await openSlackBench();
    const { ctx } = slack.bench;
    await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new p2 Checkout slow"),
    );
    await slack.settle();
    const room = slack.room(1);
    const bob = slack.slack.as("U0BOB");
    await bob.join(room);
    await bob.click(room, slack.card(1).ts, { actionId: "incident:ack" });
    await slack.eventually(
      async () => (await findIncidentByNumber(ctx.db, 1))?.acknowledgedAt ?? undefined,
    );
    await slack.settle();
    const late = await slack.answerTo("U0ANNA", (anna) =>
      anna.click(room, slack.card(1).ts, { actionId: "incident:ack", stale: true }),
    );
    assert.match(
      late.text,
      /INC-1 was acknowledged by <@U0BOB> at \d\d:\d\d:\d\d. Nothing changed/,
    );
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.click(room, slack.card(1).ts, { actionId: "incident:resolve" }),
    );
    const done = await slack.slack
      .as("U0ANNA")
      .submitView(form.id, { summary: "A cache was cold." });
    assert.equal(done.ok, true);
    const closed = await findIncidentByNumber(ctx.db, 1);
    assert.equal(closed?.status, "resolved");
    assert.equal(closed?.closingText, "A cache was cold.");
    const kinds = (await listTimeline(ctx.db, closed?.id ?? "")).map(({ entry }) => entry.kind);
    assert.equal(kinds.filter((kind) => kind === "acknowledged").length, 1);
  });

  it("is led by whom a command names, by handle or mention, from any channel", async () => {
    await using slack = await openSlackBench();
    const say = (text: string) =>
      slack.answerTo("U0ANNA", (anna) => anna.command(slack.general, "/incident", text));
    await say("new p2 Checkout slow");
    assert.match((await say("LEAD inc-1 @bob")).text, /<@U0BOB> leads INC-1 now/);
    assert.match(
      (await say("lead #1 <@U0BOB>")).text,
      /<@U0BOB> leads INC-1 already. Nothing changed/,
    );
    assert.match((await say("lead #1 bobby")).text, /I know nobody called `bobby`/);
  });
});
