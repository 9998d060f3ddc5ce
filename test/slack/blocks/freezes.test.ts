// Freezes and exceptions as people see them: kept as text, and whole whatever words arrive and however many repositories.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { KnownBlock } from "@slack/types";
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import type { FrozenRepository, RepositoryState } from "../../../src/domain/freeze/repository.ts";
import { renderException } from "../../../src/slack/blocks/exception-message.ts";
import { renderExceptionVote } from "../../../src/slack/blocks/exception-vote.ts";
import { renderFreezeBanner } from "../../../src/slack/blocks/freeze-banner.ts";
import { renderFreezeDraft } from "../../../src/slack/blocks/freeze-draft.ts";
import { homeFreezes, homeVotes } from "../../../src/slack/blocks/freeze-home.ts";
import { type NoticeMoment, renderFreezeNotice } from "../../../src/slack/blocks/freeze-notice.ts";
import { freezeOnCard } from "../../../src/slack/blocks/freeze-on-card.ts";
import { renderFreezeVote } from "../../../src/slack/blocks/freeze-vote.ts";
import type { Drawn } from "../../../src/slack/limits.ts";
import {
  AFTER,
  BEFORE,
  DURING,
  ENDS,
  REPOSITORIES,
  sampleException,
  sampleFreeze,
  samplePreflight,
  sampleProposal,
  sampleRepository,
  sampleSubject,
} from "../freeze-samples.ts";
import { judge, judgeKnown, OURS, property } from "../judge-drawn.ts";
import { readable, readableBlock } from "../readable.ts";
import { look, sampleIncident } from "../samples.ts";

const golden = (name: string): string =>
  new URL(`../../golden/slack/${name}.txt`, import.meta.url).pathname;

const asText = { serializers: [(text: unknown) => String(text)] };

function transcript(drawn: Readonly<Record<string, Drawn>>): string {
  return Object.entries(drawn)
    .map(([name, each]) => `==== ${name}\n${readable(each)}\n`)
    .join("\n");
}

const UPGRADE = "Upgrade to GitHub Pro or make this repository public to enable this feature.";

function rows(states: readonly RepositoryState[], names = REPOSITORIES): FrozenRepository[] {
  return names.map((name, index) => {
    const state = states[index % states.length] ?? "open";
    const isRefused = state === "unenforced" || state === "failed";
    return sampleRepository(name, state, { error: isRefused ? UPGRADE : null });
  });
}

const ACTIVE = sampleFreeze({ state: "active" });
const LIFTED = sampleFreeze({
  state: "lifted",
  ended: { at: ENDS, by: { type: "muster", via: "timer" }, why: "over" },
});
const CLICK = { read: "https://shop.slack.com/archives/C0REL/p1" } as const;

function banner(freeze: Freeze, states: readonly RepositoryState[], now: Date) {
  const names = freeze.scope.repositories;
  return renderFreezeBanner(
    { ...sampleSubject(freeze, rows(states, [...names]), now), incident: null },
    look,
  );
}

function notice(
  moment: NoticeMoment,
  freeze: Freeze,
  { states, now }: { states: readonly RepositoryState[]; now: Date },
) {
  const names = [...freeze.scope.repositories];
  const subject = sampleSubject(freeze, rows(states, names), now);
  return renderFreezeNotice(
    { ...subject, moment, hasOwnStart: false, bannerUrl: CLICK.read },
    look,
  );
}

const MOMENTS: readonly NoticeMoment[] = ["day-before", "hour-before", "start", "end"];

const PULL = {
  repository: "shop/web",
  number: 9,
  title: "Bump the lockfile",
  url: "https://github.com/shop/web/pull/9",
  author: "bea-dev",
};

const drafted = (change: Partial<Freeze> = {}): Freeze => {
  const { scheduledAt: _, ...draft } = sampleFreeze({ state: "drafted", ...change });
  return draft;
};

const PREFLIGHT = [
  samplePreflight("shop/web", { autoMerge: [PULL] }),
  samplePreflight("shop/legacy", { mode: "none", findings: ["The repository is archived."] }),
];

function draft(freeze: Freeze, overlaps: readonly string[] = []): Drawn {
  const approval = { need: 1, from: ["group:release-managers"] };
  const subject = sampleSubject(freeze, [], BEFORE);
  return renderFreezeDraft({ ...subject, approval, channel: "releases", overlaps }, look);
}

function vote(freeze: Freeze): Drawn {
  const proposal = freeze.proposal ?? freeze.decided?.at(-1) ?? null;
  const subject = sampleSubject(freeze, rows(["frozen"]), DURING);
  const proposalId = proposal?.id ?? "";
  return renderFreezeVote({ ...subject, proposal, proposalId, reader: "U0PIOTR" }, look);
}

const EXTEND = sampleProposal({
  change: { kind: "extend", endsAt: "2026-12-01T08:00:00.000Z" },
  reason: "Slow recovery of the payment provider",
});
const by = (id: string, name: string) => ({ by: { id, name }, at: "2026-11-27T11:30:00.000Z" });
const ASKED = sampleException();
const GRANTED: Partial<FreezeException> = {
  state: "approved",
  expiresAt: "2026-11-28T00:00:00.000Z",
  ballot: {
    ...ASKED.ballot,
    state: "granted",
    votes: [
      { ...by("U0BOB", "Bob Wolny"), vote: "approve", note: null },
      { ...by("U0BEA", "Bea Mazur"), vote: "approve", note: null },
    ],
  },
};
const NO = "Not before the hotfix of INC-7 is out.";
const DENIED: Partial<FreezeException> = {
  state: "denied",
  ballot: {
    ...ASKED.ballot,
    state: "denied",
    votes: [{ ...by("U0BOB", "Bob Wolny"), vote: "deny", note: NO }],
  },
};
const settled = (state: FreezeException["state"], why: string): Partial<FreezeException> => ({
  ...GRANTED,
  state,
  settled: {
    at: "2026-11-27T13:00:00.000Z",
    by: { type: "person", user: "U0PIOTR", via: "modal" },
    why,
  },
});

