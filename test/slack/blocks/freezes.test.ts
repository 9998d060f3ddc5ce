// Freezes and exceptions as people see them, kept as text.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { KnownBlock } from "@slack/types";
import type { RepositoryState } from "../../../src/domain/freeze/repository.ts";
import { renderExceptionWhy } from "../../../src/slack/blocks/exception-why.ts";
import { homeFreezes, homeVotes } from "../../../src/slack/blocks/freeze-home.ts";
import { freezeOnCard } from "../../../src/slack/blocks/freeze-on-card.ts";
import type { Drawn } from "../../../src/slack/limits.ts";
import {
  ACTIVE,
  ASKED,
  banner,
  by,
  DENIED,
  draft,
  drafted,
  EXTEND,
  exception,
  exceptionVote,
  GRANTED,
  LIFTED,
  MOMENTS,
  notice,
  PREFLIGHT,
  rows,
  settled,
  vote,
} from "../freeze-drawn.ts";
import {
  AFTER,
  BEFORE,
  DURING,
  ENDS,
  sampleException,
  sampleFreeze,
  sampleProposal,
  sampleSubject,
} from "../freeze-samples.ts";
import { readable, readableBlock } from "../readable.ts";
import { look, sampleIncident } from "../samples.ts";

const UNREASONED = { requestedByLogin: "anna-dev", reason: "" };

const golden = (name: string): string =>
  new URL(`../../golden/slack/${name}.txt`, import.meta.url).pathname;

const asText = { serializers: [(text: unknown) => String(text)] };

function transcript(drawn: Readonly<Record<string, Drawn>>): string {
  return Object.entries(drawn)
    .map(([name, each]) => `==== ${name}\n${readable(each)}\n`)
    .join("\n");
}

