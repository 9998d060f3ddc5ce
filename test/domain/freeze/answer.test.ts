// Whether a reference is held, and what continuous integration is told of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type AnswerFacts,
  answerOf,
  titleForStrangers,
} from "../../../src/domain/freeze/answer.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import { heldRef } from "../../../src/domain/freeze/held-ref.ts";
import type { FrozenRepository } from "../../../src/domain/freeze/repository.ts";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";
import { freezeOf } from "./freezes.ts";

const scope = {
  branches: [
    "~DEFAULT_BRANCH",
    "refs/heads/release/**/*",
    "refs/heads/qa/**",
    "refs/heads/hot-?",
    "refs/heads/v*.x",
  ],
  tags: ["refs/tags/v*"],
};

describe("a reference", () => {
  const cases: readonly (readonly [string | null, boolean])[] = [
    ["main", true],
    ["refs/heads/main", true],
    ["refs/heads/feature/main", false],
    ["feature/x", false],
    ["release/2026", true],
    ["release/2026/11", true],
    ["qa/2026", true],
    ["qa/2026/11", false],
    ["refs/heads/release", false],
    ["hot-1", true],
    ["hot-12", false],
    ["hot-/", false],
    ["v1.x", true],
    ["v1/2.x", false],
    ["v1yx", false],
    ["refs/tags/v1.2.3", true],
    ["refs/tags/nightly", false],
    // It does not say which branch it is for.
    ["refs/pull/12/merge", true],
    ["0123456789abcdef0123456789abcdef01234567", true],
    ["", true],
    [null, true],
  ];
  for (const [ref, isHeld] of cases) {
    it(`${JSON.stringify(ref)} is ${isHeld ? "held" : "free"}`, () => {
      assert.equal(heldRef(ref, scope, "main"), isHeld);
    });
  }

  it("is held where nobody knows which branch is the default one", () => {
    assert.equal(heldRef("anything", scope, null), true);
  });
});

const NOW = new Date("2026-11-27T12:00:00Z");
const held: FrozenRepository = {
  ...neverSeen("shop/web", { state: "open", since: "2026-11-27T08:00:00.000Z" }),
  ...{ mode: "app_check", state: "frozen", defaultBranch: "main" },
  observedAt: "2026-11-27T11:58:00.000Z",
};

const ask = (ref: string | null, facts: Partial<AnswerFacts>, now = NOW) =>
  answerOf(
    { repository: "shop/web", ref },
    { freezes: [], known: held, exceptions: [], ...facts },
    now,
  );

describe("the answer", () => {
  const active: Freeze = freezeOf({
    startsAt: "2026-11-27T08:00:00.000Z",
    endsAt: "2026-11-30T08:00:00.000Z",
  });

  it("is frozen by what is wanted, and enforced only by what was read back", () => {
    const answer = ask("main", { freezes: [active] });
    assert.deepEqual([answer.frozen, answer.enforced, answer.until], [true, true, active.endsAt]);
    const away = ask("main", { freezes: [active], known: { ...held, state: "unknown" } });
    assert.deepEqual([away.frozen, away.enforced, away.state], [true, false, "unknown"]);
    const unseen = ask("main", { freezes: [active], known: undefined });
    assert.deepEqual([unseen.frozen, unseen.enforced, unseen.state], [true, false, "unknown"]);
  });

  it("is open on a branch that no freeze holds, before the start, and at its very end", () => {
    assert.equal(ask("feature/x", { freezes: [active] }).frozen, false);
    const before = ask("main", { freezes: [active] }, new Date("2026-11-27T07:59:59.999Z"));
    assert.deepEqual([before.frozen, before.next?.startsAt], [false, active.startsAt]);
    const over = ask("main", { freezes: [active] }, new Date("2026-11-30T08:00:00Z"));
    assert.equal(over.frozen, false);
  });

  it("is until the latest end of all that hold, and without one where an incident holds too", () => {
    const longer = freezeOf({ ...active, id: "f2", endsAt: "2026-12-01T08:00:00.000Z" });
    assert.equal(ask("main", { freezes: [active, longer] }).until, longer.endsAt);
    const incident = freezeOf({ ...active, id: "f3", endsAt: null });
    const answer = ask("main", { freezes: [active, incident] });
    assert.deepEqual([answer.frozen, answer.until], [true, null]);
  });

  it("is frozen on past the end of a freeze that waits for somebody to let go", () => {
    const lift = { ...active.lift, mode: "ask" } as const;
    const waiting = freezeOf({ ...active, lift, state: "active" });
    assert.equal(
      ask("main", { freezes: [waiting] }, new Date("2026-12-05T00:00:00Z")).frozen,
      true,
    );
  });
});

describe("the title in an answer that strangers may read", () => {
  const title = (change: Partial<Freeze>) => titleForStrangers(freezeOf(change));
  it("is what was written as a title", () => {
    assert.equal(title({}), "Black Friday");
  });
  it("is not the reason, which stands in for it where a command gave none", () => {
    const reason = "Our bank moves its data centre";
    assert.equal(title({ title: reason, reason }), null);
    assert.equal(title({ title: "Our bank moves…", reason }), null);
  });
  it("is not that of an incident", () => {
    assert.equal(title({ title: "INC-7 Cards are declined", incidentId: "i7" }), null);
  });
});