const exception = (change: Partial<FreezeException>, incident: number | null = null): Drawn =>
  renderException({ exception: sampleException(change), incident }, look);

const exceptionVote = (change: Partial<FreezeException>): Drawn =>
  renderExceptionVote(
    {
      exception: sampleException(change),
      incident: null,
      freezes: ["FRZ-3"],
      validForMinutes: 720,
      reader: "U0BEA",
    },
    look,
  );

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
      "commit not known yet": exception({ headSha: "", title: "", author: "", url: "" }),
      "asked on GitHub by somebody unknown": exception({
        requestedBy: null,
        requestedByLogin: "carl-dev",
        reason: "",
        authorUser: null,
      }),
      "hotfix lane": exception({ lane: "hotfix", incidentId: "x" }, 42),
      "too few to decide": exception({ ballot: { ...ASKED.ballot, eligible: ["U0BOB"] } }),
      approved: exception(GRANTED),
      denied: exception(DENIED),
      merged: exception(settled("used", "merged")),
      expired: exception(settled("expired", "in time")),
      revoked: exception(settled("revoked", "It waits for the next release.")),
      void: exception(settled("void", "another commit was pushed")),
      "vote asked": exceptionVote({}),
      "vote, commit not known yet": exceptionVote({ headSha: "" }),
      "vote given": exceptionVote({
        ballot: {
          ...ASKED.ballot,
          votes: [{ ...by("U0BEA", "Bea Mazur"), vote: "approve", note: null }],
        },
      }),
      "vote over": exceptionVote(GRANTED),
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

const GITHUB = [...OURS, "https://github.com/", "https://shop.slack.com/", "https://evil.example"];

/** 200 repositories with names as long as GitHub allows. */
const MANY = Array.from({ length: 200 }, (_, i) => `${"o".repeat(39)}/${"r".repeat(96)}-${i}`);

describe("hostile words and many repositories", () => {
  it("leave every message of a freeze whole", () => {
    property((text) => {
      const scope = { ...ACTIVE.scope, repositories: MANY, branches: [text], tags: [text] };
      const named = { title: text, reason: text, scope };
      const proposal = { ...EXTEND, reason: text };
      const preflight = MANY.map((name) =>
        samplePreflight(name, {
          mode: "advisory",
          findings: [text, text],
          autoMerge: [{ ...PULL, repository: name, title: text, author: text, url: text }],
        }),
      );
      const wrong = MANY.map((name) => sampleRepository(name, "failed", { error: text }));
      for (const freeze of [ACTIVE, sampleFreeze(), { ...LIFTED, state: "lifting" as const }]) {
        const one = { ...freeze, ...named, proposal, preflight };
        const subject = sampleSubject(one, wrong, DURING);
        judge(renderFreezeBanner({ ...subject, incident: 42 }, look), "banner", GITHUB);
        for (const moment of MOMENTS) {
          const post = { ...subject, moment, hasOwnStart: false, bannerUrl: null };
          judge(renderFreezeNotice(post, look), moment, GITHUB);
        }
        judge(
          vote({ ...one, proposal: { ...proposal, change: { kind: "declare" } } }),
          "vote",
          GITHUB,
        );
        judge(vote(one), "vote", GITHUB);
      }
      const one = drafted({ ...named, preflight });
      judge(
        draft(
          one,
          Array.from({ length: 30 }, (_, i) => `FRZ-${i}`),
        ),
        "draft",
        GITHUB,
      );
      judge(draft({ ...one, preflight: null }), "draft", GITHUB);
    });
  });

  it("leave every message of an exception whole", () => {
    property((text) => {
      const words = { title: text, author: text, reason: text, url: text, headSha: text };
      const note = { ...by("U0BOB", text), vote: "deny", note: text } as const;
      for (const change of [{}, GRANTED, DENIED, settled("revoked", text), settled("void", text)]) {
        const ballot = { ...ASKED.ballot, ...change.ballot, votes: [note], from: [text] };
        judge(exception({ ...change, ...words, ballot }, 42), "exception", GITHUB);
        judge(exceptionVote({ ...change, ...words, ballot }), "exception vote", GITHUB);
      }
    });
  });

  it("leave Home and the card whole", () => {
    property((text) => {
      const freeze = { ...ACTIVE, title: text, proposal: EXTEND };
      const subject = sampleSubject(freeze, rows(["unknown"]), DURING);
      const many = Array.from({ length: 12 }, () => subject);
      const votes = Array.from({ length: 9 }, (_, number) => ({ ...freeze, number }));
      const exceptionVotes = votes.map(({ number }) => sampleException({ number, title: text }));
      const home = { open: many, votes, exceptionVotes };
      judgeKnown([...homeVotes(home), ...homeFreezes(home, look)], "home", { what: "home" });
      const card = { repositories: rows(["failed"], MANY), freezes: [freeze], until: null };
      judgeKnown(freezeOnCard(sampleIncident(), card, look), "message", { what: "card" });
    });
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
