// Whatever words arrive, what Muster draws stays within Slack's limits and calls nobody who was not meant.
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import type { KnownBlock } from "@slack/types";
import { renderAnnouncement } from "../../../src/slack/blocks/announcement.ts";
import { homeView, renderHome } from "../../../src/slack/blocks/home-tab.ts";
import { renderIncidentCard } from "../../../src/slack/blocks/incident-card.ts";
import { renderPage } from "../../../src/slack/blocks/page-message.ts";
import { renderRun } from "../../../src/slack/blocks/run-message.ts";
import { renderMessage } from "../../../src/slack/messages/render-message.ts";
import { judge, judgeKnown, OURS, OURS_AND_AUTHORS, property } from "../judge-drawn.ts";
import {
  acknowledged,
  look,
  resolved,
  sampleAlert,
  sampleIncident,
  sampleItem,
  sampleMessages,
  samplePage,
  sampleRun,
  subjectOf,
} from "../samples.ts";

const PAGE_IDS = Array.from({ length: 7 }, () => randomUUID());

describe("hostile words", () => {
  it("in an incident and its alerts leave card, announcement and page whole", () => {
    property((text) => {
      const named = { title: text, impact: text, closingText: text };
      const update = { text, at: "2026-11-27T18:12:00.000Z", by: "U0ANNA" };
      const alert = sampleAlert({
        title: text,
        summary: text,
        value: text,
        baseline: text,
        links: [{ label: text, url: text }],
      });
      for (const stage of [{}, acknowledged, resolved]) {
        const incident = sampleIncident({ ...stage, ...named, lastUpdate: update });
        const runs = [{ number: 3, title: text, step: 3, steps: 7, outcome: null }];
        const counts = { firing: 2, recovered: 0 };
        const view = { incident, alert, counts, runs, suggestedTitle: text };
        judge(renderIncidentCard(view, look), "card");
        judge(
          renderIncidentCard(
            { ...view, runs: [], alert: null, counts: { firing: 0, recovered: 0 } },
            look,
          ),
          "card without alerts",
        );
        judge(renderAnnouncement(incident, look), "announcement");
        judge(renderPage(samplePage({ reason: text }), incident, look), "page");
      }
    });
  });

  it("in any message leave it whole", () => {
    property((text) => {
      const incident = sampleIncident({ ...resolved, title: text });
      for (const message of sampleMessages(text)) {
        const facts = { look, incident, alerts: { firing: 1, recovered: 2 } };
        const isAuthored = message.kind === "run-log" || message.kind === "run-announcement";
        const linksTo = isAuthored ? OURS_AND_AUTHORS : OURS;
        judge(renderMessage(message, facts), message.kind, linksTo);
      }
    });
  });

  it("in a runbook's steps leave the run's message whole, however long it is", () => {
    property((text) => {
      for (const [count, position] of [
        [7, 3],
        [60, 1],
        [60, 60],
        [60, 30],
      ] as const) {
        const view = sampleRun(text, count, position);
        judge(renderRun(subjectOf(view), look), `run of ${count}`, OURS_AND_AUTHORS);
      }
    });
  });

  it("in open incidents leave the Home tab whole", () => {
    property((text) => {
      const incident = sampleIncident({ ...acknowledged, title: text });
      const facts = {
        onCallFor: [text],
        nextFor: [text],
        pages: Array.from({ length: 7 }, (_, index) => ({
          page: samplePage({ id: PAGE_IDS[index] ?? "" }),
          incident,
        })),
        tasks: [],
        open: Array.from({ length: 12 }, (_, number) => ({ ...incident, number })),
        followed: new Set<string>(),
        actionItems: Array.from({ length: 7 }, (_, place) => ({
          item: { ...sampleItem, text, id: PAGE_IDS[place] ?? "" },
          incident,
        })),
        now: new Date("2026-11-22T18:00:00Z"),
        owed: [],
        problem: text,
        freezes: { open: [], votes: [], exceptionVotes: [] },
      };
      const view = homeView(renderHome(facts, look), new Date("2026-11-27T18:00:00Z"), look);
      judgeKnown(view.blocks as KnownBlock[], "home", { what: "home" });
    });
  });
});
