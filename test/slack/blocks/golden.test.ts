// What is drawn in Slack, kept as files: a change of looks or words is seen in review.
import { describe, it, type TestContext } from "node:test";
import { renderAnnouncement } from "../../../src/slack/blocks/announcement.ts";
import { homeView, renderHome } from "../../../src/slack/blocks/home-tab.ts";
import { renderIncidentCard } from "../../../src/slack/blocks/incident-card.ts";
import { renderPage } from "../../../src/slack/blocks/page-message.ts";
import { renderRun } from "../../../src/slack/blocks/run-message.ts";
import { renderMessage } from "../../../src/slack/messages/render-message.ts";
import {
  acknowledged,
  look,
  resolved,
  sampleAlert,
  sampleIncident,
  sampleMessages,
  samplePage,
  sampleRun,
  subjectOf,
} from "../samples.ts";

const golden = (name: string): string =>
  new URL(`../../golden/slack/${name}.json`, import.meta.url).pathname;

const stages = { open: {}, acknowledged, resolved } as const;

describe("what is drawn", () => {
  for (const [stage, change] of Object.entries(stages)) {
    it(`of an incident that is ${stage}`, (t: TestContext) => {
      const incident = sampleIncident(change);
      const counts = { firing: 1, recovered: 1 };
      const runs =
        stage === "acknowledged"
          ? [{ number: 3, title: "Fallback payment gateway", step: 3, steps: 7, outcome: null }]
          : [];
      const alert = sampleAlert();
      const view = { incident, alert, counts, runs, suggestedTitle: "Fallback payment gateway" };
      t.assert.fileSnapshot(renderIncidentCard(view, look), golden(`card-${stage}`));
      t.assert.fileSnapshot(renderAnnouncement(incident, look), golden(`announcement-${stage}`));
    });
  }

  it("of a page, waiting and answered", (t: TestContext) => {
    const answered = {
      state: "answered",
      answeredAt: new Date("2026-11-27T18:04:00Z"),
      answeredBy: "U0PIOTR",
    } as const;
    t.assert.fileSnapshot(renderPage(samplePage(), sampleIncident(), look), golden("page-waiting"));
    t.assert.fileSnapshot(
      renderPage(samplePage(answered), sampleIncident(acknowledged), look),
      golden("page-answered"),
    );
  });

  it("of a run, short and long", (t: TestContext) => {
    const short = renderRun(subjectOf(sampleRun("Switch to PayU")), look);
    t.assert.fileSnapshot(short, golden("run"));
    const view = sampleRun("Switch to PayU", 60, 30);
    t.assert.fileSnapshot(renderRun(subjectOf(view), look), golden("run-long"));
  });

  it("of every message", (t: TestContext) => {
    const facts = {
      look,
      incident: sampleIncident(resolved),
      alerts: { firing: 1, recovered: 2 },
    };
    const drawn = sampleMessages("Stripe declines; we move to PayU.").map((message) => ({
      message: message.kind,
      ...renderMessage(message, facts),
    }));
    t.assert.fileSnapshot(drawn, golden("messages"));
  });

  it("of a Home tab", (t: TestContext) => {
    const facts = {
      onCallFor: ["Payments"],
      nextFor: ["Storefront"],
      pages: [{ page: samplePage(), incident: sampleIncident() }],
      tasks: [],
      open: [sampleIncident(acknowledged), sampleIncident({ number: 43, priority: "P3" })],
      followed: new Set([sampleIncident().id]),
      actionItems: [],
      now: new Date("2026-11-22T18:00:00Z"),
      owed: [],
      problem: null,
      freezes: { open: [], votes: [], exceptionVotes: [] },
    };
    const view = homeView(renderHome(facts, look), new Date("2026-11-27T18:00:00Z"), look);
    t.assert.fileSnapshot(view, golden("home"));
  });
});
