// An announcement: owed at once, whole or not at all.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { play } from "./play.ts";

describe("an announcement", () => {
  test("is owed at once, with its text as it stands then", () => {
    const run = play(
      `  - {id: tell, kind: announce, title: Tell, to: [incident, "channel:releases"], text: "{{ inputs.from }} is <off>"}\n`,
    );
    assert.deepEqual(run.asked("announce"), [
      {
        do: "announce",
        step: "tell",
        attempt: 1,
        to: ["incident", "channel:releases"],
        text: "stripe is &lt;off&gt;",
      },
    ]);
    assert.equal(run.run().outcome, "success");
  });

  test("by click waits with its text to be seen first", () => {
    const run = play(
      `  - {id: tell, kind: announce, run: click, title: Tell, to: [incident], text: Hello}\n`,
    );
    assert.deepEqual(run.current().announcement, { to: ["incident"], text: "Hello" });
    assert.equal(run.asked("announce").length, 0);
    run.click("run");
    assert.equal(run.asked("announce").length, 1);
  });

  test("whose text has no value is not sent, and asks", () => {
    const run = play(
      `  - {id: tell, kind: announce, title: Tell, to: [incident], text: "Now {{ metrics.rate }} %"}\n`,
    );
    run.read({ rate: { ok: false, cause: "query-error" } });
    assert.equal(run.asked("announce").length, 0);
    assert.deepEqual(run.current().reason, {
      code: "template-error",
      where: "text",
      message: "undefined variable: metrics.rate",
    });
    run.click("retry");
    run.read({ rate: 91 });
    assert.equal(run.asked("announce")[0]?.text, "Now 91 %");
  });
});
