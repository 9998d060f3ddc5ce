// What a person is told when a click did not count: who, when and what to do, and nothing of theirs runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { escapeText } from "../../../src/domain/runbook/language/sink.ts";
import type { RunRefusal } from "../../../src/domain/runbook/state/refusal.ts";
import { refusal as words } from "../../../src/words/en/refusal.ts";
import { found, GUARDED, piotr, tryVote } from "./crew.ts";
import { anna, ola, play } from "./play.ts";

const say = (refusal: RunRefusal | undefined): string => {
  assert.ok(refusal);
  return words.ofRun(refusal, {
    who: (user) => `@${user}`,
    time: (at) => at.toISOString().slice(11, 16),
    moment: (at) => at.toISOString().slice(0, 16),
    quote: escapeText,
  });
};

describe("a refusal says", () => {
  test("who may vote instead of the one who started the run", () => {
    const run = play(GUARDED("exclude: [starter]"));
    found(run, [ola.id, piotr.id]);
    assert.equal(
      say(tryVote(run, anna)),
      "You started this run, so somebody else has to approve this step. Ask the group leads, @U2, or @U3.",
    );
  });

  test("who paused the run, and when", () => {
    const run = play(GUARDED("timeout: 10m"));
    run.click("break-glass", { note: "now" });
    run.click("pause", { by: ola });
    assert.equal(
      say(run.tryClick("run", { by: piotr })),
      "You cannot run it now: @U2 paused the run at 12:00. Let it go on first.",
    );
  });

  test("that the request is another one now", () => {
    const run = play(GUARDED("timeout: 10m"));
    assert.match(say(tryVote(run, ola, { sha8: "00000000" })), /not what you saw any more/);
  });

  test("which value is wrong, by its label and its bounds", () => {
    const run = play(
      "  - {id: count, kind: manual, title: Count, timeout: 10m, collect: {n: {type: integer, min: 3, required: true, label: How many}}}\n",
    );
    assert.equal(say(run.tryClick("done", { values: { n: 1 } })), "How many: At least: 3.");
  });

  test("what was typed without letting it do anything", () => {
    const refusal = { code: "typed-wrong", expected: "switch", typed: "<!channel>" } as const;
    assert.equal(say(refusal), "Type switch exactly, to confirm. You typed “&lt;!channel&gt;”.");
  });

  test("that the approval is over, and who ended it", () => {
    const run = play(GUARDED("timeout: 10m"));
    run.click("deny", { by: ola, sha8: run.current().approval?.requestSha.slice(0, 8) ?? "" });
    assert.equal(
      say(tryVote(run, piotr)),
      "This was denied by @U2 at 12:00. Somebody has to ask again before you can vote.",
    );
  });
});
