// The board of a campaign as Slack shows it: whole whatever stands in it, calling nobody, and readable.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { KnownBlock } from "@slack/types";
import type { Campaign, ReadinessItem } from "../../../src/domain/campaign.ts";
import type { ReadinessBoard, SaidState } from "../../../src/domain/readiness/board.ts";
import type { Finding } from "../../../src/domain/readiness/finding.ts";
import { standingOf } from "../../../src/domain/readiness/standing.ts";
import { homeView, renderHome } from "../../../src/slack/blocks/home-tab.ts";
import { renderReadiness } from "../../../src/slack/blocks/readiness-board.ts";
import { renderMessage } from "../../../src/slack/messages/render-message.ts";
import { readinessDecideView } from "../../../src/slack/views/readiness-decide.ts";
import { readinessSayView } from "../../../src/slack/views/readiness-say.ts";
import { readinessVoteView } from "../../../src/slack/views/readiness-vote.ts";
import { sampleBoard, sampleCampaign } from "../../domain/readiness/samples.ts";
import { AUTHORS, judge, judgeKnown, OURS, property } from "../judge-drawn.ts";
import { look } from "../samples.ts";

const golden = (name: string): string =>
  new URL(`../../golden/slack/${name}.json`, import.meta.url).pathname;

const ANNA = { id: "U0ANNA", name: "Anna" };
const PIOTR = { id: "U0PIOTR", name: "Piotr" };
const AT = "2026-11-23T09:00:00.000Z";
const NOW = new Date("2026-11-24T09:00:00Z");

const item = (id: string, title: string, more: Partial<ReadinessItem> = {}): ReadinessItem => ({
  ...{ id, title, owner: null, dueMinutesBefore: 72 * 60 },
  ...more,
});
const word = (state: SaidState, evidence: string | null) => ({ state, evidence, by: ANNA, at: AT });

const campaign: Campaign = sampleCampaign({
  readiness: [
    item("load", "Load test passed at the expected peak", { owner: "group:web-leads" }),
    item("regression", "Regression of checkout passed", { owner: "@anna" }),
    item("cdn", "CDN pre-warmed", { owner: "group:web-leads", dueMinutesBefore: 24 * 60 }),
    item("limits", "Limits of gateways raised"),
    item("instances", "Instances reserved", { owner: "U0PIOTR" }),
    item("rota", "Rota filled for every day", { check: "rota-filled" }),
    item("drill", "A drill of each runbook passed", { check: "drill-passed" }),
    item("runbooks", "Runbooks reviewed", { check: "runbooks-reviewed" }),
  ],
});

const findings: Readonly<Record<string, Finding>> = {
  rota: {
    state: "ready",
    facts: [
      { kind: "team", weight: "good", team: "Payments", users: ["U0ANNA", "U0PIOTR"], lost: [] },
    ],
  },
  drill: {
    state: "not-ready",
    facts: [
      { kind: "drill", weight: "bad", runbook: "Switch the gateway", at: null, everyDays: 90 },
      {
        kind: "drill",
        weight: "bad",
        runbook: "Roll back",
        at: "2026-06-01T10:00:00.000Z",
        everyDays: 90,
      },
    ],
  },
  runbooks: {
    state: "unknown",
    facts: [{ kind: "review-unsaid", weight: "unclear", runbook: "Switch the gateway" }],
  },
};

const board: ReadinessBoard = sampleBoard({
  said: {
    load: word("ready", "https://load.example/runs/7"),
    regression: word("not-ready", "Two tests of refunds fail"),
    instances: word("waived", "Autoscaling is enough this year"),
  },
  votes: [
    { by: ANNA, at: AT, vote: "go", note: null },
    { by: PIOTR, at: AT, vote: "no-go", note: "Refunds first" },
  ],
});

const stand = (change: Partial<ReadinessBoard> = {}, now = NOW, of = campaign) => {
  const own = { ...board, ...change };
  return { ...standingOf({ campaign: of, board: own }, findings, now), board: own };
};

const linksTo = [...OURS, "https://load.example"];

