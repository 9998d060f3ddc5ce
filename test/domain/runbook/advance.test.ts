// A run step by step: what each kind does, who decides, and where the run goes.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anna, CHECK, ola, play } from "./play.ts";

const MANUAL = (id: string, more = "") =>
  `  - {id: ${id}, kind: manual, title: Do ${id}, timeout: 10m${more}}\n`;

describe("a manual step", () => {
  test("waits for a person and goes on when it is done", () => {
    const run = play(MANUAL("one") + MANUAL("two"));
    assert.equal(run.current().state, "waiting");
    assert.deepEqual(run.asked("set-timer"), [
      {
        do: "set-timer",
        step: "one",
        attempt: 1,
        timer: "timeout",
        fireAt: "2026-11-22T12:10:00.000Z",
      },
    ]);
    run.pass(60);
    run.click("done", { note: "checked twice" });
    assert.equal(run.step("one").state, "succeeded");
    assert.equal(run.step("one").settledAt, "2026-11-22T12:01:00.000Z");
    assert.deepEqual(run.step("one").decisions, [
      {
        attempt: 1,
        by: anna,
        at: "2026-11-22T12:01:00.000Z",
        action: "done",
        note: "checked twice",
      },
    ]);
    run.click("done");
    assert.equal(run.run().state, "completed");
    assert.equal(run.run().outcome, "success");
    assert.deepEqual(run.asked("ended"), [{ do: "ended", outcome: "success", suggest: [] }]);
  });

  test("that could not be done blocks the run and asks", () => {
    const run = play(MANUAL("one") + MANUAL("two"));
    run.click("could-not", { note: "no access" });
    assert.equal(run.run().state, "blocked");
    assert.deepEqual(run.step("one").reason, { code: "could-not", note: "no access" });
    assert.equal(run.asked("ask-person").length, 1);
    run.click("retry");
    assert.equal(run.run().state, "running");
    assert.equal(run.step("one").attempt, 2);
    assert.equal(run.step("one").state, "waiting");
  });

  test("that nobody does in time blocks the run and asks", () => {
    const run = play(MANUAL("one"));
    run.pass(600);
    run.fire("timeout");
    assert.deepEqual(run.step("one").reason, { code: "timed-out", afterMs: 600_000 });
    run.click("done", { note: "was done at 12:05" });
    assert.deepEqual(run.step("one").reason, { code: "marked-done", note: "was done at 12:05" });
    assert.equal(run.run().outcome, "success");
  });

  test("with a reminder reminds three times and waits on", () => {
    const run = play(MANUAL("one", ", on_timeout: remind"));
    for (const count of [1, 2, 3]) {
      run.pass(600);
      run.fire("timeout");
      assert.deepEqual(run.asked("remind"), [{ do: "remind", step: "one", attempt: 1, count }]);
    }
    assert.equal(run.asked("set-timer").length, 0);
    run.click("done");
    assert.equal(run.run().state, "completed");
  });

  test("skipped by a person needs a reason and makes the outcome say so", () => {
    const run = play(MANUAL("one"));
    assert.deepEqual(run.tryClick("skip"), { code: "note-required", action: "skip" });
    assert.deepEqual(run.tryClick("skip", { note: "  " }), {
      code: "note-required",
      action: "skip",
    });
    run.click("skip", { note: "not needed at night" });
    assert.deepEqual(run.step("one").reason, { code: "skipped", why: "not needed at night" });
    assert.equal(run.run().outcome, "success_with_skips");
  });
});

const CHOICE = `  - id: decide
    kind: choice
    title: Move {{ inputs.from }}?
    timeout: 5m
    on_timeout: escalate
    options:
      - {value: full, label: Move 100 %}
      - {value: none, label: Leave it, goto: out}
  - {id: move, kind: manual, title: Move, timeout: 10m}
  - {id: fine, kind: end, outcome: success}
  - {id: out, kind: end, outcome: not_applicable, suggest: [other]}
`;

