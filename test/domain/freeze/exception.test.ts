// Exceptions as decisions: on whose terms, in which lane, until when, and what was missed of GitHub's deliveries.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openBallot } from "../../../src/domain/freeze/ballot.ts";
import { beginException, grantIfDecided } from "../../../src/domain/freeze/decide-exception.ts";
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import { holdingOf, termsOf } from "../../../src/domain/freeze/exception-terms.ts";
import { timerOf } from "../../../src/domain/freeze/exception-timer.ts";
import { endBy, type PullSeen } from "../../../src/domain/freeze/follow-pull.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import {
  type DeliveryTry,
  missedDeliveries,
} from "../../../src/domain/freeze/missed-deliveries.ts";
import { readGithubEvent } from "../../../src/domain/freeze/read-github-event.ts";
import {
  checkRun,
  type DeliverySent,
  deploymentProtection,
  installation,
  mergeGroup,
  pullRequest,
  push,
  renamed,
  ruleset,
} from "../../support/github-deliveries.ts";
import { freezeAt } from "../../web/freeze-seed.ts";

const NOW = new Date("2026-11-27T18:00:00Z");
const SHA = "a".repeat(40);
const OTHER = "b".repeat(40);
const minutes = (many: number): Date => new Date(NOW.getTime() + many * 60_000);

const freeze = (number: number, change: Partial<Freeze> = {}): Freeze => ({
  ...freezeAt(NOW, change),
  number,
  version: 1,
});

function exceptionOf(change: Partial<FreezeException> = {}): FreezeException {
  const ballot = openBallot({ need: 1, from: [], among: ["U1"], exclude: [] }, NOW);
  const start = { id: "1", repository: "shop/web", pull: 12, freezeId: "2", reason: "Why" };
  const asked = { requestedBy: null, requestedByLogin: null, lane: "normal", incidentId: null };
  const begun = beginException({ ...start, ...asked, lane: "normal" }, ballot, NOW);
  return { ...begun, number: 1, version: 1, headSha: SHA, state: "approved", ...change };
}

const seen = (change: Partial<PullSeen> = {}): PullSeen => ({
  ...{ number: 12, headSha: SHA, title: "", url: "", author: "", base: "main" },
  ...{
    isOpen: true,
    isMerged: false,
    mergeSha: null,
    mergedAt: null,
    mergedBy: null,
    at: minutes(1),
  },
  ...change,
});

describe("the terms of an exception", () => {
  const policy = (need: number, from: string, validForMinutes: number) => ({
    exceptions: { need, from: [from], validForMinutes },
  });

  test("are those of the freeze that wants the most votes, for the shortest time of all", () => {
    const holding = [
      freeze(1, policy(1, "group:a", 30)),
      freeze(2, policy(3, "group:b", 600)),
      freeze(3, policy(3, "group:c", 60)),
    ];
    const terms = termsOf(holding);
    assert.deepEqual(terms?.electorate, { need: 3, from: ["group:b"] });
    assert.equal(terms?.validForMinutes, 30);
    assert.equal(terms?.freeze.number, 2);
  });

  test("an approval counts no longer than the last of them lasts, and says so", () => {
    const hour = minutes(60).toISOString();
    const own = (change: Partial<Freeze>) => freeze(1, { ...policy(1, "group:a", 600), ...change });
    const granted = (holding: readonly Freeze[], until?: string) => {
      const terms = termsOf(holding);
      assert.ok(terms);
      const ballot = openBallot({ need: 0, from: [], among: [], exclude: [] }, NOW);
      const exception = exceptionOf({ state: "asked", ballot, ...(until && { until }) });
      const { isLooking: _, ...known } = exception;
      const { expiresAt, endsWithFreeze = false } = grantIfDecided(known, { ...terms, now: NOW });
      return [expiresAt, endsWithFreeze];
    };
    const policyEnd = minutes(600).toISOString();
    assert.deepEqual(granted([own({ endsAt: hour })]), [hour, true]);
    const tomorrow = minutes(1_440).toISOString();
    assert.deepEqual(granted([own({ endsAt: hour })], tomorrow), [hour, true]);
    const soon = minutes(5).toISOString();
    assert.deepEqual(granted([own({ endsAt: hour })], soon), [soon, false]);
    assert.deepEqual(granted([own({ endsAt: hour }), own({ endsAt: tomorrow })]), [
      policyEnd,
      false,
    ]);
    assert.deepEqual(granted([own({ endsAt: null })]), [policyEnd, false]);
    const asks = { mode: "ask", earlyNeed: 1, extendNeed: 1 } as const;
    assert.deepEqual(granted([own({ endsAt: hour, lift: asks })]), [policyEnd, false]);
  });

  test("are nobody's where nothing holds: before the start, after the end, or elsewhere", () => {
    const all = [
      freeze(1, { state: "scheduled", startsAt: minutes(1).toISOString() }),
      freeze(2, { endsAt: minutes(-1).toISOString() }),
      freeze(3, { state: "lifting" }),
    ];
    assert.deepEqual(holdingOf("shop/web", all, NOW), []);
    assert.deepEqual(holdingOf("shop/other", [freeze(4)], NOW), []);
    assert.equal(termsOf([]), undefined);
    const asks = { mode: "ask", earlyNeed: 1, extendNeed: 1 } as const;
    const waiting = freeze(5, { endsAt: minutes(-1).toISOString(), lift: asks });
    assert.equal(holdingOf("shop/web", [waiting], NOW).length, 1, "it holds on until let go");
  });
});

