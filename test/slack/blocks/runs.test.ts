// Runs, approvals, changes and plans as people see them: kept as text, and whole whatever words arrive.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { KnownBlock } from "@slack/types";
import { renderApproval } from "../../../src/slack/blocks/approval-message.ts";
import { markDrill } from "../../../src/slack/blocks/drill-mark.ts";
import { homeView, renderHome } from "../../../src/slack/blocks/home-tab.ts";
import { renderIncidentCard } from "../../../src/slack/blocks/incident-card.ts";
import { renderRun } from "../../../src/slack/blocks/run-message.ts";
import { planBlocks } from "../../../src/slack/blocks/run-plan.ts";
import { renderStillChanged } from "../../../src/slack/blocks/still-changed.ts";
import type { Drawn } from "../../../src/slack/limits.ts";
import { sampleApproval, sampleApprovals, sampleTasks } from "../approval-samples.ts";
import { sampleStillChanged } from "../change-samples.ts";
import { AUTHORS, judge, judgeKnown, OURS, property } from "../judge-drawn.ts";
import { samplePlan } from "../plan-sample.ts";
import { readable, readableBlock } from "../readable.ts";
import { sampleRuns } from "../run-samples.ts";
import { look, sampleIncident } from "../samples.ts";

const golden = (name: string): string =>
  new URL(`../../golden/slack/${name}.txt`, import.meta.url).pathname;

const TEXT = "Move cards to <PayU> & watch";
const NOW = new Date("2026-11-27T18:41:00Z");
const WATCHED = "https://github.com/";

const asText = { serializers: [(text: unknown) => String(text)] };

function transcript(drawn: Readonly<Record<string, Drawn>>): string {
  return Object.entries(drawn)
    .map(([name, each]) => `==== ${name}\n${readable(each)}\n`)
    .join("\n");
}

const mapped = <T, R>(all: Readonly<Record<string, T>>, draw: (one: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, draw(one)]));

const drawRuns = (text: string) => mapped(sampleRuns(text), (run) => renderRun(run, look));
const drawApprovals = (text: string) =>
  mapped(sampleApprovals(text), (approval) => renderApproval(approval, look));
const drawChanges = (text: string) => {
  const incident = sampleIncident({ title: text });
  const changes = sampleStillChanged(text);
  const settled = changes.filter(({ isSettled }) => isSettled);
  const many = Array.from({ length: 9 }, (_, index) =>
    changes.map((each) => ({ ...each, run: { ...each.run, number: index } })),
  ).flat();
  return {
    some: renderStillChanged({ incident, changes, now: NOW }, look),
    settled: renderStillChanged({ incident, changes: settled, now: NOW }, look),
    none: renderStillChanged({ incident, changes: [], now: NOW }, look),
    many: renderStillChanged({ incident, changes: many, now: NOW }, look),
  };
};
const drawHome = (text: string) =>
  homeView(
    renderHome(
      {
        onCallFor: [],
        nextFor: [],
        pages: [],
        tasks: sampleTasks(text),
        open: [],
        followed: new Set(),
        actionItems: [],
        now: new Date("2026-11-22T18:00:00Z"),
        owed: [],
        problem: null,
        freezes: { open: [], votes: [], exceptionVotes: [] },
      },
      look,
    ),
    NOW,
    look,
  ).blocks as KnownBlock[];

describe("what people see of runs", () => {
  it("in every situation of a run", (t: TestContext) => {
    t.assert.fileSnapshot(transcript(drawRuns(TEXT)), golden("run-situations"), asText);
  });

  it("of an approval, asked and answered", (t: TestContext) => {
    t.assert.fileSnapshot(transcript(drawApprovals(TEXT)), golden("approvals"), asText);
  });

  it("of what is still changed", (t: TestContext) => {
    const { many: _, ...drawn } = drawChanges(TEXT);
    t.assert.fileSnapshot(transcript(drawn), golden("still-changed"), asText);
  });

  it("of a plan", (t: TestContext) => {
    const text = planBlocks(samplePlan(TEXT)).map(readableBlock).join("\n");
    t.assert.fileSnapshot(text, golden("plan"), asText);
  });

  it("of their own tasks on Home", (t: TestContext) => {
    const text = drawHome(TEXT).map(readableBlock).join("\n");
    t.assert.fileSnapshot(text, golden("home-tasks"), asText);
  });

  it("is whole and calls nobody, whatever words arrive", () => {
    property((text) => {
      const linksTo = [...OURS, AUTHORS, WATCHED];
      for (const drawn of [drawRuns(text), drawApprovals(text), drawChanges(text)]) {
        for (const [name, each] of Object.entries(drawn)) {
          judge(each, name, linksTo);
          judge(
            markDrill({ isDrill: true, isPlanned: false }, each),
            `${name} of a drill`,
            linksTo,
          );
        }
      }
      const home = { what: "home", linksTo };
      judgeKnown(drawHome(text), "home", home);
      judgeKnown(planBlocks(samplePlan(text)), "modal", { what: "plan", linksTo });
    });
  });
});

