// An announcement: owed at once, whole or not at all.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { approve } from "./crew.ts";
import { anna, ola, play, runbookOf } from "./play.ts";

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

const PUBLIC = (more = "") => `  - id: tell
    kind: announce
    title: Tell
    to: [incident, status_page]
    status: {component: checkout, state: degraded}
    text: Payments with {{ inputs.from }} fail
${more}`;

describe("a public announcement", () => {
  test("waits for its click, and carries the component's state", () => {
    const run = play(PUBLIC());
    assert.equal(run.current().state, "ready");
    run.click("run");
    assert.deepEqual(run.asked("announce")[0], {
      do: "announce",
      step: "tell",
      attempt: 1,
      to: ["incident", "status_page"],
      text: "Payments with stripe fail",
      status: { component: "checkout", state: "degraded" },
    });
  });

  test("goes out as a person changed it, with their name, and what they typed does nothing", () => {
    const run = play(PUBLIC());
    run.click("run", { by: ola, text: "Cards fail <!channel> & more" });
    const [said] = run.asked("announce");
    assert.equal(said?.text, "Cards fail &lt;!channel&gt; &amp; more");
    assert.deepEqual(said?.editedBy, ola);
  });

  test("that was opened and not changed was not edited", () => {
    const run = play(PUBLIC());
    run.click("run", { by: ola, text: "Payments with stripe fail " });
    assert.equal(run.asked("announce")[0]?.editedBy, undefined);
  });

  test("is refused when it is too long", () => {
    const run = play(PUBLIC());
    const refusal = run.tryClick("run", { text: "x".repeat(2_001) });
    assert.deepEqual(refusal, { code: "text-too-long", longest: 2_000 });
  });

  test("goes out by itself only where the shop lets effects do so", () => {
    const waiting = play(PUBLIC("    run: click\n"), { from: "stripe" }, { autonomy: true });
    assert.equal(waiting.current().state, "ready");
    const steps = runbookOf(PUBLIC()).steps.map((step) => ({ ...step, run: "auto" as const }));
    const runbook = { ...runbookOf(PUBLIC()), steps } as Runbook;
    const held = play(runbook);
    assert.equal(held.current().state, "ready");
    const free = play(runbook, { from: "stripe" }, { autonomy: true });
    assert.equal(free.asked("announce").length, 1);
  });

  test("changed after people approved it has to be approved anew", () => {
    const run = play(PUBLIC("    approval: {need: 1, from: [group:leads]}\n"));
    approve(run, ola);
    assert.equal(run.current().state, "ready");
    const result = run.send({
      type: "clicked",
      ...run.here(),
      action: "run",
      by: anna,
      text: "Everything is fine",
    });
    assert.equal(result.ok ? result.notice?.code : "", "request-changed");
    assert.equal(run.asked("announce").length, 0);
    assert.equal(run.current().approval?.again, "request-changed");
    assert.deepEqual(run.current().approval?.votes, []);
    approve(run, ola);
    run.click("run");
    assert.equal(run.asked("announce")[0]?.text, "Everything is fine");
  });

  test("of a drill is heard in its channel only", () => {
    const run = play(PUBLIC(), { from: "stripe" }, { mode: "drill" });
    run.click("run");
    assert.deepEqual(run.asked("announce")[0], {
      do: "announce",
      step: "tell",
      attempt: 1,
      to: ["incident"],
      text: "Payments with stripe fail",
    });
  });
});
