// The judging of the trial of freezes sees what it is there to see.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ballot } from "../../src/domain/freeze/ballot.ts";
import type { RepositoryState } from "../../src/domain/freeze/repository.ts";
import type { Ruleset } from "../../src/rehearsal/shop/github/hub/hub-types.ts";
import {
  type Fault,
  judgeExceptions,
  judgeForeign,
  judgeFreezes,
  judgeOwed,
  judgePosts,
  judgeRepository,
  judgeVotes,
  type SeenRepository,
} from "./freeze/judge.ts";
import { meantOf, type Plan } from "./freeze/ledger.ts";

const ruleset = (target: "branch" | "tag", more: Partial<Ruleset> = {}): Ruleset => ({
  ...{ id: target === "tag" ? 2 : 1, name: "Muster code freeze", target, enforcement: "active" },
  bypass_actors: [],
  conditions: {
    ref_name: {
      include: target === "tag" ? ["refs/tags/v*"] : ["~DEFAULT_BRANCH", "refs/heads/release/**/*"],
      exclude: [],
    },
  },
  rules: [{ type: "deletion" }, { type: "update" }],
  ...{ createdAt: 0, updatedAt: 0 },
  ...more,
});

const both = (more: Partial<Ruleset> = {}) => [ruleset("branch", more), ruleset("tag", more)];
const staged = both({ enforcement: "disabled" });

function judge(state: RepositoryState, more: Partial<SeenRepository> = {}): readonly Fault[] {
  return judgeRepository({
    ...{ repository: "shop/web", meant: "frozen", isEnforceable: true, isTouched: false },
    ...{ rulesets: both(), recorded: { state }, ...more },
  });
}

const kinds = (faults: readonly Fault[]) => faults.map(({ kind }) => kind);

describe("the judging of a repository", () => {
  it("lets pass what is held, made ready, open and told of", () => {
    assert.deepEqual(judge("frozen"), []);
    assert.deepEqual(judge("staged", { meant: "staged", rulesets: staged }), []);
    assert.deepEqual(judge("open", { meant: "nothing", rulesets: [] }), []);
    assert.deepEqual(judge("unenforced", { isEnforceable: false, rulesets: [] }), []);
    const [branch] = both();
    assert.deepEqual(judge("drifted", { isTouched: true, rulesets: branch ? [branch] : [] }), []);
  });

  it("sees a repository that is not held, or half of it, or for others only", () => {
    assert.deepEqual(kinds(judge("staged", { rulesets: staged })), ["state"]);
    assert.deepEqual(kinds(judge("open", { rulesets: [] })), ["state"]);
    assert.deepEqual(kinds(judge("unknown")), ["state"]);
    const anybody = {
      actor_id: 5,
      actor_type: "RepositoryRole",
      bypass_mode: "always",
    } as const;
    const narrow = { conditions: { ref_name: { include: ["refs/heads/nowhere"], exclude: [] } } };
    for (const rulesets of [
      [],
      [ruleset("branch")],
      [ruleset("branch"), ruleset("tag", { enforcement: "disabled" })],
      [ruleset("branch", narrow), ruleset("tag")],
      [ruleset("branch", { bypass_actors: [anybody] }), ruleset("tag")],
      [ruleset("branch", { rules: [{ type: "deletion" }] }), ruleset("tag")],
    ]) {
      assert.deepEqual(kinds(judge("frozen", { rulesets })), ["state"]);
    }
  });

  it("sees what is called frozen and is not, also where somebody touched it", () => {
    const [fault] = judge("frozen", { isTouched: true, rulesets: [ruleset("tag")] });
    assert.match(fault?.text ?? "", /called frozen while its rules are missing/);
    assert.deepEqual(kinds(judge("drifted")), ["state"], "and a drift that nobody made");
  });

  it("sees a repository that is held too early or too long", () => {
    assert.deepEqual(kinds(judge("frozen", { meant: "staged" })), ["state"]);
    assert.deepEqual(kinds(judge("staged", { meant: "staged" })), ["state"]);
    assert.deepEqual(kinds(judge("frozen", { meant: "nothing" })), ["rulesets", "state"]);
    assert.deepEqual(kinds(judge("open", { meant: "nothing" })), ["rulesets"]);
    assert.deepEqual(kinds(judge("staged", { meant: "nothing", rulesets: [] })), ["state"]);
  });

  it("sees a ruleset that was made twice, and one where there can be none", () => {
    assert.deepEqual(kinds(judge("frozen", { rulesets: [...both(), ruleset("tag")] })), [
      "rulesets",
    ]);
    assert.deepEqual(kinds(judge("frozen", { isEnforceable: false })), ["rulesets", "state"]);
  });
});