describe("a choice", () => {
  test("goes on with the first valid click", () => {
    const run = play(CHOICE);
    assert.equal(run.current().title, "Move stripe?");
    run.click("choose", { option: "full" });
    assert.deepEqual(run.step("decide").output, { value: "full" });
    assert.equal(run.run().cursor, "move");
  });

  test("tells the loser who chose what and when", () => {
    const run = play(CHOICE);
    const late = {
      type: "clicked",
      ...run.here(),
      action: "choose",
      option: "none",
      by: ola,
    } as const;
    run.pass(180);
    run.click("choose", { option: "full" });
    const result = run.send(late);
    assert.ok(!result.ok);
    assert.deepEqual(result.refusal, {
      code: "already-decided",
      step: "decide",
      decision: {
        attempt: 1,
        by: anna,
        at: "2026-11-22T12:03:00.000Z",
        action: "choose",
        option: { value: "full", label: "Move 100 %" },
      },
    });
    assert.equal(run.run().cursor, "move");
  });

  test("jumps forward, and what is jumped over is skipped by the branch", () => {
    const run = play(CHOICE);
    run.click("choose", { option: "none" });
    assert.equal(run.run().state, "completed");
    assert.equal(run.run().outcome, "not_applicable");
    assert.deepEqual(run.step("move").reason, { code: "branch", from: "decide" });
    assert.deepEqual(run.step("fine").reason, { code: "branch", from: "decide" });
    assert.equal(run.step("out").state, "succeeded");
    assert.deepEqual(run.asked("ended"), [
      { do: "ended", outcome: "not_applicable", suggest: ["other"] },
    ]);
  });

  test("refuses an option that is not there", () => {
    const run = play(CHOICE);
    assert.deepEqual(run.tryClick("choose", { option: "half" }), {
      code: "no-such-option",
      option: "half",
      options: ["full", "none"],
    });
  });

  test("escalates and keeps its buttons when nobody answers", () => {
    const run = play(CHOICE);
    run.pass(300);
    run.fire("timeout");
    assert.deepEqual(run.asked("escalate"), [
      { do: "escalate", step: "decide", attempt: 1, count: 1 },
    ]);
    run.click("choose", { option: "full" });
    assert.equal(run.step("decide").state, "succeeded");
  });

  test("that timed out can still be answered", () => {
    const run = play(CHOICE.replace("escalate", "ask"));
    run.pass(300);
    run.fire("timeout");
    assert.equal(run.run().state, "blocked");
    run.click("choose", { option: "full" });
    assert.equal(run.run().state, "running");
  });
});

