// Steps of code freezes: looked at, declared once, made sure of by what was read back, followed, and lifted.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planRun } from "../../../src/domain/runbook/plan/plan.ts";
import type { FreezeSight } from "../../../src/domain/runbook/state/freeze-sight.ts";
import { anna, type Play, play, runbookOf } from "./play.ts";

const PREFLIGHT = `  - id: preflight
    kind: freeze
    op: preflight
    title: Can we?
    repos: [shop/web, shop/checkout]
    outputs: {ok: {type: integer}, failed: {type: integer}}
    rehearse: {ok: 2, failed: 0}
`;
const DECLARE = `  - id: declare
    kind: freeze
    op: declare
    title: "Freeze {{ inputs.from }}"
    repos: [shop/web, shop/checkout]
    starts_at: 2026-11-26T18:00+01:00
    hours: 72
    deploys: merges_only
    undo: auto
    outputs: {freeze_id: {type: string}, ends_at: {type: datetime}}
    rehearse: {freeze_id: FRZ-0, ends_at: "2026-11-29T17:00:00Z"}
`;
const ACTIVE = `  - {id: active, kind: freeze, op: assert, title: Really frozen, freeze: FRZ-7, state: active, within: 10m, outputs: {held: {type: integer}}}
`;
const OVER = `  - {id: over, kind: wait, title: It ends, at: 2026-11-29T17:00Z, follows: FRZ-7}
`;
const LAST = "  - {id: last, kind: manual, title: Tidy up, timeout: 10m}\n";

const sight = (more: Partial<FreezeSight> = {}): FreezeSight => ({
  ...{ id: "FRZ-7", state: "scheduled", starts_at: "2026-11-26T17:00:00.000Z" },
  ...{ ends_at: "2026-11-29T17:00:00.000Z", is_ended: false, is_over: false },
  ...{ held: 1, open: 0, of: 2, trouble: ["shop/web: GitHub says no"] },
  ...more,
});

const ENDED = { state: "lifting", is_ended: true } as const;

const seen = (run: Play, json: object) =>
  run.send({ type: "freeze-seen", ...run.here(), answer: { ok: true, status: 200, json } });

/** Declared as FRZ-7. */
function declared(steps = DECLARE + LAST): Play {
  const run = play(steps);
  run.readBack({ held: 0, of: 2, by: [] });
  run.click("run");
  run.sent();
  run.answer({
    status: 201,
    json: {
      freeze_id: "FRZ-7",
      starts_at: "2026-11-26T17:00:00.000Z",
      ends_at: "2026-11-29T17:00:00.000Z",
    },
  });
  return run;
}

describe("the look before a freeze", () => {
  test("asks by itself, keeps what was counted and tells the rest in the thread", () => {
    const run = play(PREFLIGHT + LAST);
    assert.deepEqual(run.asked("read-back")[0]?.request, {
      kind: "freeze-preflight",
      repositories: ["shop/web", "shop/checkout"],
    });
    run.readBack({ ok: 1, failed: 1, open_prs: 3, auto_merge: 0, text: "shop/web cannot" });
    assert.deepEqual(run.step("preflight").output, { ok: 1, failed: 1 });
    assert.equal(run.asked("say")[0]?.text, "shop/web cannot");
    assert.equal(run.run().cursor, "last");
  });

  test("that nobody answers asks a person, who may try again", () => {
    const run = play(PREFLIGHT + LAST);
    run.pass(301);
    run.fire("read");
    assert.deepEqual(run.current().reason, { code: "cannot-look", message: "no answer" });
    run.click("retry");
    assert.equal(run.asked("read-back")[0]?.reading, 2);
  });

  test("in a drill is as rehearsed, and GitHub is not asked", () => {
    const run = play(PREFLIGHT + LAST, { from: "bf" }, { mode: "drill" });
    const json = { ok: 2, failed: 0, open_prs: 0, auto_merge: 0, text: "" };
    assert.deepEqual(run.asked("read-back")[0]?.stub, { ok: true, status: 200, json });
  });
});

