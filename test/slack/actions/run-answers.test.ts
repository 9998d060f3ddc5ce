// The answers to a run that need more than a click, each from Slack to the database and back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunState } from "../../../src/domain/runbook/run.ts";
import type { Clicked, RunEvent } from "../../../src/domain/runbook/run-event.ts";
import { advanceRun } from "../../../src/operations/advance-run.ts";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import type { Message, Use } from "../../../src/rehearsal/slack/types.ts";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { findRunByNumber } from "../../../src/storage/runs.ts";
import { openSlackBench, type SlackBench, shown } from "../slack-bench.ts";

const RUNBOOK = `muster: 1
id: switch-gateway
title: Switch the gateway
owner: group:web-leads
permissions:
  operate: ["user:U0ANNA", "user:U0BOB"]
steps:
  - id: ask
    kind: manual
    title: Ask the provider
    timeout: 30m
    collect:
      ticket: {type: string, label: Their ticket, required: true}
      share: {type: integer, label: Share in percent, min: 1, max: 100, required: true}
  - id: agree
    kind: manual
    title: Agree on it
    timeout: 30m
    approval:
      need: 1
      from: ["user:U0BOB", "user:U0PIOTR"]
      exclude: [starter]
  - id: switch_cards
    kind: http
    title: Switch card traffic
    confirm: type
    connection: routing
    method: PUT
    path: /v1/routes/card
    body: {gateway: payu}
    repeat: safe
    undo: {body: {gateway: stripe}}
  - id: watch
    kind: manual
    title: Watch it
    timeout: 30m
  - {id: over, kind: end, outcome: success}
`;

type Scene = SlackBench & { readonly channel: string };

async function begin(): Promise<Scene> {
  const slack = await openSlackBench({ runbooks: { "switch-gateway": RUNBOOK } });
  await slack.answerTo("U0ANNA", (anna) =>
    anna.command(slack.general, "/incident", "new p2 Checkout slow"),
  );
  await slack.settle();
  const channel = slack.room(1);
  for (const user of ["U0BOB", "U0PIOTR"]) await slack.slack.as(user).join(channel);
  const scene = Object.assign(slack, { channel });
  await typing(scene, "U0ANNA", "run switch-gateway");
  const { isOpen, state } = await runOf(scene);
  assert.equal(isOpen, 1);
  // Nobody here looks at connections: what the preflight would say is said.
  if (state.state === "created") {
    await event(scene, { type: "preflighted", step: "", attempt: 1, findings: [] });
  }
  await slack.settle();
  return scene;
}

const runOf = async ({ bench }: SlackBench, number = 1) => {
  const run = await findRunByNumber(bench.ctx.db, number);
  assert.ok(run, `run ${number} is there`);
  return run;
};

async function typing(scene: Scene, user: string, text: string): Promise<string> {
  const { text: said } = await scene.answerTo(user, (person) =>
    person.command(scene.channel, "/runbook", text),
  );
  return said;
}

async function event(scene: Scene, what: RunEvent): Promise<void> {
  const { id } = await runOf(scene);
  const advanced = await advanceRun(scene.bench.ctx, id, what);
  assert.ok(advanced?.ok, JSON.stringify(advanced));
}

const stepOf = (state: RunState, id: string) => {
  const step = state.steps.find((each) => each.id === id);
  assert.ok(step, `step ${id}`);
  return step;
};

/** As somebody who did it in the engine: the way there is another test's matter. */
async function did(scene: Scene, action: Clicked["action"], more: Partial<Clicked> = {}) {
  const { state } = await runOf(scene);
  const { id, attempt } = stepOf(state, state.cursor ?? "");
  const by = { id: "U0ANNA", name: "Anna" };
  await event(scene, { type: "clicked", step: id, attempt, action, by, ...more });
}

async function atStep(scene: Scene, step: "agree" | "switch_cards" | "watch"): Promise<void> {
  await did(scene, "done", { values: { ticket: "T1", share: 10 } });
  if (step === "agree") return await scene.settle();
  const bob = { id: "U0BOB", name: "Bob" };
  await did(scene, "approve", { by: bob });
  await did(scene, "done");
  if (step === "watch") {
    await did(scene, "run", { typed: "switch_cards" });
    const { state } = await runOf(scene);
    const { attempt, effect } = stepOf(state, "switch_cards");
    const at = { step: "switch_cards", attempt, send: effect?.sends ?? 0 };
    await event(scene, { type: "effect-sent", ...at });
    await event(scene, { type: "effect-answered", ...at, answer: { status: 200, json: {} } });
  }
  await scene.settle();
}

function runMessage({ slack, channel }: Scene, number = 1): Message {
  const message = slack.state
    .messages(channel)
    .findLast(({ blocks }) => JSON.stringify(blocks).includes(`"{\\"v\\":1,\\"r\\":${number},`));
  assert.ok(message, `run ${number} has a message with buttons`);
  return message;
}

const press = (scene: Scene, user: string, use: Use) =>
  scene.slack.as(user).click(scene.channel, runMessage(scene).ts, use);

const formOf = async (scene: Scene, user: string, use: Use) =>
  await scene.modalOf(user, async () => await press(scene, user, use));

const answerOf = async (scene: Scene, user: string, use: Use) =>
  (await scene.answerTo(user, async () => await press(scene, user, use))).text;

/** An entry of the menu beside the buttons. */
function entry(scene: Scene, code: string): Use {
  const options = runMessage(scene).blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((each) => (each.type === "overflow" ? each.options : []))
      : [],
  );
  const option = options.find(({ value }) => value?.includes(`"${code}"`));
  assert.ok(option?.value, `${code} among ${JSON.stringify(options)}`);
  return { actionId: "run:more", selectedOption: option.value };
}

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
    assert.match(late, /<@U0BOB> approved it at \d\d:\d\d:\d\d. Nothing changed/);
    const { state } = await runOf(scene);
    assert.equal(stepOf(state, "agree").approval?.votes.length, 1);
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
    assert.match(again, /Nothing changed|cannot deny/);
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
    assert.match(refused, /Only the incident's incident commander can override an approval/);
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
    const guest = await anna.submitView(form.id, { to: "U0GUEST", what: "ask" });
    assert.match(JSON.stringify(guest), /cannot act in Muster/);
    assert.equal((await anna.submitView(form.id, { to: "U0BOB", what: "ask" })).ok, true);
    assert.match(await typing(scene, "U0ANNA", "assign 4 @piotr"), /Assigned/);
    assert.match(await typing(scene, "U0ANNA", "assign 9 @piotr"), /no step 9; the run has 5/);
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
    assert.match(await typing(scene, "U0ANNA", "status"), /Paused.*Switch card traffic/s);
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
    for (const [user, why] of [
      ["U0PIOTR", /Only <@U0ANNA> or <@U0BOB> can answer this run/],
      ["U0GUEST", /Guests can read incidents but not act/],
    ] as const) {
      if (user === "U0GUEST") scene.slack.as(user);
      const said = await scene.answerTo(user, async (person) => {
        if (user === "U0GUEST")
          return await person.command(scene.general, "/runbook", "done run-1");
        return await person.click(scene.channel, ts, { actionId: "run:act.done" });
      });
      assert.match(said.text, why);
      assert.deepEqual(scene.slack.state.views(user), []);
    }
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
});

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