describe("a condition on a step", () => {
  const WHEN = (when: string) =>
    `${CHOICE.replace("goto: out", "goto: extra")
      .replace(
        "  - {id: fine",
        `  - {id: extra, kind: manual, title: Extra, timeout: 10m, when: "${when}"}\n  - {id: fine`,
      )
      .replace(/ {2}- \{id: out.*\n/, "")}`;

  test("that is false leaves the step out", () => {
    const run = play(WHEN("steps.decide.output.value == 'none'"));
    run.click("choose", { option: "full" });
    run.click("done");
    assert.deepEqual(run.step("extra").reason, { code: "when" });
    assert.equal(run.run().outcome, "success");
  });

  test("that is true lets it begin", () => {
    const run = play(WHEN("steps.decide.output.value == 'none'"));
    run.click("choose", { option: "none" });
    assert.equal(run.run().cursor, "extra");
    assert.equal(run.current().state, "waiting");
  });

  test("that nobody can tell asks, and a person may say that it applies", () => {
    const run = play(WHEN("alert.labels.gateway == 'x'"));
    run.click("choose", { option: "none" });
    assert.equal(run.run().state, "blocked");
    assert.equal(run.current().reason?.code, "when-unknown");
    run.click("proceed");
    assert.equal(run.current().state, "waiting");
  });
});

test("a text that shows a metric nobody can read still lets people decide", () => {
  const run = play(
    CHOICE.replace("    timeout", '    text: "Rate {{ metrics.rate | round: 1 }} %"\n    timeout'),
  );
  assert.equal(run.current().state, "preparing");
  run.pass(60);
  run.fire("read");
  assert.equal(run.current().text, "Rate ? %");
  run.click("choose", { option: "full" });
  assert.equal(run.step("decide").state, "succeeded");
});

describe("aborting", () => {
  test("ends the run, says who and why, and leaves things as they are", () => {
    const run = play(MANUAL("one") + MANUAL("two"));
    run.click("abort", { note: "false alarm", by: ola });
    const { state, outcome, endedBy, endNote, cursor } = run.run();
    assert.deepEqual(
      { state, outcome, endedBy, endNote, cursor },
      {
        state: "aborted",
        outcome: "left_as_is",
        endedBy: ola,
        endNote: "false alarm",
        cursor: undefined,
      },
    );
    assert.equal(run.step("one").state, "cancelled");
    assert.equal(run.step("two").state, "skipped");
  });

  test("counts even when the step has moved on meanwhile", () => {
    const run = play(MANUAL("one") + MANUAL("two"));
    const stop = {
      type: "clicked",
      ...run.here(),
      action: "abort",
      note: "stop",
      by: ola,
    } as const;
    run.click("done");
    assert.ok(run.send(stop).ok);
    assert.equal(run.run().state, "aborted");
    assert.deepEqual(run.step("two").decisions[0]?.by, ola);
  });

  test("by a failing step gives a failed run", () => {
    const run = play(CHECK.replace("{goto: out}", "abort").replace(/ {2}- \{id: out.*\n/, ""));
    run.read({ base: 94, rate: 93 });
    assert.equal(run.run().state, "aborted");
    assert.equal(run.run().outcome, "failed");
  });

  test("is over: a later click is told so", () => {
    const run = play(MANUAL("one"));
    const late = { type: "clicked", ...run.here(), action: "done", by: anna } as const;
    run.click("abort", { note: "false alarm", by: ola });
    const result = run.send(late);
    assert.ok(!result.ok);
    assert.deepEqual(result.refusal, {
      code: "run-over",
      outcome: "left_as_is",
      at: "2026-11-22T12:00:00.000Z",
      by: ola,
    });
  });
});

describe("timers and reports that come late or twice change nothing", () => {
  test("a timer before its hour", () => {
    const run = play(MANUAL("one"));
    const result = run.send({ type: "timer-fired", ...run.here(), timer: "timeout" });
    assert.deepEqual(result.ok ? {} : result.refusal, {
      code: "not-due",
      fireAt: "2026-11-22T12:10:00.000Z",
    });
  });

  test("a timer of a step that is done with", () => {
    const run = play(MANUAL("one") + MANUAL("two"));
    const late = { type: "timer-fired", ...run.here(), timer: "timeout" } as const;
    run.click("done");
    run.pass(3_600);
    assert.deepEqual(run.send(late), { ok: false, run: run.run(), refusal: { code: "late" } });
  });

  test("a timer of an earlier attempt", () => {
    const run = play(MANUAL("one"));
    const late = { type: "timer-fired", ...run.here(), timer: "timeout" } as const;
    run.click("could-not");
    run.click("retry");
    run.pass(3_600);
    assert.equal(run.send(late).ok, false);
    assert.equal(run.current().state, "waiting");
  });

  test("a second answer to the same reading", () => {
    const run = play(CHECK);
    const answer = { type: "metrics-read", ...run.here(), reading: 1, readings: {} } as const;
    run.read({ base: 94, rate: 80 });
    assert.deepEqual(run.send(answer).ok, false);
    assert.equal(run.run().cursor, "act");
  });
});

test("a title that depends on what is not known yet shows a gap until the run gets there", () => {
  const run = play(
    CHOICE.replace(
      "title: Move,",
      'title: "Now {{ steps.decide.output.value }} for {{ inputs.from }}",',
    ),
  );
  assert.equal(run.step("move").title, "Now … for …");
  run.click("choose", { option: "full" });
  assert.equal(run.step("move").title, "Now full for stripe");
});

test("a title stays one line, whatever stands in it", () => {
  const run = play(
    `  - {id: ask, kind: manual, title: Ask, timeout: 10m, collect: {who: {type: text, label: Who}}}
  - {id: move, kind: manual, title: "For {{ steps.ask.output.who }}", timeout: 10m}
`,
  );
  run.click("done", { values: { who: "Ola\r\n✅ 3 Pay (anna)" } });
  assert.equal(run.step("move").title, "For Ola ✅ 3 Pay (anna)");
});
