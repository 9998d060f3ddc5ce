// Watches what a run asks to be sent: never twice, never unseen, never unapproved, never while held.
import assert from "node:assert/strict";
import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import type { Intent } from "../../../src/domain/runbook/state/intent.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import type { Seen } from "./chance.ts";

type Send = Extract<Intent, { do: "send-request" }>;
type Read = Extract<Intent, { do: "read-back" }>;

/** In a drill what stubbed effects changed is not asked of the real world; live, everything is. */
function judgeRead({ purpose, stub, step }: Read, { mode }: RunState): void {
  const isAboutEffect = ["verify", "probe", "only-if", "follow"].includes(purpose);
  if (mode === "live") assert.equal(stub, undefined, `${step}: a stubbed ${purpose}`);
  else if (isAboutEffect) assert.ok(stub, `${step}: a real ${purpose} in a drill`);
}

/** Counts sends and sockets; `look` is called with every state. */
export function watchSends(runbook: Runbook) {
  const seen = new Set<string>();
  const opened = new Map<string, number>();
  const permitted = new Map<string, number>();
  const undone = new Map<string, number>();
  const counts = { sends: 0, sockets: 0 };

  const judgeSend = (send: Send, moment: Seen) => {
    const { step, direction, generation } = send.effect;
    const key = `${step} ${direction} ${generation} ${send.send}`;
    assert.ok(!seen.has(key), `${key} was sent before`);
    seen.add(key);
    counts.sends += 1;
    judgeMoment(key, send, moment);
    const source = moment.run.steps.find(({ id }) => id === step);
    const isOver = direction === "undo" && undone.get(step) === source?.effect?.generation;
    assert.ok(!isOver, `${key}: it was undone before`);
    const by = permitted.get(send.step) === send.attempt;
    assert.ok(by || needsNoClick(runbook, moment.run, send.step), `${key}: nobody clicked`);
    judgeApproval(key, runbook, { run: moment.run, step: send.step });
  };

  /** A socket may be opened again only where that is harmless, or where the last one never was. */
  const judgeSocket = (run: RunState, event: RunEvent) => {
    const effect = run.steps.find(({ id }) => id === event.step)?.effect;
    if (!effect) return;
    const key = `${effect.of ?? event.step} ${effect.direction} ${effect.generation}`;
    if (event.type === "effect-not-sent") opened.set(key, 0);
    if (event.type !== "effect-sent") return;
    counts.sockets += 1;
    const before = opened.get(key) ?? 0;
    opened.set(key, before + 1);
    if (effect.repeat === "never") assert.equal(before, 0, `${key} was sent again blindly`);
  };

  const look = (moment: Seen) => {
    const { run, before, event, intents } = moment;
    if (event && before) {
      if (isGo(event, before)) permitted.set(event.step, event.attempt);
      judgeSocket(before, event);
    }
    for (const intent of intents) judgeIntent(intent, moment);
    noteUndone(run, undone);
  };

  const judgeIntent = (intent: Intent, moment: Seen) => {
    if (intent.do === "send-request") judgeSend(intent, moment);
    if (intent.do === "read-back") judgeRead(intent, moment.run);
  };
  return { look, counts };
}

function noteUndone({ steps }: RunState, undone: Map<string, number>): void {
  for (const { id, undo, effect } of steps) {
    if (undo?.state === "undone" && effect) undone.set(id, effect.generation);
  }
}

function isGo(event: RunEvent, before: RunState): boolean {
  if (event.type !== "clicked") return false;
  const state = before.steps.find(({ id }) => id === event.step);
  return event.action === "run" || (event.action === "retry" && state?.state === "retry_wait");
}

function judgeMoment(key: string, send: Send, { run }: Seen): void {
  assert.ok(!run.hold, `${key} is sent while the run is held`);
  assert.equal(send.stub !== undefined, run.mode === "drill", `${key}: a stub in a drill only`);
  if (run.rollBack) assert.equal(send.effect.direction, "undo", `${key} while all is being undone`);
}

/** Written out here once more: what needs no click is the heart of the matter. */
function needsNoClick(runbook: Runbook, run: RunState, id: string): boolean {
  const step = runbook.steps.find((each) => each.id === id);
  if (!step) return runbook.on_abort === "rollback" && run.rollBack !== undefined;
  if (step.kind === "http" && step.method === "GET") return true;
  return run.autonomy === true && "run" in step && step.run === "auto";
}

type Place = { readonly run: RunState; readonly step: string };

function judgeApproval(key: string, runbook: Runbook, { run, step: id }: Place): void {
  const step = runbook.steps.find((each) => each.id === id);
  if (!step || !("approval" in step) || !step.approval) return;
  const state = run.steps.find((each) => each.id === id);
  assert.equal(state?.approval?.state, "granted", `${key} is not approved`);
  assert.equal(state.approval.requestSha, state.effect?.sha, `${key}: another was approved`);
}
