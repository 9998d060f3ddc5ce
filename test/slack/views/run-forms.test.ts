// Every form of a run is one that Slack opens, whatever words stand in it, and calls nobody.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { KnownBlock, ModalView } from "@slack/types";
import fc from "fast-check";
import type { RunPlan } from "../../../src/domain/runbook/plan/plan.ts";
import { mentionsInBlocks } from "../../../src/rehearsal/slack/rules/block-mentions.ts";
import { judgeView } from "../../../src/rehearsal/slack/rules/judge-view.ts";
import type { AskedRun, Said } from "../../../src/slack/answer-run.ts";
import type { RunValue } from "../../../src/slack/ids.ts";
import type { Turn } from "../../../src/slack/turn.ts";
import { leaveChangeView } from "../../../src/slack/views/leave-change.ts";
import { planView } from "../../../src/slack/views/plan.ts";
import { runAbortView } from "../../../src/slack/views/run-abort.ts";
import { publicTextOf, runAnnounceView } from "../../../src/slack/views/run-announce.ts";
import { runAssignView } from "../../../src/slack/views/run-assign.ts";
import { collectingStep, runCollectView } from "../../../src/slack/views/run-collect.ts";
import { formFor } from "../../../src/slack/views/run-form.ts";
import { runGoToView } from "../../../src/slack/views/run-go-to.ts";
import { runNoteView } from "../../../src/slack/views/run-note.ts";
import { runTypeView } from "../../../src/slack/views/run-type.ts";
import { runVoteView } from "../../../src/slack/views/run-vote.ts";
import { showChangeView } from "../../../src/slack/views/show-change.ts";
import { look } from "../samples.ts";
import { sampleAsked, sampleValue } from "./run-samples.ts";

const now = new Date("2026-11-27T18:12:00.000Z");

/** What drawing a form needs of a turn. */
const turn = {
  ctx: { shop: look.shop, clock: { now: () => now } },
  person: { user: "U0ANNA" },
} as unknown as Turn;

function judge(view: ModalView, what: string): void {
  assert.deepEqual(judgeView(view as unknown as Record<string, unknown>, "modal"), [], what);
  assert.deepEqual(mentionsInBlocks(view.blocks), [], `${what} calls nobody`);
}

const nasty = fc.constantFrom(
  "<!channel>",
  "<@U0EVIL|bob>",
  "<https://evil.example|Bank>",
  "```",
  "\n> ",
  "\u202e",
  "\u0000",
  "&amp;lt;",
  "👩‍👩‍👧‍👦",
  "\ud800",
  "",
);
const hostile = fc
  .tuple(
    fc.array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 30 })), { maxLength: 20 }),
    fc.integer({ min: 1, max: 60 }),
  )
  .map(([parts, count]) => parts.join("").repeat(count).slice(0, 4_000));

const property = (check: (text: string) => void): void => {
  fc.assert(fc.property(hostile, check), { numRuns: 40, seed: 42 });
};

