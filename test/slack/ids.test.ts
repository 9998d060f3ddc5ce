// What a button carries comes back as it was written; what we did not write is refused as stale.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  ACTIONS,
  actionId,
  type RunValue,
  readActionId,
  readValue,
  type Value,
  writeOption,
  writeValue,
} from "../../src/slack/ids.ts";
import { LIMITS } from "../../src/slack/limits.ts";

const RUN: RunValue = {
  about: "run",
  run: 1_234_567,
  step: "a".repeat(40),
  attempt: 12,
  action: "it-happened",
};

describe("the value of a button", () => {
  const values: readonly Value[] = [
    { about: "incident", incident: 42, version: 17 },
    { about: "incident", incident: 42, version: null },
    { about: "incident", incident: 42, version: 3, more: "cancel" },
    { ...RUN, action: "choose", option: "payu" },
    { ...RUN, action: "go-to", target: "end" },
    { ...RUN, action: "approve", sha8: "0badcafe" },
    { ...RUN, action: "assign", step: "", attempt: 0, to: "U0ANNA" },
    { about: "change", run: 7, step: "switch", do: "undo" },
    { about: "change", run: 7, step: "switch", do: "leave" },
    { about: "action-item", item: "3f2504e0-4f89-41d3-9a0c-0305e82c3301", do: "finish" },
    { about: "runbook", slug: "fallback-payment-gateway", incident: null, mode: "drill" },
    { about: "page", page: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
    { about: "delivery", delivery: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
    { about: "runbook", slug: "fallback-payment-gateway", incident: 42 },
    { about: "runbook", slug: "fallback-payment-gateway", incident: null },
    { about: "freeze", freeze: 3 },
    { about: "freeze", freeze: 3, proposal: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
    { about: "freeze", freeze: 3, page: 2 },
    { about: "freeze", freeze: 3, verb: "shorten" },
    { about: "exception", exception: 4 },
    { about: "exception", exception: 4, vote: "deny" },
    { about: "command", text: "/incident resolve INC-42" },
    { about: "nothing" },
  ];
  for (const value of values) {
    it(`comes back as written: ${JSON.stringify(value).slice(0, 60)}`, () => {
      assert.deepEqual(readValue(writeValue(value)), { ok: true, value });
    });
  }

  it("fits a menu's option, however long a step is called", () => {
    const written = writeOption(RUN);
    assert.ok(written.length <= LIMITS.optionText, `${written.length} characters`);
    assert.deepEqual(readValue(written), { ok: true, value: RUN });
  });

  it("fits a menu's option with the request that a vote is about", () => {
    const value: RunValue = { ...RUN, action: "break-glass", sha8: "0badcafe" };
    const written = writeOption(value);
    assert.ok(written.length <= LIMITS.optionText, `${written.length} characters`);
    assert.deepEqual(readValue(written), { ok: true, value });
  });

  it("is read from messages of the first version, which wrote actions in full", () => {
    assert.deepEqual(readValue('[1,7,"switch",2,"skip"]'), {
      ok: true,
      value: { about: "run", run: 7, step: "switch", attempt: 2, action: "skip" },
    });
    assert.deepEqual(readValue('{"v":1,"r":7,"s":"switch","a":2,"x":"choose","o":"payu"}'), {
      ok: true,
      value: { about: "run", run: 7, step: "switch", attempt: 2, action: "choose", option: "payu" },
    });
  });

  it("that is none of ours is refused as stale, whatever it holds", () => {
    const strange = fc.oneof(fc.string(), fc.json(), fc.constant(undefined));
    fc.assert(
      fc.property(strange, (text) => {
        const read = readValue(text);
        assert.ok(read.ok || read.refusal.code === "stale");
      }),
      { numRuns: 200, seed: 7 },
    );
    assert.equal(readValue('{"v":2,"i":1}').ok, false);
    assert.equal(readValue('{"v":1,"i":1,"admin":true}').ok, false);
    assert.equal(readValue('{"v":1,"r":1,"s":"x","a":1,"x":"explode"}').ok, false);
  });
});

describe("an action id", () => {
  it("keeps its meaning with a part that sets it apart", () => {
    const id = actionId(ACTIONS.runAct, "choose.payu");
    assert.equal(id, "run:act.choose.payu");
    assert.equal(readActionId(id), ACTIONS.runAct);
    assert.equal(readActionId("run:explode"), undefined);
  });
});