describe("the judging of what others own", () => {
  it("sees a ruleset that was changed or taken away, and no other one", () => {
    const before = new Map([
      ["shop/web 1", '{"name":"Reviews"}'],
      ["shop/web 2", '{"name":"Tags"}'],
    ]);
    assert.deepEqual(judgeForeign(before, new Map([...before, ["shop/web 3", "{}"]])), []);
    const after = new Map([["shop/web 1", '{"name":"reviews"}']]);
    assert.deepEqual(kinds(judgeForeign(before, after)), ["touched", "touched"]);
  });
});

describe("the judging of votes and exceptions", () => {
  const vote = (id: string): Ballot["votes"][number] => ({
    ...{ by: { id, name: id }, at: "2026-11-27T18:00:00.000Z", vote: "approve", note: null },
  });
  const cast = [{ on: "x", by: "U1" }];

  it("sees a vote that is lost, counted twice or written twice", () => {
    const ballots = new Map([["x", { votes: [vote("U1")] }]]);
    assert.deepEqual(judgeVotes({ cast, ballots, trail: cast }), []);
    assert.equal(judgeVotes({ cast, ballots: new Map(), trail: [] }).length, 1);
    assert.equal(
      judgeVotes({ cast, ballots: new Map([["x", { votes: [] }]]), trail: [] }).length,
      1,
    );
    const double = new Map([["x", { votes: [vote("U1"), vote("U1")] }]]);
    assert.match(
      judgeVotes({ cast, ballots: double, trail: cast })[0]?.text ?? "",
      /^counted twice/,
    );
    assert.match(
      judgeVotes({ cast, ballots, trail: [...cast, ...cast] })[0]?.text ?? "",
      /^written twice/,
    );
  });

  it("sees a request that became no exception, or two, and one that is still good for something", () => {
    const one = { repository: "shop/web", pull: 1, headSha: "a", number: 1 };
    const used = { ...one, reason: "fix-1", state: "used" } as const;
    assert.deepEqual(judgeExceptions(["fix-1"], [used]), []);
    assert.deepEqual(kinds(judgeExceptions(["fix-1"], [])), ["exceptions"]);
    assert.deepEqual(kinds(judgeExceptions(["fix-1"], [used, { ...used, number: 2 }])), [
      "exceptions",
    ]);
    assert.deepEqual(kinds(judgeExceptions(["fix-1"], [{ ...used, state: "approved" }])), [
      "stuck",
    ]);
  });
});

describe("the judging of the end", () => {
  it("sees a freeze that never ends, and what is owed for ever", () => {
    assert.deepEqual(judgeFreezes([{ number: 1, state: "lifted" }]), []);
    assert.deepEqual(kinds(judgeFreezes([{ number: 1, state: "lifting" }])), ["stuck"]);
    assert.deepEqual(kinds(judgeOwed([{ effect: "{}", state: "dead", reason: "no" }])), ["stuck"]);
  });

  it("sees a fifth post of a freeze, and one that is missing", () => {
    assert.deepEqual(judgePosts(new Map([[1, 4]])), []);
    assert.deepEqual(kinds(judgePosts(new Map([[1, 5]]))), ["posts"]);
    assert.deepEqual(kinds(judgePosts(new Map([[1, 0]]))), ["posts"]);
  });

  it("knows by the windows alone what is meant, the union of all that overlap", () => {
    const plan: Plan = {
      ...{ number: 1, repositories: ["shop/web"], startsAt: 10, endsAt: 20, endedAt: null },
    };
    const later: Plan = { ...plan, number: 2, startsAt: 15, endsAt: 30 };
    const meant = (now: number, plans = [plan, later]) => meantOf("shop/web", plans, now);
    assert.deepEqual(
      [5, 10, 19, 20, 29, 30].map((now) => meant(now)),
      [...["staged", "frozen", "frozen", "frozen", "frozen", "nothing"]],
    );
    assert.equal(meant(20, [plan, { ...later, startsAt: 25 }]), "staged");
    assert.equal(meant(12, [{ ...plan, endedAt: 11 }]), "nothing");
    assert.equal(meantOf("shop/api", [plan], 12), "nothing");
  });
});
