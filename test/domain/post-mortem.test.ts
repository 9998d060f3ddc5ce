// The draft of a post-mortem: every number traceable, nothing guessed, nothing from outside obeyed.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import MarkdownIt from "markdown-it";
import { draftPostMortem } from "../../src/domain/post-mortem.ts";
import type { DraftWords, PostMortemFacts } from "../../src/domain/post-mortem-facts.ts";
import { words } from "../../src/words/words.ts";
import {
  acknowledged,
  look,
  resolved,
  sampleAlert,
  sampleIncident,
  sampleItem,
  sampleRun,
  sampleTimeline,
} from "../slack/samples.ts";

const say: DraftWords = {
  say: words.postMortem,
  incident: words.term.incident,
  status: words.term.status,
  duration: words.term.duration,
  count: words.term.count,
  outcome: words.runMessage.outcome,
  happened: words.timeline.sentence,
};

function facts(change: Partial<PostMortemFacts> = {}): PostMortemFacts {
  return {
    incident: sampleIncident(resolved),
    alerts: [sampleAlert({ state: "recovered", recoveredAt: new Date("2026-11-27T18:36:00Z") })],
    timeline: sampleTimeline("Stripe declines"),
    runs: [],
    actionItems: [],
    serviceTitle: "Checkout",
    nameOf: (user) => look.names.get(user) ?? user,
    zone: "Europe/Warsaw",
    now: new Date("2026-11-27T18:41:00Z"),
    ...change,
  };
}

const sampleApprovals = (["asked", "approved", "overridden"] as const).map((change, index) => ({
  id: `a${index}`,
  incidentId: "1",
  seq: 50 + index,
  at: new Date(`2026-11-27T18:${31 + index}:00Z`),
  actor: { type: "person", user: "U0ANNA", via: "button" } as const,
  entry: {
    ...({ kind: "run-approval", runId: "1", step: "switch", title: "Switch", need: 2 } as const),
    change,
    count: change === "asked" ? 3 : 1,
    note: change === "overridden" ? "nobody answers" : null,
  },
}));

const golden = (name: string): string =>
  new URL(`../golden/post-mortem/${name}.md`, import.meta.url).pathname;
const asText = { serializers: [(value: unknown) => String(value)] };

describe("a post-mortem draft", () => {
  it("of a resolved incident reads as it should", (t: TestContext) => {
    const change = {
      step: "switch",
      title: "Switch",
      change: {
        kind: "http",
        connection: "routing-admin",
        method: "PUT",
        path: "/v1/routes/stripe",
        query: [],
        headers: {},
      },
      certainty: "done",
      at: "2026-11-27T18:15:00.000Z",
      before: 0,
      after: 100,
    } as const;
    const { current: _, ...view } = sampleRun("Switch to PayU");
    const lines = view.lines.map((line, index) => ({
      ...line,
      ...(line.kind === "manual" ? { output: { refunds: 12 } } : {}),
      mark: "done" as const,
      at: `2026-11-27T18:${10 + index}:00.000Z`,
      durationMs: 90_000,
    }));
    const settled = { ...change, step: "flag", title: "Flag", by: { id: "U0ANNA", name: "Anna" } };
    const left = {
      by: { id: "U0OLA", name: "Ola" },
      at: "2026-11-27T18:20:00.000Z",
      note: "later",
    };
    const changes = [change, { ...settled, left }, { ...settled, irreversible: "A restart is" }];
    const over = { ...view, lines, state: "completed", outcome: "success", changes } as const;
    const runs = [{ number: 3, view: over }];
    const timeline = [...sampleTimeline("Stripe declines"), ...sampleApprovals];
    const draft = draftPostMortem(
      facts({ runs, actionItems: [{ ...sampleItem, dueOn: "2026-12-04" }], timeline }),
      say,
    );
    t.assert.fileSnapshot(draft, golden("resolved"), asText);
  });

  it("of a run that is still open says since when its step is under way", () => {
    const view = sampleRun("Wait for Stripe", 3, 3);
    const begun = { at: "2026-11-27T18:36:00.000Z", durationMs: 300_000 };
    const lines = view.lines.map((line) => (line.number === 3 ? { ...line, ...begun } : line));
    const draft = draftPostMortem(facts({ runs: [{ number: 3, view: { ...view, lines } }] }), say);
    const times = "2026-11-27 19:36:00 CET to 2026-11-27 19:41:00 CET (5 min)";
    assert.ok(draft.includes(`Wait for Stripe 3: under way, ${times}`), draft);
  });

  it("of which little is known leaves measures out and says what is missing", (t: TestContext) => {
    const incident = sampleIncident({
      declaredBy: { type: "person", user: "U0ANNA", via: "command" },
    });
    const draft = draftPostMortem(facts({ incident, alerts: [], timeline: [] }), say);
    assert.doesNotMatch(draft, /Time to (acknowledge|mitigate|restore)/);
    assert.match(draft, /nobody acknowledged/);
    assert.match(draft, /Nobody|nobody took the lead/);
    t.assert.fileSnapshot(draft, golden("little-known"), asText);
  });

  it("measures from the first acknowledgement, also after the incident was opened again", () => {
    const again = sampleIncident({ ...resolved, acknowledgedAt: new Date("2026-11-27T19:30:00Z") });
    const draft = draftPostMortem(facts({ incident: again }), say);
    assert.match(
      draft,
      /\| Time to acknowledge \(MTTA\) \| 6 min \| opened 2026-11-27 19:00:00 CET \| acknowledged 2026-11-27 19:06:00 CET \|/,
    );
  });

  it("obeys no words from outside: no link, no heading, no list, no HTML of theirs", () => {
    const evil =
      "[Bank](https://evil.example) <img src=x onerror=alert(1)>\n# Big\n- item `code` **bold** | cell | <https://evil.example>";
    const incident = sampleIncident({
      ...acknowledged,
      title: evil,
      impact: evil,
      closingText: evil,
    });
    const alert = sampleAlert({
      title: evil,
      value: evil,
      baseline: evil,
      links: [],
      source: evil,
    });
    const draft = draftPostMortem(
      facts({ incident, alerts: [alert], timeline: sampleTimeline(evil) }),
      say,
    );
    const html = new MarkdownIt({ html: false }).render(draft);
    assert.doesNotMatch(html, /href="https:\/\/evil/);
    assert.doesNotMatch(html, /<img|<h1>Big|<code>code/);
    assert.equal(html.match(/<h1>/g)?.length, 1);
  });
});
