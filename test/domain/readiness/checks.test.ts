// What Muster looks up for a board: when it is ready, when it is not and why, and when it cannot tell.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import { checkFreeze } from "../../../src/domain/readiness/check-freeze.ts";
import { checkActions, checkPolicy } from "../../../src/domain/readiness/check-people.ts";
import { checkRota } from "../../../src/domain/readiness/check-rota.ts";
import {
  checkDrills,
  checkReviews,
  type RunbookFacts,
} from "../../../src/domain/readiness/check-runbooks.ts";
import type { Finding } from "../../../src/domain/readiness/finding.ts";
import { factOf } from "../../../src/words/en/readiness-fact.ts";
import { sampleCampaign, sampleFreeze } from "./samples.ts";

/** As a person reads it: the state, then what makes it so. */
function read({ state, facts }: Finding): string {
  const speech = {
    who: (user: string) => user,
    when: (at: Date) => at.toISOString().slice(0, 16),
    quote: (text: string) => text,
  };
  return `${state}: ${facts.map((fact) => factOf(fact, speech)).join("; ")}`;
}

describe("the rota", () => {
  const team = { title: "Payments", users: ["U0ANNA", "U0PIOTR"], lost: [] };
  const whole = { orphans: [], teams: [team], hasPeople: true };

  it("is filled with two people whom Slack knows in every team", () => {
    assert.equal(read(checkRota(whole)), "ready: Payments: U0ANNA and U0PIOTR");
  });

  it("is not filled with one, and says whom Slack does not know", () => {
    const short = { title: "Web", users: ["U0BEA"], lost: ["@gone"] };
    assert.equal(
      read(checkRota({ ...whole, teams: [team, short] })),
      "not-ready: Web: U0BEA alone, and nobody after (Slack knows no member called @gone); Payments: U0ANNA and U0PIOTR",
    );
  });

  it("is not filled where no team answers for a service, or nobody is on call", () => {
    assert.equal(
      read(checkRota({ orphans: ["Search"], teams: [{ ...team, users: [] }], hasPeople: true })),
      "not-ready: no team answers for Search; nobody is on call for Payments",
    );
  });

  it("cannot be told before Slack said who its people are, nor without services", () => {
    assert.match(read(checkRota({ ...whole, hasPeople: false })), /^unknown: Slack has not said/);
    assert.match(
      read(checkRota({ orphans: [], teams: [], hasPeople: true })),
      /^unknown: the campaign names no services/,
    );
  });
});

describe("drills and reviews of runbooks", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  const head = { title: "Switch", rehearseEveryMs: null, reviewBy: null, reviewedOn: null };
  const one = (change: Partial<RunbookFacts["head"] & object>, drilledAt: string | null = null) => [
    {
      slug: "switch",
      head: { ...head, ...change },
      drilledAt: drilledAt ? new Date(drilledAt) : null,
    },
  ];
  const DAY = 86_400_000;

  const drills: readonly [string, readonly RunbookFacts[], RegExp][] = [
    ["never", one({}), /^not-ready: Switch: no drill of it ever succeeded$/],
    ["89 days ago", one({}, "2026-08-27T12:00:00Z"), /^ready: Switch: drilled 2026-08-27T12:00$/],
    ["91 days ago", one({}, "2026-08-25T12:00:00Z"), /^not-ready: .* wanted every 90 days$/],
    [
      "31 days ago, wanted each 30",
      one({ rehearseEveryMs: 30 * DAY }, "2026-10-24T11:00:00Z"),
      /^not-ready: .*30 days$/,
    ],
    [
      "120 days ago, wanted each 180",
      one({ rehearseEveryMs: 180 * DAY }, "2026-07-27T12:00:00Z"),
      /^ready/,
    ],
    [
      "of a runbook that is not there",
      [{ slug: "gone", head: null, drilledAt: null }],
      /^not-ready: there is no runbook gone$/,
    ],
    ["of no runbook at all", [], /^unknown: no route names a runbook/],
  ];
  for (const [when, runbooks, said] of drills) {
    it(`a drill ${when}`, () => assert.match(read(checkDrills(runbooks, now)), said));
  }

  const reviews: readonly [string, readonly RunbookFacts[], RegExp][] = [
    [
      "was due yesterday",
      one({ reviewBy: "2026-11-23", reviewedOn: "2026-11-20" }),
      /^not-ready: Switch: was to be reviewed by 2026-11-23$/,
    ],
    [
      "is due today and was done 90 days ago",
      one({ reviewBy: "2026-11-24", reviewedOn: "2026-08-26" }),
      /^ready: Switch: reviewed 2026-08-26$/,
    ],
    ["was done 91 days ago", one({ reviewedOn: "2026-08-25" }), /^not-ready: .*over 90 days ago$/],
    [
      "stands in no file",
      one({ reviewBy: "2027-03-31" }),
      /^unknown: .*does not say when it was reviewed/,
    ],
  ];
  for (const [when, runbooks, said] of reviews) {
    it(`a review ${when}`, () => assert.match(read(checkReviews(runbooks, "2026-11-24")), said));
  }

  it("one that is late outweighs one of which nothing can be told", () => {
    const both = [...one({}), ...one({ title: "Old", reviewedOn: "2026-01-01" })];
    assert.match(read(checkReviews(both, "2026-11-24")), /^not-ready: Old: .*; Switch: its file/);
  });
});

