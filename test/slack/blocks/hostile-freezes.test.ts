// Whatever words arrive and however many repositories are frozen, every message stays whole and calls nobody.
import { describe, it } from "node:test";
import { renderExceptionWhy } from "../../../src/slack/blocks/exception-why.ts";
import { renderFreezeBanner } from "../../../src/slack/blocks/freeze-banner.ts";
import { homeFreezes, homeVotes } from "../../../src/slack/blocks/freeze-home.ts";
import { renderFreezeNotice } from "../../../src/slack/blocks/freeze-notice.ts";
import { freezeOnCard } from "../../../src/slack/blocks/freeze-on-card.ts";
import {
  ACTIVE,
  ASKED,
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
  PULL,
  rows,
  settled,
  vote,
} from "../freeze-drawn.ts";
import {
  DURING,
  sampleException,
  sampleFreeze,
  samplePreflight,
  sampleRepository,
  sampleSubject,
} from "../freeze-samples.ts";
import { judge, judgeKnown, OURS, property } from "../judge-drawn.ts";
import { look, sampleIncident } from "../samples.ts";

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
        const why = sampleException({ ...change, ...words, requestedByLogin: text });
        judge(renderExceptionWhy(why, look), "why", GITHUB);
        judge(renderExceptionWhy({ ...why, reason: "" }, look), "why", GITHUB);
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
