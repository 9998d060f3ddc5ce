// What a freeze says in its thread and in direct messages: kept as a file for review, and tried with hostile words.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { ExceptionMessage } from "../../../src/domain/freeze/exception-news.ts";
import type { FreezeMessage, FreezeNews } from "../../../src/domain/freeze/news.ts";
import type { FreezeReport } from "../../../src/domain/freeze/report.ts";
import { renderMessage } from "../../../src/slack/messages/render-message.ts";
import { words } from "../../../src/words/words.ts";
import { judge, OURS, property } from "../judge-drawn.ts";
import { readable } from "../readable.ts";
import { look } from "../samples.ts";

const FACTS = { look, incident: null, alerts: { firing: 0, recovered: 0 } };
const GITHUB = "https://github.com";
const START = "2026-11-27T17:00:00.000Z";
const END = "2026-11-30T08:00:00.000Z";

function samplesOf(text: string): readonly (FreezeMessage | ExceptionMessage)[] {
  const about = { freezeId: "f1", number: 7, title: text, zone: "Europe/Warsaw" };
  const url = `${GITHUB}/shop/web`;
  const repository = { repository: `shop/${text}`, state: "unknown", error: text, url } as const;
  const declare = { change: { kind: "declare" }, by: "U0ANNA", proposalId: "p1" } as const;
  const lateAt = "2026-11-30T09:05:00.000Z";
  const late = { since: END, at: lateAt, repositories: Array(20).fill(repository), count: 34 };
  const news = (each: FreezeNews) => ({ kind: "freeze-news", ...about, news: each }) as const;
  return [
    { kind: "freeze-vote-wanted", ...about, ...declare, reason: text, need: 2, startsAt: START },
    { kind: "freeze-vote-reminder", ...about, ...declare, startsAt: START },
    { kind: "freeze-undecided", ...about, startsAt: START },
    { kind: "freeze-waits", ...about, endsAt: END, againAt: lateAt },
    { kind: "freeze-late", ...about, ...late, task: "lift" },
    { kind: "freeze-late", ...about, ...late, task: "hold" },
    ...newsOf(text).map(news),
    ...exceptionsOf(text),
  ];
}

function exceptionsOf(text: string): readonly ExceptionMessage[] {
  const about = { exceptionId: "e1", number: 4, repository: `shop/${text}`, pull: 12 };
  const known = { headSha: "0badcafe0badcafe", url: `${GITHUB}/x`, until: END };
  const approved = { ...known, approvers: ["U0ANNA", "U0BOB"] };
  const decided = { kind: "exception-decided", ...about, by: "U0BOB", note: text } as const;
  return [
    { ...decided, ...approved, state: "approved", endsWithFreeze: true },
    { ...decided, ...known, state: "denied", until: null },
    { ...decided, state: "void", headSha: "", url: "", by: null, until: null },
    { kind: "exception-waits", ...about, reason: text },
    { kind: "hotfix-approved", ...about, ...approved, incidentId: "i1" },
  ];
}

function newsOf(text: string): readonly FreezeNews[] {
  const by = "U0ANNA";
  const pull = { repository: "shop/web", number: 12, title: text, url: `${GITHUB}/x`, author: "b" };
  return [
    { what: "asked", change: { kind: "lift" }, by, reason: text, need: 1 },
    { what: "change-denied", change: { kind: "extend", endsAt: END }, by },
    { what: "extended", from: END, to: "2026-12-01T08:00:00.000Z", by, reason: text },
    { what: "shortened", from: END, to: START, by: null, reason: text },
    { what: "ended", why: "over", by: null, reason: null },
    { what: "ended", why: "early", by, reason: text },
    { what: "ended", why: "cancelled", by, reason: text },
    { what: "ended", why: "incident-resolved", by: null, reason: null },
    { what: "repository", repository: `shop/${text}`, state: "failed", detail: text },
    ...driftOf(text),
    { what: "put-back", repository: "shop/web", by },
    { what: "auto-merge", pulls: Array(20).fill(pull), count: 23 },
    { what: "report", report: reportOf(text) },
  ];
}