describe("what is seen of a pull request", () => {
  for (const [what, exception, pull, end] of [
    ["the same commit, open", {}, {}, undefined],
    ["another commit", {}, { headSha: OTHER }, "pushed"],
    [
      "another commit, seen before it was asked",
      {},
      { headSha: OTHER, at: minutes(-1) },
      undefined,
    ],
    [
      "a push away from its commit, told late",
      {},
      { headSha: OTHER, before: SHA, at: minutes(-1) },
      "pushed",
    ],
    ["its end", {}, { isOpen: false }, "closed"],
    ["an end that is older than it", {}, { isOpen: false, at: minutes(-1) }, undefined],
    ["its merge", {}, { isOpen: false, isMerged: true }, "used"],
    [
      "its merge while nobody has approved it",
      { state: "asked" },
      { isMerged: true },
      "merged-otherwise",
    ],
    ["the merge of another commit", {}, { isMerged: true, headSha: OTHER }, "merged-otherwise"],
    ["anything, before its commit is known", { headSha: "" }, { headSha: OTHER }, undefined],
  ] as const) {
    test(`${what}: ${end ?? "stays as it is"}`, () => {
      const ended = endBy(exceptionOf(exception), seen(pull));
      assert.equal(ended?.as === "void" ? ended.because : ended?.as, end);
    });
  }
});

describe("the deadline of an exception", () => {
  const fireAt = (exception: FreezeException, now = NOW) => {
    const timer = timerOf(exception, now);
    return "fireAt" in timer ? timer.fireAt : undefined;
  };

  test("is a reminder while it is asked, later and later, and its expiry once approved", () => {
    const asked = exceptionOf({ state: "asked" });
    assert.deepEqual(fireAt(asked), minutes(30));
    assert.deepEqual(fireAt(asked, minutes(30)), minutes(120));
    assert.deepEqual(fireAt(asked, minutes(480)), minutes(1_440));
    assert.deepEqual(fireAt(asked, minutes(3_000)), minutes(4_320));
    assert.deepEqual(fireAt({ ...asked, lane: "hotfix" }), minutes(5));
    assert.deepEqual(fireAt({ ...asked, until: minutes(7).toISOString() }), minutes(7));
    assert.deepEqual(fireAt(exceptionOf({ expiresAt: minutes(60).toISOString() })), minutes(60));
    assert.equal(fireAt(exceptionOf({ state: "denied" })), undefined);
  });
});

describe("deliveries that never arrived", () => {
  const one = (guid: string, id: number, minutesAgo: number): DeliveryTry => ({
    ...{ id, guid, deliveredAt: minutes(-minutesAgo).toISOString() },
  });

  test("are asked for again, the oldest first, by their last try; not while they are under way", () => {
    const tries = [
      one("late", 1, 5),
      one("old", 2, 60),
      one("old", 3, 30),
      one("known", 4, 60),
      one("just-now", 5, 0),
    ];
    const missed = missedDeliveries(tries, new Set(["known"]), NOW);
    assert.deepEqual(
      missed.map(({ id }) => id),
      [3, 1],
    );
  });

  test("are given up after four tries, or when GitHub has forgotten them", () => {
    const often = [1, 2, 3, 4].map((id) => one("often", id, 60 * id));
    const forgotten = one("forgotten", 9, 3 * 24 * 60 + 1);
    assert.deepEqual(missedDeliveries([...often, forgotten], new Set(), NOW), []);
  });
});

const WRONG = [undefined, null, 7, "x", [], {}];

const spoiled = ({ event, body }: DeliverySent) =>
  Object.keys(body).flatMap((key) =>
    WRONG.map((wrong) => ({ event, key, body: { ...body, [key]: wrong } })),
  );

describe("what GitHub's webhooks send", () => {
  const all = [
    pullRequest("opened"),
    checkRun("requested_action"),
    checkRun("rerequested"),
    mergeGroup(104, SHA, OTHER),
    deploymentProtection(),
    push("refs/heads/main"),
    ruleset("edited"),
    renamed("shop/new", "web"),
    installation("deleted", ["shop/web"]),
  ];

  test("is read for what it means", () => {
    const read = all.map(({ event, body }) => readGithubEvent(event, body));
    assert.deepEqual(
      read.map((each) => each.ok && each.event?.is),
      [
        ...["pull", "exception-asked", "check-again", "queue-asks", "gate-asks", "push"],
        ...["repository-changed", "repository-changed", "access-changed"],
      ],
    );
    const queue = read[3];
    assert.ok(queue?.ok && queue.event?.is === "queue-asks");
    assert.equal(queue.event.pull, 104);
  });

  test("is never taken for something else when any part of it is missing or of another kind", () => {
    for (const sent of all) {
      for (const { event, body, key } of spoiled(sent)) {
        const read = readGithubEvent(event, body);
        assert.ok(read.ok || read.reason.includes(event), `${event}.${key}`);
      }
      assert.equal(readGithubEvent(sent.event, "text").ok, false, sent.event);
    }
  });

  test("of an organisation's rulesets means nothing to a repository", () => {
    const body = { action: "edited", sender: { login: "ola" }, organization: { login: "shop" } };
    const read = readGithubEvent("repository_ruleset", body);
    assert.deepEqual(read, { ok: true, event: null });
  });
});
