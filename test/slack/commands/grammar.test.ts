// How slash text is read: as people and their phones write it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  normalise,
  readable,
  readLine,
  readPairs,
  readUser,
  suggest,
  takeIncident,
} from "../../../src/slack/commands/grammar.ts";
import { readOpening } from "../../../src/slack/commands/incident-new.ts";

describe("a line of slash text", () => {
  it("is read whatever a phone made of it", () => {
    const cases = [
      ["Ack INC-42", { verb: "ack", incident: 42, rest: "" }],
      ["reopen PLAN-7", { verb: "reopen", incident: 7, rest: "" }],
      ["ack\u00a0#42", { verb: "ack", incident: 42, rest: "" }],
      ["—resolve inc42 it is over", { verb: "resolve", incident: 42, rest: "it is over" }],
      ["  note   “quoted”  text ", { verb: "note", incident: null, rest: '"quoted" text' }],
      ["#7", { verb: "", incident: 7, rest: "" }],
      ["", { verb: "", incident: null, rest: "" }],
      ["update a &amp; b &lt;ok&gt;", { verb: "update", incident: null, rest: "a & b <ok>" }],
    ] as const;
    for (const [text, line] of cases) assert.deepEqual(readLine(text), line, text);
  });

  it("keeps the lines of an update", () => {
    assert.equal(readLine("update first\nsecond").rest, "first\nsecond");
  });

  it("names its incident anywhere", () => {
    assert.deepEqual(takeIncident("all fine INC-9 now"), { incident: 9, rest: "all fine now" });
    assert.deepEqual(takeIncident("no number 9"), { incident: null, rest: "no number 9" });
  });

  it("gives a priority only where it can be nothing else", () => {
    assert.deepEqual(readOpening("p1 Card payments failing"), {
      priority: "P1",
      title: "Card payments failing",
    });
    assert.deepEqual(readOpening("SEV-2 slow"), { priority: "P2", title: "slow" });
    assert.deepEqual(readOpening("critical bug"), { priority: null, title: "critical bug" });
    assert.deepEqual(readOpening("1 of 3 gateways"), { priority: null, title: "1 of 3 gateways" });
  });

  it("names people by mention or handle", () => {
    assert.equal(readUser("<@U0ANNA>"), "U0ANNA");
    assert.equal(readUser("<@U0ANNA|anna>"), "U0ANNA");
    assert.equal(readUser("@anna"), "anna");
    assert.equal(readUser("anna"), undefined);
  });

  it("gives inputs as key=value, quoted where they hold spaces", () => {
    assert.deepEqual(readPairs('gateway=payu share=50 why="all cards" by=<@U0ANNA|anna> x='), {
      pairs: { gateway: "payu", share: "50", why: "all cards", by: "U0ANNA", x: "" },
      rest: "",
    });
    assert.equal(readPairs("gateway=payu half of it").rest, "half of it");
  });

  it("is kept as a person would write it", () => {
    const handles = new Map([["U0ANNA", "anna"]]);
    const text = "ask <@U0ANNA> in <#C01|ops>, see <https://x.example/a|here>, <!channel>";
    assert.equal(readable(text, handles), "ask @anna in #ops, see https://x.example/a, @channel");
  });

  it("suggests what is near and nothing else", () => {
    const verbs = ["resolve", "reopen", "role", "ack"];
    assert.deepEqual(suggest("resovle", verbs)[0], "resolve");
    assert.deepEqual(suggest("xyzzyplugh", verbs), []);
    assert.ok(suggest("re", verbs).length <= 3);
  });

  it("never breaks, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const line = readLine(text);
        assert.equal(line.verb, line.verb.toLowerCase());
        assert.ok(!/\s/.test(line.verb));
        assert.equal(normalise(normalise(text)).length <= normalise(text).length, true);
      }),
      { seed: 7 },
    );
  });
});