describe("a campaign's board", () => {
  it("shows what is open with its why, what is ready in a line, and the votes", (t: TestContext) => {
    const drawn = renderReadiness(stand(), look);
    judge(drawn, "board", linksTo);
    t.assert.fileSnapshot(drawn, golden("readiness-open"));
  });

  it("shows the decision with what was open, and is over after the campaign", (t: TestContext) => {
    const open = [{ id: "cdn", title: "CDN pre-warmed", state: "unsaid" }] as const;
    const decision = { go: true, at: AT, by: PIOTR, note: "Refunds are fixed", open };
    const decided = renderReadiness(stand({ decision }), look);
    t.assert.fileSnapshot(decided, golden("readiness-decided"));
    const over = renderReadiness(stand({ decision }, new Date(campaign.endsAt)), look);
    assert.doesNotMatch(JSON.stringify(over.blocks), /readiness:say|readiness:decide/);
    assert.match(JSON.stringify(over.blocks), /The campaign is over/);
  });

  it("is the same picture while nothing changed, so that looking again costs no call", () => {
    const later = new Date(NOW.getTime() + 3_600_000);
    assert.deepEqual(renderReadiness(stand(), look), renderReadiness(stand({}, later), look));
  });

  it("folds what is ready before what is open, and says how many are left out", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      item(`i${index}`, `Item ${index} ${"with a long title ".repeat(6)}`),
    );
    const said = Object.fromEntries(
      many.slice(0, 20).map(({ id }) => [id, word("ready", "it is so")]),
    );
    const drawn = renderReadiness(stand({ said }, NOW, sampleCampaign({ readiness: many })), look);
    judge(drawn, "forty items");
    const all = JSON.stringify(drawn.blocks);
    assert.match(all, /Item 20 /);
    assert.match(all, /… and \d+ items more/);
    assert.ok(all.indexOf("readiness:say") > 0);
  });

  it("stays whole and calls nobody, whatever people and muster.yml write into it", () => {
    property((text) => {
      const readiness = [
        item("a", text || "x", { owner: `group:${text}` }),
        item("b", text || "x", { owner: text || null }),
        item("c", text || "x"),
        item("rota", text || "x", { check: "rota-filled" }),
        ...Array.from({ length: 36 }, (_, n) => item(`n${n}`, text || "x")),
      ];
      const hostile = sampleCampaign({ title: text || "x", readiness });
      const votes = Array.from({ length: 30 }, (_, n) => {
        const vote = n % 2 === 0 ? ("go" as const) : ("no-go" as const);
        return { by: { id: `U0V${n}`, name: text }, at: AT, vote, note: text };
      });
      const own = sampleBoard({
        said: { a: word("not-ready", text), c: word("waived", text) },
        votes,
        decision: { go: false, at: AT, by: ANNA, note: text, open: [] },
      });
      const action = { incident: 1, text, owner: "U0ANNA", dueOn: "2026-11-20" };
      const facts = [
        { kind: "team", weight: "bad", team: text, users: ["U0X"], lost: [text, text] },
        { kind: "action", weight: "bad", ...action },
      ] as const;
      const found = { rota: { state: "not-ready", facts } } as const;
      const standing = standingOf({ campaign: hostile, board: own }, found, NOW);
      const opened = { ...standing, board: own };
      judge(renderReadiness(opened, look), "board", [...OURS, AUTHORS]);
      const about = { about: "readiness", board: own.campaign } as const;
      const views = [
        readinessSayView(about, standing.items, "Europe/Warsaw"),
        readinessDecideView(about, standing),
        readinessVoteView({ ...about, vote: "no-go" }, hostile),
      ];
      for (const view of views) judgeKnown(view.blocks as KnownBlock[], "modal", { what: "form" });
      const message = {
        kind: "readiness-reminder",
        ...{ campaign: "black-friday", title: text, startsAt: AT, ready: 1, of: 20 },
        open: Array.from({ length: 10 }, () => text),
      } as const;
      const alerts = { firing: 0, recovered: 0 };
      judge(renderMessage(message, { look, incident: null, alerts }), "reminder");
      const owed = standing.items.map((each) => ({ campaign: hostile, standing: each }));
      const home = homeView(
        renderHome(
          {
            ...{ onCallFor: [], nextFor: [], pages: [], tasks: [], open: [], problem: null, owed },
            followed: new Set<string>(),
            ...{ actionItems: [], now: NOW },
            freezes: { open: [], votes: [], exceptionVotes: [] },
          },
          look,
        ),
        NOW,
        look,
      );
      judgeKnown(home.blocks as KnownBlock[], "home", { what: "home" });
    });
  });
});
