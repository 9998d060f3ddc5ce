// The trial's counting sees what it is there to see.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunState } from "../../src/domain/runbook/state/run.ts";
import type { StepState } from "../../src/domain/runbook/state/step-state.ts";
import { effectId } from "../../src/jobs/run/effect-id.ts";
import type { LoggedRequest } from "../../src/rehearsal/shop/types.ts";
import { countRun } from "./trial/count.ts";

const nothingMade = { deployments: () => [], workflowRuns: () => [] };

const stepOf = (id: string, more: Partial<StepState> = {}): StepState => ({
  ...{ id, kind: "http", state: "succeeded", attempt: 1, title: id, timers: {} },
  ...{ decisions: [], reads: 0, reminders: 0 },
  ...more,
});

const runOf = (...steps: readonly StepState[]): RunState => ({
  ...{ id: "run", runbook: "trial", mode: "live", state: "completed", inputs: {}, steps },
  ...{ facts: { zone: "UTC" }, startedAt: "2026-11-22T12:00:00.000Z" },
  startedBy: { id: "U1", name: "Anna" },
});

const requestOf = (
  step: string,
  generation: number,
  more: Partial<LoggedRequest> = {},
): LoggedRequest => ({
  ...{ at: "", service: "shop", method: "PUT", path: `/v1/${step}`, body: {} },
  ...{ key: effectId("run", { step, direction: "do", generation }), status: 200 },
  ...{ changed: true, replayed: false },
  ...more,
});

const count = (log: readonly LoggedRequest[], ...steps: readonly StepState[]) =>
  countRun(nothingMade, runOf(...steps), log);

describe("the trial's counting", () => {
  it("lets the same effect be asked for twice, and carried out once", () => {
    const twice = [requestOf("safe", 1), requestOf("safe", 1, { replayed: true, changed: false })];
    assert.deepEqual(count(twice, stepOf("safe")), { effects: 1, doubled: [], lost: [] });
  });

  it("sees an effect that was carried out under two keys", () => {
    const { doubled } = count([requestOf("safe", 1), requestOf("safe", 2)], stepOf("safe"));
    assert.deepEqual(doubled, ["safe/do 2 times"]);
  });

  it("sees a second request where there may be one only", () => {
    const twice = [requestOf("once", 1), requestOf("once", 1, { replayed: true, changed: false })];
    assert.deepEqual(count(twice, stepOf("once")).doubled, ["once/do 2 times"]);
  });

  it("sees a request that no effect of the run has made", () => {
    assert.equal(count([requestOf("safe", 1, { key: "k" })], stepOf("way")).doubled.length, 1);
  });

  it("sees what is said to be done and undone, and is not", () => {
    const plan = {
      of: "safe",
      title: "",
      repeat: "safe",
      certainty: "done",
      generation: 1,
    } as const;
    const change = { kind: "flag", connection: "c", project: "p", env: "e", flag: "f", set: "on" };
    const undo = { state: "undone", plan: { ...plan, change } } as unknown as StepState["undo"];
    const { lost } = count([], stepOf("safe", undo ? { undo } : {}));
    assert.deepEqual(lost, [
      "safe: said to be done, and is not",
      "safe: said to be undone, and is not",
    ]);
  });

  it("sees a flag that went to and fro more than once", () => {
    const path = "/api/admin/projects/shop/features/f/environments/production/off";
    const off = requestOf("flagged", 1, { service: "unleash", path, key: null });
    const flag = stepOf("flagged", { kind: "flag" });
    assert.deepEqual(count([off, off], flag).doubled, ["flag off 2 times"]);
    assert.deepEqual(count([], flag).lost, ["the flag was never switched off"]);
  });
});
