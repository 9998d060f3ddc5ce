// Watches what a run asks to be sent: never twice, never unseen, never unapproved, never while held.
import assert from "node:assert/strict";
import { runsByItself } from "../../../src/domain/runbook/effect-ready.ts";
import { findRunStep } from "../../../src/domain/runbook/find-step.ts";
import type { Runbook } from "../../../src/domain/runbook/format.ts";
import type { Intent } from "../../../src/domain/runbook/intent.ts";
import type { RunState } from "../../../src/domain/runbook/run.ts";
import type { RunEvent } from "../../../src/domain/runbook/run-event.ts";
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
  const counts = { sends: 0, sockets: 0 };

  const judgeSend = (send: Send, { run, event }: Seen) => {
    const { step, direction, generation } = send.effect;
    const key = `${step} ${direction} ${generation} ${send.send}`;
    assert.ok(!seen.has(key), `${key} was sent before`);
    seen.add(key);
    counts.sends += 1;
    const state = run.steps.find(({ id }) => id === send.step);
    assert.ok(!run.hold, `${key} is sent while the run is held`);
    assert.equal(send.stub !== undefined, run.mode === "drill", `${key}: a stub in a drill only`);
    const by = permitted.get(send.step) === state?.attempt;
    const found = findRunStep(runbook, run, send.step);
    assert.ok(found && (by || runsByItself(run, found)), `${key}: nobody clicked ${event?.type}`);
    const needsApproval = "approval" in found && found.approval !== undefined;
    if (!needsApproval) return;
    assert.equal(state?.approval?.state, "granted", `${key} is not approved`);
    assert.equal(state.approval.requestSha, state.effect?.sha, `${key}: another was approved`);
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
    if (event?.type === "clicked" && ["run", "retry"].includes(event.action)) {
      const state = before?.steps.find(({ id }) => id === event.step);
      if (event.action === "run" || state?.state === "retry_wait") {
        permitted.set(event.step, event.attempt);
      }
    }
    if (event && before) judgeSocket(before, event);
    for (const intent of intents) {
      if (intent.do === "send-request") judgeSend(intent, moment);
      if (intent.do === "read-back") judgeRead(intent, run);
    }
  };
  return { look, counts };
}
