// Slack's outages are noticed, probed gently, and told; its limits are kept without waiting.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testClock } from "../../../src/clock.ts";
import { createCircuit } from "../../../src/slack/deliver/circuit.ts";
import { createMethodLimits } from "../../../src/slack/deliver/limits-of-methods.ts";

const quiet = { error: () => undefined, warn: () => undefined };
const START = new Date("2026-11-27T18:00:00Z");

describe("the circuit", () => {
  it("opens at the third failure within 30 s and lets one probe through every 15 s", async () => {
    const clock = testClock(START);
    const circuit = createCircuit(clock, quiet);
    circuit.failed("ECONNREFUSED");
    circuit.failed("ECONNREFUSED");
    assert.equal(circuit.holdMs(), 0);
    circuit.failed("ECONNREFUSED");
    assert.equal(circuit.health().state, "down");
    assert.equal(circuit.holdMs(), 15_000);
    await clock.forward(15_000);
    assert.equal(circuit.holdMs(), 0, "the first to ask is the probe");
    assert.equal(circuit.holdMs(), 15_000, "the others wait for what it finds");
    circuit.worked();
    assert.equal(circuit.holdMs(), 0);
    assert.equal(circuit.health().state, "up");
  });

  it("stays closed when failures lie far apart", async () => {
    const clock = testClock(START);
    const circuit = createCircuit(clock, quiet);
    for (let many = 0; many < 5; many += 1) {
      circuit.failed("timeout");
      await clock.forward(16_000);
    }
    assert.equal(circuit.health().state, "up");
  });

  it("tells a broken installation from an outage", () => {
    const circuit = createCircuit(testClock(START), quiet);
    circuit.turnedAway("auth.test: token_revoked");
    assert.equal(circuit.health().state, "refused");
    assert.equal(circuit.health().reason, "auth.test: token_revoked");
    assert.equal(circuit.holdMs(), 15_000);
  });
});

describe("the limits of methods", () => {
  it("let four posts into a channel at once, and others into other channels", async () => {
    const clock = testClock(START);
    const limits = createMethodLimits(clock);
    const take = (channel: string) => limits.take("chat.postMessage", channel);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => take("C1")),
      [0, 0, 0, 0],
    );
    assert.equal(take("C1"), 4_000);
    assert.equal(take("C2"), 0);
    await clock.forward(4_000);
    assert.equal(take("C1"), 0);
  });

  it("keep a pause that Slack asked for, by method and for posts by channel", async () => {
    const clock = testClock(START);
    const limits = createMethodLimits(clock);
    limits.pause("chat.update", "C1", 30_000);
    limits.pause("chat.postMessage", "C1", 30_000);
    assert.equal(limits.take("chat.update", "C2"), 30_000);
    assert.equal(limits.take("chat.postMessage", "C2"), 0);
    assert.equal(limits.take("chat.postMessage", "C1"), 30_000);
    await clock.forward(30_000);
    assert.equal(limits.take("chat.update", "C2"), 0);
  });
});
