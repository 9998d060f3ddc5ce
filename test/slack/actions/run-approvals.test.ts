// Approvals: who may vote, what counts, what is overridden.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import {
  answerOf,
  atStep,
  begin,
  entry,
  formOf,
  press,
  runMessage,
  runOf,
  stepOf,
  typing,
} from "./gateway-scene.ts";

describe("an approval", () => {
  it("counts once, by whoever may, and tells everybody else why not", async () => {
    await using scene = await begin();
    await atStep(scene, "agree");
    assert.match(await answerOf(scene, "U0ANNA", { actionId: "run:act.approve" }), /Only .*U0BOB/);
    const denied = await typing(scene, "U0ANNA", "deny");
    assert.match(denied, /Only <@U0BOB> or <@U0PIOTR> can approve this step/);
    await press(scene, "U0BOB", { actionId: "run:act.approve" });
    await scene.eventually(async () => {
      const { state } = await runOf(scene);
      return stepOf(state, "agree").approval?.state === "granted" || undefined;
    });
    const late = await answerOf(scene, "U0PIOTR", { actionId: "run:act.approve", stale: true });
    assert.match(late, /approved by <@U0BOB> at \d\d:\d\d:\d\d. It needs no further vote/);
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "agree").approval?.votes.length, 1);
  });

  it("is given in the message to each approver, which then says how it ended", async () => {
    await using scene = await begin();
    await atStep(scene, "agree");
    const { state } = scene.slack;
    const dm = state.channels.find(
      ({ kind, members }) => kind === "im" && members.includes("U0BOB"),
    );
    const asked = dm && state.messages(dm.id).at(-1);
    assert.ok(dm && asked, "Bob was asked by direct message");
    const bob = scene.slack.as("U0BOB");
    const before = state.ephemerals("U0BOB").length;
    await bob.click(dm.id, asked.ts, { actionId: "run:act.approve" });
    await scene.eventually(async () => {
      const { state: run } = await runOf(scene);
      return stepOf(run, "agree").approval?.state === "granted" || undefined;
    });
    await scene.settle();
    assert.match(JSON.stringify(state.message(dm.id, asked.ts)?.blocks), /✅ \*Approved\*/);
    assert.equal(state.ephemerals("U0BOB").length, before, "the message itself says it");
    const again = await scene.answerTo("U0BOB", (person) =>
      person.click(dm.id, asked.ts, { actionId: "run:act.approve", stale: true }),
    );
    assert.match(again.text, /approved/);
  });

  it("of the same person fifty times over is one vote", async () => {
    await using scene = await begin();
    await atStep(scene, "agree");
    const { ts } = runMessage(scene);
    const bob = scene.slack.as("U0BOB");
    const use = { actionId: "run:act.approve", stale: true };
    await Promise.all(Array.from({ length: 50 }, () => bob.click(scene.channel, ts, use)));
    await scene.eventually(() => scene.slack.state.ephemerals("U0BOB").length >= 49 || undefined);
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "agree").approval?.votes.length, 1);
    assert.equal(state.cursor, "agree");
  });

  it("by command is given after all of it was shown; a no needs no form", async () => {
    await using scene = await begin();
    await atStep(scene, "agree");
    const form = await scene.modalOf("U0BOB", (bob) =>
      bob.command(scene.general, "/runbook", "approve 1"),
    );
    assert.match(form.text, /Agree on it.*Your approval is for exactly this/);
    assert.equal((await scene.slack.as("U0BOB").submitView(form.id, { note: "ok" })).ok, true);
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "agree").approval?.state, "granted");
    const again = await typing(scene, "U0PIOTR", "deny 1 not now");
    assert.match(again, /approved by <@U0BOB>/);
  });

  it("that is denied says why, and is overridden by the lead only, with a reason", async () => {
    await using scene = await begin();
    await atStep(scene, "agree");
    const form = await formOf(scene, "U0BOB", { actionId: "run:act.deny" });
    assert.match(form.text, /One no is enough/);
    const no = await scene.slack.as("U0BOB").submitView(form.id, { note: "too early" });
    assert.equal(no.ok, true, JSON.stringify(no));
    await scene.settle();
    const { state } = await runOf(scene);
    assert.deepEqual(stepOf(state, "agree").reason, {
      code: "denied",
      by: { id: "U0BOB", name: "Bob Test" },
      note: "too early",
    });
    const refused = await answerOf(scene, "U0BOB", entry(scene, "bg"));
    assert.match(refused, /Only the incident's lead can go on without the approval/);
    const incident = await findIncidentByNumber(scene.bench.ctx.db, 1);
    assert.ok(incident);
    const lead = { kind: "assign-lead", user: "U0BOB" } as const;
    await changeIncident(scene.bench.as("U0BOB"), incident.id, lead);
    const override = await formOf(scene, "U0BOB", entry(scene, "bg"));
    assert.match(override.text, /marked in the post-mortem/);
    const bob = scene.slack.as("U0BOB");
    assert.equal((await bob.submitView(override.id, { note: "cards are down" })).ok, true);
    const { state: after } = await runOf(scene);
    assert.equal(stepOf(after, "agree").approval?.brokenGlass?.why, "cards are down");
  });
});