describe("what is drawn of a freeze", () => {
  it("in its announcement, from its schedule to its end", (t: TestContext) => {
    const text = transcript({
      scheduled: banner(sampleFreeze(), ["staged", "unenforced", "staged"], BEFORE),
      beginning: banner(sampleFreeze(), ["staged"], DURING),
      "partly held": banner(sampleFreeze(), ["frozen", "failed", "unknown"], DURING),
      held: banner(sampleFreeze({ ...ACTIVE, proposal: EXTEND }), ["frozen"], DURING),
      "held, one taken away": banner(ACTIVE, ["frozen", "frozen", "drifted"], DURING),
      "waits for somebody to let go": banner(
        { ...ACTIVE, lift: { ...ACTIVE.lift, mode: "ask" } },
        ["frozen"],
        AFTER,
      ),
      "being lifted": banner({ ...LIFTED, state: "lifting" }, ["frozen", "open", "failed"], AFTER),
      over: banner(LIFTED, ["open"], AFTER),
      "until its incident is resolved": banner({ ...ACTIVE, endsAt: null }, ["frozen"], DURING),
    });
    t.assert.fileSnapshot(text, golden("freeze-banner"), asText);
  });

  it("in its other posts, before and after what they say came true", (t: TestContext) => {
    const before = { states: ["staged"], now: BEFORE } as const;
    const during = { states: ["frozen", "unenforced"], now: DURING } as const;
    const text = transcript({
      ...Object.fromEntries(MOMENTS.slice(0, 2).map((m) => [m, notice(m, sampleFreeze(), before)])),
      ...Object.fromEntries(
        MOMENTS.slice(0, 3).map((m) => [`${m}, begun`, notice(m, ACTIVE, during)]),
      ),
      "start, not all held": notice("start", sampleFreeze(), {
        states: ["frozen", "failed"],
        now: DURING,
      }),
      "end, not all open": notice(
        "end",
        { ...LIFTED, state: "lifting" },
        {
          states: ["open", "failed"],
          now: AFTER,
        },
      ),
      end: notice("end", LIFTED, { states: ["open"], now: AFTER }),
      "end, another goes on": notice("end", LIFTED, { states: ["open", "frozen"], now: AFTER }),
    });
    t.assert.fileSnapshot(text, golden("freeze-posts"), asText);
  });

  it("to its declarer and its approvers", (t: TestContext) => {
    const granted = { ...EXTEND, ballot: { ...EXTEND.ballot, ...GRANTED.ballot } };
    const denied = { ...EXTEND, ballot: { ...EXTEND.ballot, ...DENIED.ballot } };
    const text = transcript({
      draft: draft(drafted({ preflight: PREFLIGHT }), ["FRZ-2"]),
      "draft that begins at once and lasts long": draft(
        drafted({ startsAt: "2026-11-20T00:00:00.000Z", endsAt: "2027-01-20T00:00:00.000Z" }),
      ),
      "draft, approval asked": draft(drafted({ state: "proposed", proposal: sampleProposal() })),
      "draft, declared": draft(sampleFreeze()),
      "draft, denied": draft(drafted({ state: "denied", decided: [denied] })),
      "draft, discarded": draft(drafted({ state: "cancelled" })),
      "vote on a declaration": vote(
        drafted({ state: "proposed", proposal: sampleProposal(), preflight: PREFLIGHT }),
      ),
      "vote on an extension": vote({ ...ACTIVE, proposal: EXTEND }),
      "vote on lifting": vote({
        ...ACTIVE,
        preflight: PREFLIGHT,
        proposal: { ...EXTEND, change: { kind: "lift" } },
      }),
      "vote, approved": vote({ ...ACTIVE, decided: [granted] }),
      "vote, denied": vote({ ...ACTIVE, decided: [denied] }),
      "vote, gone": vote(ACTIVE),
    });
    t.assert.fileSnapshot(text, golden("freeze-people"), asText);
  });

  it("of an exception, in the thread and to who decides", (t: TestContext) => {
    const text = transcript({
      asked: exception({}),
      "asked on GitHub by somebody unknown": exception({
        requestedBy: null,
        requestedByLogin: "carl-dev",
        reason: "",
        authorUser: null,
      }),
      "hotfix lane": exception({ lane: "hotfix", incidentId: "x" }, 42),
      "too few to decide": exception({ ballot: { ...ASKED.ballot, eligible: ["U0BOB"] } }),
      approved: exception(GRANTED),
      "approved until the freeze ends": exception({ ...GRANTED, endsWithFreeze: true }),
      denied: exception(DENIED),
      merged: exception(settled("used", "merged")),
      expired: exception(settled("expired", "in time")),
      revoked: exception(settled("revoked", "It waits for the next release.")),
      void: exception(settled("void", "another commit was pushed")),
      "vote asked": exceptionVote({}),
      "vote given": exceptionVote({
        ballot: {
          ...ASKED.ballot,
          votes: [{ ...by("U0BEA", "Bea Mazur"), vote: "approve", note: null }],
        },
      }),
      "vote over": exceptionVote(GRANTED),
      "why, asked": renderExceptionWhy(sampleException(UNREASONED), look),
      "why, said": renderExceptionWhy(sampleException({ requestedByLogin: "anna-dev" }), look),
      "why, over": renderExceptionWhy(
        sampleException({ ...UNREASONED, ...settled("void", "the pull request was closed") }),
        look,
      ),
    });
    t.assert.fileSnapshot(text, golden("exceptions"), asText);
  });

  it("on Home and on an incident's card", (t: TestContext) => {
    const subject = sampleSubject(ACTIVE, rows(["frozen"]), DURING);
    const home = {
      open: [subject, sampleSubject(sampleFreeze({ number: 5, title: "Christmas" }), [], BEFORE)],
      votes: [{ ...ACTIVE, proposal: EXTEND }],
      exceptionVotes: [ASKED],
    };
    const card = (states: readonly RepositoryState[]) =>
      freezeOnCard(
        sampleIncident(),
        { repositories: rows(states), freezes: [ACTIVE], until: new Date(ENDS) },
        look,
      );
    const blocks: Readonly<Record<string, readonly KnownBlock[]>> = {
      "home, freezes": homeFreezes(home, look),
      "home, none": homeFreezes({ open: [], votes: [], exceptionVotes: [] }, look),
      "home, votes": homeVotes(home),
      "card, all held": card(["frozen"]),
      "card, one unknown": card(["frozen", "unknown", "unenforced"]),
    };
    const text = Object.entries(blocks)
      .map(([name, some]) => `==== ${name}\n${some.map(readableBlock).join("\n")}\n`)
      .join("\n");
    t.assert.fileSnapshot(text, golden("freeze-elsewhere"), asText);
  });
});

describe("an announcement", () => {
  it("never calls held what was not read back", () => {
    for (const states of [["staged"], ["open"], ["unknown"], ["failed"], ["drifted"]] as const) {
      const text = JSON.stringify(banner(sampleFreeze(), states, DURING));
      assert.match(text, /0 of 3 held/, states[0]);
      assert.doesNotMatch(text, /\*active/, states[0]);
    }
  });
});