describe("a button of a run", () => {
  it("carries which request was seen, for a vote and for Run", () => {
    const { "http-ready": ready, "flag-awaiting-approval": asked } = drawRuns(TEXT);
    assert.match(JSON.stringify(ready?.blocks), /"h\\":\\"0a1b2c3d/);
    const values = buttonValues(asked);
    assert.equal(values.filter((value) => value.includes('"h":"0a1b2c3d"')).length, 2);
  });

  it("has a place in sight or in the menu, each action once", () => {
    for (const [name, subject] of Object.entries(sampleRuns(TEXT))) {
      if (subject.view.endedAt !== undefined) continue;
      const drawn = renderRun(subject, look);
      const actions = drawn.blocks.find((block) => block.type === "actions");
      assert.ok(actions?.type === "actions", name);
      const shown = actions.elements.flatMap((each) =>
        each.type === "overflow" ? each.options.length : isAnswer(each) ? 1 : 0,
      );
      assert.equal(
        shown.reduce((a, b) => a + b, 0),
        subject.actions.length,
        name,
      );
    }
  });

  it("is not offered to somebody who voted already, nor on a request that is void", () => {
    const { voted, changed, granted } = drawApprovals(TEXT);
    for (const drawn of [voted, changed, granted]) assert.deepEqual(buttonValues(drawn), []);
  });
});

const isAnswer = (element: { readonly type: string; readonly action_id?: string }): boolean =>
  element.type === "button" && element.action_id?.startsWith("run:act") === true;

function buttonValues(drawn: Drawn | undefined): string[] {
  return (drawn?.blocks ?? []).flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((each) => (each.type === "button" ? (each.value ?? "") : []))
      : [],
  );
}

describe("what is not known", () => {
  it("does not look like a failure", () => {
    const { "outcome-unknown": unknown, failed } = mapped(sampleRuns(TEXT), (subject) =>
      readable(renderRun(subject, look)),
    );
    assert.match(unknown ?? "", /❓ \*Outcome unknown/);
    assert.doesNotMatch(unknown ?? "", /❌|⚠ \*Needs/);
    assert.match(failed ?? "", /⚠ \*Needs a decision:\*/);
  });

  it("of a change is said as not known, with the reason", () => {
    const { some } = drawChanges(TEXT);
    assert.match(readable(some), /\*now not known\*.*Move cards to &lt;PayU&gt; &amp; watch/);
    assert.match(readable(some), /Nobody knows whether it took effect/);
  });
});

describe("a drill", () => {
  const incident = sampleIncident({ isDrill: true });

  it("stands in the title and in the spoken text of every message", () => {
    const card = renderIncidentCard(
      {
        incident,
        alert: null,
        counts: { firing: 0, recovered: 0 },
        runs: [],
        suggestedTitle: null,
      },
      look,
    );
    for (const drawn of [card, ...Object.values(drawApprovals(TEXT))]) {
      const marked = markDrill(incident, drawn);
      assert.match(marked.text, /^🧪 DRILL · /);
      assert.match(readable({ ...marked, text: "" }), /^“”\n#? ?🧪 DRILL · /);
    }
  });

  it("leaves an incident unmarked that is none", () => {
    const [drawn] = Object.values(drawApprovals(TEXT));
    assert.ok(drawn);
    assert.equal(markDrill(sampleIncident(), drawn), drawn);
  });
});

describe("a time to come", () => {
  const subject = sampleRuns(TEXT)["http-ready"];
  const drawnBy = (deadlineAt: string) =>
    readable(renderRun({ ...subject, view: { ...subject?.view, deadlineAt } } as never, look));
  const started = Date.parse(subject?.view.startedAt ?? "");
  const hours = (count: number) => new Date(started + count * 3_600_000).toISOString();

  it("is written by its clock while it can be no other day's", () => {
    assert.match(drawnBy(hours(2)), /deadline <!date\^\d+\^\{time\}/);
  });

  it("is written with its day where it is tomorrow's", () => {
    assert.match(drawnBy(hours(24)), /deadline <!date\^\d+\^\{date_short_pretty\} \{time\}/);
  });
});

describe("an approval's line", () => {
  it("says that any one of them is enough where one vote is missing", () => {
    const approval = { need: 1, votes: [], given: 0, eligible: ["U0ANNA", "U0PIOTR"] };
    const subject = sampleRuns(TEXT)["flag-awaiting-approval"];
    assert.ok(subject?.view.current);
    const current = { ...subject.view.current, approval: sampleApproval(TEXT, approval) };
    const drawn = renderRun({ ...subject, view: { ...subject.view, current } }, look);
    assert.match(readable(drawn), /waits for Anna Kowalska or Piotr Nowak/);
  });

  it("names at most five who are waited for and counts the others", () => {
    const eligible = Array.from({ length: 9 }, (_, index) => `U0P${index}`);
    const approval = sampleApproval(TEXT, { votes: [], given: 0, eligible });
    const subject = sampleRuns(TEXT)["flag-awaiting-approval"];
    assert.ok(subject?.view.current);
    const current = { ...subject.view.current, approval };
    const drawn = renderRun({ ...subject, view: { ...subject.view, current } }, look);
    assert.match(readable(drawn), /waits for 2 of U0P0, U0P1, U0P2, U0P3, U0P4, and 4 more/);
  });
});