function driftOf(text: string): readonly FreezeNews[] {
  const repository = "shop/web";
  const removed = [{ what: "rule-removed" }] as const;
  const all = [
    ...([{ what: "rule-changed" }, { what: "variable" }] as const),
    ...([
      { what: "workflow", name: text },
      { what: "gate", name: text },
    ] as const),
  ];
  const drift = { what: "drift", repository, by: text, touched: removed, isHeld: true } as const;
  return [
    { ...drift, follows: "left-alone" },
    { ...drift, follows: "left-alone", by: null, touched: all, isHeld: false },
    { ...drift, follows: "put-back" },
    { ...drift, follows: "given-up", by: null },
  ];
}

function reportOf(text: string): FreezeReport {
  const actor = { type: "muster", via: "job" } as const;
  const event = {
    ...{ id: "e1", at: START, what: "rule.bypassed", repository: "shop/web" },
    ...{ actor, detail: {} },
  };
  const held = { mode: "app_check", state: "open", heldFrom: START, openFrom: END } as const;
  const never = { ...held, mode: "none", heldFrom: null, openFrom: null } as const;
  return {
    ...{ freezeId: "f1", number: 7, title: text, startsAt: START, endedAt: END },
    zone: "Europe/Warsaw",
    repositories: [
      { ...held, repository: "shop/web", gapMinutes: 0 },
      { ...held, repository: "shop/checkout", gapMinutes: 125 },
      ...Array(30).fill({ ...never, repository: `shop/${text}`, gapMinutes: 3780 }),
    ],
    exceptions: { asked: 0, approved: 1, denied: 1, used: 2, expired: 0, revoked: 0, void: 1 },
    hotfixes: 1,
    ...{
      merged: [
        { ...event, detail: { pull: 128, exception: 7 } },
        { ...event, detail: { pull: 131, exception: null, mergedBy: "ola-admin" } },
      ],
      bypassed: [event],
      drifted: [],
      pushed: [],
    },
  };
}

describe("what a freeze says", () => {
  it("is kept for review", (t: TestContext) => {
    const drawn = samplesOf("pay * day").map((each) => readable(renderMessage(each, FACTS)));
    const file = new URL("../../golden/slack/freeze-news.txt", import.meta.url).pathname;
    t.assert.fileSnapshot(drawn.join("\n\n"), file, {
      serializers: [(text: string) => `${text}\n`],
    });
  });

  it("names the command as it is called in the workspace", () => {
    const shop = { ...look.shop, commands: { ...look.shop.commands, freeze: "/halt" } };
    const facts = { ...FACTS, look: { ...look, shop } };
    const exception = { exceptionId: "e1", number: 4, repository: "shop/web", pull: 12 };
    const asked = { ...exception, need: 2, given: 0 };
    const drawn = [
      ...samplesOf("pay day"),
      { kind: "exception-wanted", ...asked } as const,
      { kind: "exception-reminder", ...asked } as const,
    ].map((each) => readable(renderMessage(each, facts)));
    const told = words.freezeGithub.frozen({
      ...{ until: END, zone: "Europe/Warsaw" },
      ...{ url: `${GITHUB}/shop/web/pull/12`, slash: "/halt" },
    });
    const text = [...drawn, told].join("\n");
    for (const said of ["approve FRZ-7", "let-go FRZ-7", "deny EXC-4", "except https://"]) {
      assert.ok(text.includes(`/halt ${said}`), said);
    }
    assert.doesNotMatch(text, /\/freeze /);
  });

  it("stays within Slack's rules and calls nobody, whatever is written in it", () => {
    property((text) => {
      for (const each of samplesOf(text)) {
        judge(renderMessage(each, FACTS), each.kind, [...OURS, GITHUB]);
      }
    });
  });
});