describe("what incidents left to do, and who decides on exceptions", () => {
  it("names every overdue action item", () => {
    assert.equal(read(checkActions([])), "ready: none is overdue");
    const overdue = { incident: 4, text: "Raise the limit", owner: "U0ANNA", dueOn: "2026-11-20" };
    assert.equal(
      read(checkActions([overdue])),
      "not-ready: INC-4: “Raise the limit” of U0ANNA was due 2026-11-20",
    );
  });

  it("takes as many people as votes are needed, and says when none is to spare", () => {
    assert.match(read(checkPolicy(2, [])), /^not-ready: 2 votes are needed, and nobody can vote$/);
    assert.match(read(checkPolicy(2, ["U0BEA"])), /^not-ready: .*U0BEA can vote$/);
    assert.match(read(checkPolicy(1, ["U0BEA"])), /^ready: 1 vote is needed.*none to spare/);
    assert.equal(
      read(checkPolicy(1, ["U0BEA", "U0OLA"])),
      "ready: 1 vote is needed; U0BEA and U0OLA can vote",
    );
  });
});

describe("the freeze of a campaign", () => {
  const { startsAt, endsAt } = sampleCampaign();
  const look = (freezes: readonly Freeze[], repositories = ["shop/web"], bare: string[] = []) =>
    read(
      checkFreeze({
        ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
        ...{ bare, repositories, freezes },
      }),
    );
  const until = (to: string | null, number = 1) => sampleFreeze({ number, endsAt: to });
  const at = (from: string, number: number) => sampleFreeze({ number, startsAt: from });

  const cases: readonly [string, string, RegExp][] = [
    ["that holds from before it to after it", look([sampleFreeze()]), /^ready: shop\/web: FRZ-1$/],
    ["that ends with it to the second", look([until(endsAt)]), /^ready/],
    ["without an end", look([until(null)]), /^ready/],
    [
      "that there is none of",
      look([]),
      /^not-ready: shop\/web: no freeze from 2026-11-26T23:00 to 2026-11-30T22:59$/,
    ],
    [
      "that ends a day early",
      look([until("2026-11-29T22:59:00.000Z")]),
      /^not-ready: .* from 2026-11-29T22:59 to 2026-11-30T22:59$/,
    ],
    [
      "that begins a minute late",
      look([at("2026-11-26T23:01:00.000Z", 1)]),
      /^not-ready: .* from 2026-11-26T23:00 to 2026-11-26T23:01$/,
    ],
    [
      "that two hold one after the other",
      look([at("2026-11-28T00:00:00.000Z", 2), until("2026-11-28T00:00:00.000Z")]),
      /^ready: shop\/web: FRZ-1 and FRZ-2$/,
    ],
    [
      "that two hold with an hour between",
      look([at("2026-11-28T01:00:00.000Z", 2), until("2026-11-28T00:00:00.000Z")]),
      /from 2026-11-28T00:00 to 2026-11-28T01:00$/,
    ],
    [
      "that waits for approval",
      look([sampleFreeze({ state: "proposed" })]),
      /^not-ready: .*; FRZ-1 waits for approval$/,
    ],
    ["that is only drafted", look([sampleFreeze({ state: "drafted" })]), /FRZ-1 is only a draft$/],
    [
      "of other repositories",
      look([sampleFreeze()], ["shop/web", "shop/api"]),
      /^not-ready: shop\/api: no freeze .*; shop\/web: FRZ-1$/,
    ],
    [
      "of services that name no repositories",
      look([], [], ["Search"]),
      /^unknown: Search names no repositories/,
    ],
    [
      "of services of which one names none",
      look([sampleFreeze()], ["shop/web"], ["Search"]),
      /^unknown: Search names no .*; shop\/web: FRZ-1$/,
    ],
  ];
  for (const [what, found, said] of cases) it(what, () => assert.match(found, said));
});
