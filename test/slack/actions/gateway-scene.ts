// A run that switches a gateway, in a Slack where people click, type and fill in forms.
import assert from "node:assert/strict";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { Clicked, RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import { advanceRun } from "../../../src/operations/advance-run.ts";
import type { Message, Use } from "../../../src/rehearsal/slack/types.ts";
import { findRunByNumber } from "../../../src/storage/runs.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

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

const TELL = `muster: 1
id: tell-customers
title: Tell customers
owner: group:web-leads
inputs:
  what: {type: string, label: What is slow, required: true}
steps:
  - id: say
    kind: announce
    title: Say it
    to: [incident, status_page]
    status: {component: payments, state: degraded}
    text: "{{ inputs.what }} is slow. We are on it."
  - {id: look, kind: manual, title: Look at the page, timeout: 30m}
`;

export type Scene = SlackBench & { readonly channel: string };

/** Somebody has declared INC-1; no run is there yet. */
export async function declare(): Promise<Scene> {
  const runbooks = { "switch-gateway": RUNBOOK, "tell-customers": TELL };
  const slack = await openSlackBench({ runbooks });
  await slack.answerTo("U0ANNA", (anna) =>
    anna.command(slack.general, "/incident", "new p2 Checkout slow"),
  );
  await slack.settle();
  const channel = slack.room(1);
  for (const user of ["U0BOB", "U0PIOTR"]) await slack.slack.as(user).join(channel);
  return Object.assign(slack, { channel });
}

export async function begin(command = "run switch-gateway"): Promise<Scene> {
  const scene = await declare();
  await typing(scene, "U0ANNA", command);
  const { isOpen, state } = await runOf(scene);
  assert.equal(isOpen, 1);
  // Nobody here looks at connections: what the preflight would say is said.
  if (state.state === "created") {
    await tell(scene, { type: "preflighted", step: "", attempt: 1, findings: [] });
  }
  await scene.settle();
  return scene;
}

export const runOf = async ({ bench }: SlackBench, number = 1) => {
  const run = await findRunByNumber(bench.ctx.db, number);
  assert.ok(run, `run ${number} is there`);
  return run;
};

export async function typing(scene: Scene, user: string, text: string): Promise<string> {
  const { text: said } = await scene.answerTo(user, (person) =>
    person.command(scene.channel, "/runbook", text),
  );
  return said;
}

export async function tell(scene: Scene, what: RunEvent): Promise<void> {
  const { id } = await runOf(scene);
  const advanced = await advanceRun(scene.bench.ctx, id, what);
  assert.ok(advanced?.ok, JSON.stringify(advanced && !advanced.ok && advanced.refusal));
}

export const stepOf = (state: RunState, id: string) => {
  const step = state.steps.find((each) => each.id === id);
  assert.ok(step, `step ${id}`);
  return step;
};

/** As somebody who did it in the engine: the way there is another test's matter. */
async function did(scene: Scene, action: Clicked["action"], more: Partial<Clicked> = {}) {
  const { state } = await runOf(scene);
  const { id, attempt } = stepOf(state, state.cursor ?? "");
  const by = { id: "U0ANNA", name: "Anna" };
  await tell(scene, { type: "clicked", step: id, attempt, action, by, ...more });
}

async function shaOf(scene: Scene): Promise<string> {
  const { state } = await runOf(scene);
  const { approval, effect } = stepOf(state, state.cursor ?? "");
  return (approval?.requestSha ?? effect?.sha ?? "").slice(0, 8);
}

export async function atStep(
  scene: Scene,
  step: "agree" | "switch_cards" | "watch",
): Promise<void> {
  await did(scene, "done", { values: { ticket: "T1", share: 10 } });
  if (step === "agree") return await scene.settle();
  const bob = { id: "U0BOB", name: "Bob" };
  await did(scene, "approve", { by: bob, sha8: await shaOf(scene) });
  await did(scene, "done");
  if (step === "watch") {
    await did(scene, "run", { typed: "switch_cards", sha8: await shaOf(scene) });
    const { state } = await runOf(scene);
    const { attempt, effect } = stepOf(state, "switch_cards");
    const at = { step: "switch_cards", attempt, send: effect?.sends ?? 0 };
    await tell(scene, { type: "effect-sent", ...at });
    await tell(scene, { type: "effect-answered", ...at, answer: { status: 200, json: {} } });
  }
  await scene.settle();
}

export function runMessage({ slack, channel }: Scene, number = 1): Message {
  const message = slack.state
    .messages(channel)
    .findLast(({ blocks }) => JSON.stringify(blocks).includes(`"{\\"v\\":1,\\"r\\":${number},`));
  assert.ok(message, `run ${number} has a message with buttons`);
  return message;
}

export const press = (scene: Scene, user: string, use: Use) =>
  scene.slack.as(user).click(scene.channel, runMessage(scene).ts, use);

export const formOf = async (scene: Scene, user: string, use: Use) =>
  await scene.modalOf(user, async () => await press(scene, user, use));

export const answerOf = async (scene: Scene, user: string, use: Use) =>
  (await scene.answerTo(user, async () => await press(scene, user, use))).text;

/** An entry of the menu beside the buttons. */
export function entry(scene: Scene, code: string): Use {
  const options = runMessage(scene).blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((each) => (each.type === "overflow" ? each.options : []))
      : [],
  );
  const option = options.find(({ value }) => value?.includes(`"${code}"`));
  assert.ok(option?.value, `${code} among ${JSON.stringify(options)}`);
  return { actionId: "run:more", selectedOption: option.value };
}