describe("a form of a run", () => {
  it("that asks why is whole for every answer", () => {
    const actions = [
      "skip",
      "could-not",
      "done",
      "deny",
      "break-glass",
      "leave",
      "it-happened",
      "it-did-not",
      "proceed",
      "retry",
      "check-again",
    ] as const;
    property((text) => {
      const asked = sampleAsked(text, "switch");
      for (const action of actions) {
        judge(runNoteView(asked, sampleValue("switch", action), true), action);
      }
    });
  });

  it("shows all of what will be sent before the step's name is typed, or a vote is given", () => {
    property((text) => {
      const asked = sampleAsked(text, "switch");
      judge(runTypeView(asked, sampleValue("switch", "run"), now), "type");
      judge(runVoteView(asked, sampleValue("switch", "approve"), now), "vote");
      judge(showChangeView(turn, asked, { step: "switch" }), "show");
    });
    const asked = sampleAsked("PayU", "switch");
    const typed = JSON.stringify(runTypeView(asked, sampleValue("switch", "run"), now));
    assert.match(typed, /PUT \/v1\/PayU\?q=PayU on routing/);
    assert.match(typed, /DRILL: nothing real is sent/);
    assert.match(typed, /Type `switch` to run it/);
  });

  it("asks for what the step collects, in the fields of its types", () => {
    property((text) => {
      const asked = sampleAsked(text, "ask");
      const step = collectingStep(asked, "ask");
      assert.ok(step);
      const wanted = { step, needsNote: true, note: text };
      judge(runCollectView(turn, asked, { value: sampleValue("ask", "done"), wanted }), "collect");
    });
    const asked = sampleAsked("Ask", "ask");
    const step = collectingStep(asked, "ask");
    assert.ok(step);
    const value = sampleValue("ask", "done");
    const view = runCollectView(turn, asked, { value, wanted: { step, needsNote: false } });
    const blocks = view.blocks as KnownBlock[];
    const fields = blocks.flatMap((block) =>
      block.type === "input" ? [[block.block_id, block.element.type, block.optional]] : [],
    );
    assert.deepEqual(fields, [
      ["in_ticket", "plain_text_input", false],
      ["in_share", "plain_text_input", true],
      ["in_since", "datetimepicker", true],
      ["in_who", "users_select", true],
      ["in_part", "static_select", true],
      ["in_sure", "static_select", true],
      ["in_story", "plain_text_input", true],
      ["note", "plain_text_input", true],
    ]);
    assert.equal(collectingStep(asked, "switch"), undefined, "only manual steps collect");
  });

  it("says what the run has changed before it is aborted", () => {
    property((text) => {
      const asked = sampleAsked(text, "tell");
      judge(runAbortView(asked, sampleValue("tell", "abort"), { now, note: text }), "abort");
    });
    const view = runAbortView(sampleAsked("Card", "tell"), sampleValue("tell", "abort"), {
      now,
      note: "",
    });
    assert.match(
      JSON.stringify(view),
      /It has changed one thing out there.*PUT .*cannot be undone/,
    );
  });

  it("shows the public's text as the public will read it, also where it was changed", () => {
    property((text) => {
      const asked = sampleAsked(text, "tell");
      const announcement = publicTextOf(asked, "tell");
      assert.ok(announcement);
      const value = sampleValue("tell", "run");
      judge(runAnnounceView(asked, value, { announcement }), "announce");
      judge(runAnnounceView(asked, value, { announcement, text }), "announce, changed");
    });
    const asked = sampleAsked("Fish & chips <3", "tell");
    const announcement = publicTextOf(asked, "tell");
    assert.ok(announcement);
    const view = runAnnounceView(asked, sampleValue("tell", "run"), { announcement });
    const quote = view.blocks.find((block) => block.type === "rich_text");
    assert.match(JSON.stringify(quote), /"text":"Fish & chips <3"/);
    assert.equal(publicTextOf(asked, "switch"), undefined);
  });

  it("assigns what is still to be done, or the whole run, to a person", () => {
    property((text) => {
      const { run } = sampleAsked(text, "switch");
      judge(runAssignView(sampleValue("switch", "assign"), run.state), "assign");
    });
    const { run } = sampleAsked("Step", "switch");
    const view = JSON.stringify(runAssignView(sampleValue("switch", "assign"), run.state));
    assert.match(view, /"2\. Step"/);
    assert.match(view, /The whole run/);
    assert.doesNotMatch(view, /"1\. Step"/, "what is done needs nobody");
  });

  it("goes on, leaves a change and tells a plan in views that Slack takes", () => {
    property((text) => {
      const asked = sampleAsked(text, "switch");
      judge(runGoToView(asked, sampleValue("switch", "go-to"), ["tell", "end"]), "go to");
      const about = { about: "change", run: 7, step: "switch", do: "leave" } as const;
      judge(leaveChangeView(asked, about, { owner: "U0ANNA", now }), "leave");
      judge(planView(planOf(text)), "plan");
    });
  });
});

describe("the form an answer needs", () => {
  const asking = (asked: AskedRun, value: RunValue, said: Said = {}) =>
    formFor(turn, asked, { value, said })?.callback_id;

  it("is opened for what is offered now, and for nothing else", () => {
    const asked = sampleAsked("Step", "switch");
    assert.equal(asking(asked, sampleValue("switch", "run")), "run:type");
    assert.equal(asking(asked, sampleValue("switch", "skip")), "run:note");
    assert.equal(asking(asked, sampleValue("switch", "assign")), "run:assign");
    assert.equal(asking(asked, sampleValue("switch", "pause")), undefined);
    assert.equal(asking(asked, { ...sampleValue("switch", "skip"), attempt: 2 }), undefined);
    assert.equal(asking(asked, sampleValue("ask", "done")), undefined, "that step is settled");
    assert.equal(asking(sampleAsked("Step", "ask"), sampleValue("ask", "done")), "run:collect");
    assert.equal(asking(sampleAsked("Step", "tell"), sampleValue("tell", "run")), "run:announce");
  });

  it("is left out where a command said it all", () => {
    const asked = sampleAsked("Step", "switch");
    assert.equal(asking(asked, sampleValue("switch", "skip"), { note: "no" }), undefined);
    assert.equal(asking(asked, sampleValue("switch", "skip"), { note: "" }), "run:note");
    const manual = sampleAsked("Step", "ask");
    assert.equal(asking(manual, sampleValue("ask", "could-not")), "run:note");
    assert.equal(asking(manual, sampleValue("ask", "could-not"), { note: "" }), undefined);
  });

  it("ends a run that this Muster cannot read, and does nothing else with it", () => {
    const asked = { ...sampleAsked("Step", "switch"), fault: "format 2" };
    assert.equal(asking(asked, sampleValue("switch", "abort")), "run:abort");
    assert.equal(asking(asked, sampleValue("switch", "skip")), undefined);
  });
});

const planOf = (text: string): RunPlan => ({
  runbook: "sample",
  title: text,
  inputs: { gateway: text },
  steps: Array.from({ length: 60 }, (_, index) => ({
    number: index + 1,
    id: `step_${index}`,
    kind: "manual",
    title: text,
    text,
    isAutomatic: false,
    reads: [],
    options: [],
    collects: [text],
    assumed: [{ name: "x", value: text }],
  })),
});