describe("declaring a freeze", () => {
  test("shows what will be held and since when, and waits for a click", () => {
    const run = play(DECLARE + LAST);
    run.readBack({ held: 1, of: 2, by: ["FRZ-2"] });
    const { state, effect } = run.current();
    assert.equal(state, "ready");
    assert.deepEqual(effect?.before, { held: 1, of: 2, by: ["FRZ-2"] });
    assert.deepEqual(effect?.change, {
      kind: "freeze",
      title: "Freeze stripe",
      reason: "Freeze stripe",
      repositories: ["shop/web", "shop/checkout"],
      startsAt: "2026-11-26T17:00:00.000Z",
      endsAt: "2026-11-29T17:00:00.000Z",
      deploys: [],
    });
  });

  test("is the same effect again when its answer is lost", () => {
    const run = play(DECLARE + LAST);
    run.click("run");
    run.sent();
    run.lost();
    assert.equal(run.current().state, "retry_wait");
    run.pass(30);
    run.fire("retry");
    const [again] = run.asked("send-request");
    assert.deepEqual(again?.effect, { step: "declare", direction: "do", generation: 1 });
  });

  test("that is refused stops the step with the reason", () => {
    const run = play(DECLARE + LAST);
    run.click("run");
    run.sent();
    run.answer({ status: 422, excerpt: "The end is in the past." });
    assert.deepEqual(run.current().reason, {
      code: "refused-by-target",
      status: 422,
      excerpt: "The end is in the past.",
    });
  });

  test("in hours over a clock change is as long as a stopwatch says", () => {
    const steps = DECLARE.replace("2026-11-26T18:00+01:00", "2026-10-24T20:00+02:00") + LAST;
    const change = play(steps).current().effect?.change;
    assert.equal(change?.kind === "freeze" && change.endsAt, "2026-10-27T18:00:00.000Z");
  });

  test("with an end before its start sends nothing", () => {
    const when =
      "  - {id: when, kind: manual, title: When, timeout: 1h, collect: {from: {type: datetime}, to: {type: datetime}}}\n";
    const window = DECLARE.replace("2026-11-26T18:00+01:00", "steps.when.output.from").replace(
      "hours: 72",
      "ends_at: steps.when.output.to",
    );
    const run = play(when + window + LAST);
    run.click("done", {
      values: { from: "2026-11-27T00:00+01:00", to: "2026-11-26T00:00+01:00" },
    });
    assert.deepEqual(run.current().reason, {
      code: "template-error",
      where: "ends_at",
      message: "2026-11-25T23:00:00.000Z is not after 2026-11-26T23:00:00.000Z",
    });
  });

  test("is taken back by lifting, which is done when every repository is read back open", () => {
    const run = declared();
    run.click("roll-back", { note: "called off" });
    assert.deepEqual(run.current().effect?.change, {
      kind: "lift-freeze",
      declared: { step: "declare", direction: "do", generation: 1 },
      title: "Freeze stripe",
      repositories: ["shop/web", "shop/checkout"],
      endsAt: "2026-11-29T17:00:00.000Z",
    });
    run.click("run");
    run.sent();
    run.answer({ status: 200, json: {} });
    assert.equal(run.current().state, "verifying");
    run.readBack(sight(ENDED));
    assert.equal(run.current().state, "verifying");
    run.pass(15);
    run.fire("verify");
    run.readBack(sight({ ...ENDED, state: "lifted", is_over: true }));
    assert.equal(run.run().outcome, "rolled_back");
  });
});

describe("making sure of a freeze", () => {
  test("waits until every repository was read back, and counts them", () => {
    const run = play(ACTIVE + LAST);
    run.readBack(sight());
    assert.equal(run.current().state, "waiting");
    assert.equal(run.current().freeze?.seen?.held, 1);
    run.pass(15);
    run.fire("sample");
    run.readBack(sight({ state: "active", held: 2 }));
    assert.deepEqual(run.step("active").output, { held: 2 });
    assert.equal(run.run().cursor, "last");
  });

  test("asks a person when time is over, with what is missing", () => {
    const run = play(ACTIVE + LAST);
    run.readBack(sight());
    run.pass(600);
    run.fire("timeout");
    assert.deepEqual(run.current().reason, {
      code: "freeze-not",
      wanted: "active",
      afterMs: 600_000,
      seen: sight(),
    });
    run.click("retry");
    assert.equal(run.current().state, "waiting");
  });

  test("asks a person at once where it was lifted before it was active", () => {
    const run = play(ACTIVE + LAST);
    run.readBack(sight(ENDED));
    assert.equal(run.current().reason?.code, "freeze-not");
  });

  test("looks at once when it hears that something changed", () => {
    const run = play(ACTIVE + LAST);
    run.readBack(sight());
    seen(run, sight({ state: "active", held: 2 }));
    assert.equal(run.run().cursor, "last");
  });

  test("an answer that never comes is asked for again", () => {
    const run = play(ACTIVE + LAST);
    run.pass(60);
    run.fire("read");
    run.pass(15);
    run.fire("sample");
    assert.equal(run.asked("read-back")[0]?.reading, 2);
  });

  test("stands still while the run is paused, and looks anew afterwards", () => {
    const run = play(ACTIVE + LAST);
    run.readBack(sight());
    run.click("pause");
    assert.deepEqual(run.current().timers, {});
    run.pass(3_600);
    run.click("resume");
    assert.equal(run.asked("read-back").length, 1);
    run.readBack(sight({ state: "active", held: 2 }));
    assert.equal(run.run().cursor, "last");
  });
});

