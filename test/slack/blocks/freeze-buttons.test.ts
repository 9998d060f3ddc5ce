// What a freeze offers wherever it is shown follows from what it holds now.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeButtons, openButtons } from "../../../src/slack/blocks/freeze-buttons.ts";
import { stateText } from "../../../src/slack/blocks/freeze-state.ts";
import { AFTER, BEFORE, DURING, sampleFreeze, sampleSubject } from "../freeze-samples.ts";
import { look } from "../samples.ts";

const ask = { mode: "ask", earlyNeed: 1, extendNeed: 1 } as const;
const ended = {
  at: AFTER.toISOString(),
  why: "over",
  by: { type: "muster", via: "timer" },
} as const;

const labels = (buttons: ReturnType<typeof openButtons>) => buttons.map(({ text }) => text.text);

describe("a freeze offers", () => {
  it("an exception only while it holds", () => {
    const offered = ["Request exception", "Details"];
    assert.deepEqual(labels(openButtons(sampleFreeze(), BEFORE)), ["Details"]);
    assert.deepEqual(labels(openButtons(sampleFreeze(), DURING)), offered);
    assert.deepEqual(labels(openButtons(sampleFreeze({ state: "proposed" }), DURING)), ["Details"]);
    const lifting = sampleFreeze({ state: "lifting", ended });
    assert.deepEqual(labels(openButtons(lifting, AFTER)), ["Details"]);
  });

  it("letting go only where its end waits for a person", () => {
    const waits = sampleFreeze({ state: "active", lift: ask });
    assert.ok(labels(openButtons(waits, AFTER)).includes("Let go"));
    assert.ok(!labels(openButtons(waits, DURING)).includes("Let go"));
    const lifts = sampleFreeze({ state: "active" });
    assert.deepEqual(labels(openButtons(lifts, AFTER)), ["Details"]);
    assert.match(stateText(sampleSubject(waits, [], AFTER), look), /until somebody lets go/);
    assert.doesNotMatch(stateText(sampleSubject(lifts, [], AFTER), look), /lets go/);
  });

  it("cancelling before it begins, and lifting from then on", () => {
    assert.ok(labels(changeButtons(sampleFreeze(), BEFORE)).includes("Cancel it…"));
    assert.ok(labels(changeButtons(sampleFreeze(), DURING)).includes("Lift now…"));
    const late = sampleFreeze({ state: "proposed" });
    assert.ok(labels(changeButtons(late, DURING)).includes("Cancel it…"));
  });
});
