// Whatever words arrive, what Muster draws stays within Slack's limits and calls nobody who was not meant.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { mentionsInBlocks } from "../../../src/rehearsal/slack/rules/block-mentions.ts";
import { judgeBlocks } from "../../../src/rehearsal/slack/rules/judge-blocks.ts";
import { mentionsIn } from "../../../src/rehearsal/slack/rules/markup.ts";
import { renderAnnouncement } from "../../../src/slack/blocks/announcement.ts";
import { homeView, renderHome } from "../../../src/slack/blocks/home-tab.ts";
import { renderIncidentCard } from "../../../src/slack/blocks/incident-card.ts";
import { renderPage } from "../../../src/slack/blocks/page-message.ts";
import { renderRun } from "../../../src/slack/blocks/run-message.ts";
import { BUDGET, type Drawn, LIMITS } from "../../../src/slack/limits.ts";
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

/** People whom our own sentences may call. */
const MEANT = ["U0ANNA", "U0PIOTR"];

/** A runbook's author may link; only there the words below stand as the author's. */
const AUTHORS = "https://evil.example";
const OURS = [look.shop.url];
const OURS_AND_AUTHORS = [...OURS, AUTHORS];

const nasty = fc.constantFrom(
  "<!channel>",
  "<!here|x>",
  "<@U0EVIL>",
  "<@U0EVIL|bob>",
  "<!subteam^S0ALL>",
  "@everyone",
  "@here",
  "#general",
  "<https://evil.example|Bank>",
  "https://evil.example/",
  "```",
  "`",
  "*",
  "_",
  "~",
  ">",
  "\n",
  "\r\n> quoted",
  "\u202e",
  "\u200b",
  "\u0000",
  "&",
  "&amp;lt;!channel&gt;",
  ":tada:",
  "👩‍👩‍👧‍👦",
  "\ud800",
  "Zażółć",
  "|",
  "<!date^0^{time}|x>",
);
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 30 })
  .map((parts) => parts.join(""));
const long = fc
  .tuple(hostile, fc.integer({ min: 1, max: 4_000 }))
  .map(([text, count]) =>
    (text || "x").repeat(Math.ceil(count / Math.max(1, text.length))).slice(0, 12_000),
  );
const words = fc.oneof(hostile, long);

function judge({ text, blocks }: Drawn, what: string, linksTo = OURS): void {
  judgeKnown(blocks, "message", { what, linksTo });
  assert.ok(blocks.length <= BUDGET.blocks, `${what}: ${blocks.length} blocks`);
  const size = JSON.stringify(blocks).length;
  assert.ok(size <= BUDGET.characters, `${what}: ${size} characters`);
  assert.ok(text.trim() !== "" && text.length <= LIMITS.text, `${what}: text of ${text.length}`);
  assert.deepEqual(mentionsIn(text), [], `${what}: its text calls nobody`);
}

function judgeKnown(
  blocks: readonly KnownBlock[],
  surface: "message" | "home",
  { what, linksTo = OURS }: { what: string; linksTo?: readonly string[] },
) {
  assert.deepEqual(judgeBlocks(blocks, surface), [], what);
  for (const mention of mentionsInBlocks(blocks)) {
    const isMeant = mention.kind === "user" && MEANT.includes(mention.id);
    assert.ok(isMeant, `${what} calls ${JSON.stringify(mention)}`);
  }
  const links = mrkdwnOf(blocks).flatMap((text) =>
    [...text.matchAll(/<(https?:[^|>]+)/g)].map((match) => match[1] ?? ""),
  );
  const foreign = links.filter((link) => !linksTo.some((url) => link.startsWith(url)));
  assert.deepEqual(foreign, [], `${what} links only to our own pages`);
}

/** The texts that Slack parses; plain and rich text are shown as they are. */
function mrkdwnOf(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  if ("type" in part && part.type === "mrkdwn" && "text" in part) {
    assert.equal("verbatim" in part && part.verbatim, true, "every mrkdwn is verbatim");
    return [String(part.text)];
  }
  return Object.values(part).flatMap(mrkdwnOf);
}

const PAGE_IDS = Array.from({ length: 7 }, () => randomUUID());

const property = (check: (text: string) => void): void => {
  fc.assert(fc.property(words, check), { numRuns: 25, seed: 42 });
};

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
        problem: text,
      };
      const view = homeView(renderHome(facts, look), new Date("2026-11-27T18:00:00Z"), look);
      judgeKnown(view.blocks as KnownBlock[], "home", { what: "home" });
    });
  });
});