describe("waiting for the end of a freeze", () => {
  const end = (run: Play) => run.current().timers.elapsed;

  test("waits as long as it was declared for, while nothing changes", () => {
    const run = play(OVER + LAST);
    run.readBack(sight({ state: "active" }));
    assert.equal(end(run), "2026-11-29T17:00:00.000Z");
    run.pass(7 * 24 * 3_600 + 5 * 3_600);
    run.fire("elapsed");
    run.readBack(sight(ENDED));
    assert.equal(run.run().cursor, "last");
  });

  test("moves when the freeze is extended or shortened", () => {
    const run = play(OVER + LAST);
    run.readBack(sight({ state: "active" }));
    seen(run, sight({ state: "active", ends_at: "2026-11-30T17:00:00.000Z" }));
    assert.equal(end(run), "2026-11-30T17:00:00.000Z");
    seen(run, sight({ state: "active", ends_at: "2026-11-27T17:00:00.000Z" }));
    assert.equal(end(run), "2026-11-27T17:00:00.000Z");
  });

  test("sees an extension that came before the run got here", () => {
    const run = play(OVER + LAST);
    run.readBack(sight({ state: "active", ends_at: "2026-12-01T17:00:00.000Z" }));
    assert.equal(end(run), "2026-12-01T17:00:00.000Z");
  });

  test("is over at once when the freeze is lifted", () => {
    const run = play(OVER + LAST);
    run.readBack(sight({ state: "active" }));
    seen(run, sight(ENDED));
    assert.equal(run.run().cursor, "last");
  });

  test("goes on waiting where a person has to let go", () => {
    const run = play(OVER + LAST);
    run.readBack(sight({ state: "active" }));
    run.pass(8 * 24 * 3_600);
    run.fire("elapsed");
    run.readBack(sight({ state: "active" }));
    assert.equal(run.current().state, "waiting");
    run.pass(60);
    run.fire("sample");
    run.readBack(sight(ENDED));
    assert.equal(run.run().cursor, "last");
  });

  test("a pause does not move it, and what was missed meanwhile is looked at", () => {
    const run = play(OVER + LAST);
    run.readBack(sight({ state: "active" }));
    run.click("pause");
    assert.equal(end(run), "2026-11-29T17:00:00.000Z");
    seen(run, sight({ state: "active", ends_at: "2026-11-28T17:00:00.000Z" }));
    assert.equal(end(run), "2026-11-28T17:00:00.000Z");
    run.click("resume");
    assert.equal(run.asked("read-back").length, 1);
  });

  test("a freeze that is gone leaves the time as it was written", () => {
    const run = play(OVER + LAST);
    const reading = run.current().reading?.number ?? 0;
    const answer = { ok: true, status: 404, json: {} } as const;
    run.send({ type: "read-answered", ...run.here(), reading, answer });
    assert.equal(end(run), "2026-11-29T17:00:00.000Z");
  });
});

test("a plan names what would be looked at, declared and taken back", () => {
  const wish = { inputs: { from: "bf" }, facts: { zone: "UTC" }, by: anna };
  const now = new Date("2026-11-22T12:00:00Z");
  const runbook = runbookOf(PREFLIGHT + DECLARE + ACTIVE + OVER + LAST);
  const [preflight, declare, active, over] = planRun(runbook, {
    ...wish,
    ...{ now, autonomy: false },
  }).steps;
  assert.equal(preflight?.isAutomatic, true);
  assert.deepEqual(
    preflight?.reads.map((read) => read.kind === "read" && read.purpose),
    ["looks"],
  );
  assert.equal(declare?.isAutomatic, false);
  assert.deepEqual(declare?.undo, { kind: "auto" });
  assert.equal(declare?.change?.ok && declare.change.value.kind, "freeze");
  assert.equal(active?.isAutomatic, true);
  assert.equal(over?.condition, "2026-11-29T17:00Z");
});
