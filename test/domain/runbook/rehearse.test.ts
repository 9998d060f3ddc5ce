// A rehearsal walks every path, and says what keeps a runbook from being one that people can rely on.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { castFor } from "../../../src/domain/runbook/rehearse/cast.ts";
import { rehearsalInputs } from "../../../src/domain/runbook/rehearse/inputs.ts";
import { findUnstaffed } from "../../../src/domain/runbook/rehearse/staffing.ts";
import { type Walk, walkRunbook } from "../../../src/domain/runbook/rehearse/walk.ts";

const startsAt = new Date("2026-03-02T09:00:00Z");
const facts = {
  zone: "UTC",
  incident: { id: "INC-1", title: "A rehearsal", priority: "P1", service: "checkout" },
};
const people = {
  teams: { web: ["@anna", "@piotr"], night: [] },
  groups: { leads: ["@ola"], all: ["@anna", "@piotr", "@ola"] },
};

const HEAD = `muster: 1
id: test
title: Test
owner: group:leads
metrics:
  rate: {prometheus: prod, promql: rate}
  base: {prometheus: prod, promql: base}
`;

function read(text: string, id = "test") {
  const result = readRunbook(text, `${id}.yml`);
  assert.ok(result.ok, result.ok ? "" : result.problems.map(formatProblem).join("\n"));
  return result;
}

function rehearse(text: string, mostPaths = 500, id = "test") {
  const { runbook, place } = read(text, id);
  const inputs = rehearsalInputs(runbook, {}, { now: startsAt, repositories: ["a/b"], facts });
  assert.ok(inputs.ok, inputs.ok ? "" : inputs.message);
  const walk = walkRunbook({
    ...{ runbook, facts, startsAt, mostPaths, inputSets: inputs.sets },
    cast: castFor(runbook, people),
  });
  const faults = walk.faults.map((fault) => formatProblem(place(fault)));
  return { ...walk, faults, inputSets: inputs.sets };
}

const steps = (text: string) => rehearse(`${HEAD}steps:\n${text}`);

/** Steps that a path went through, and its end. */
function roads({ paths }: Pick<Walk, "paths">, only: "ways" | "mishaps"): readonly string[] {
  return paths
    .filter(({ scene }) => scene.isAside === (only === "mishaps"))
    .map(({ scene: { run } }) => {
      const went = run.steps.filter(({ state }) => state !== "skipped").map(({ id }) => id);
      return `${went.join(" ")}: ${run.outcome}`;
    });
}

describe("the ways through a runbook", () => {
  test("are each answer of a choice and each outcome of a check that leads elsewhere", () => {
    const walk =
      steps(`  - {id: look, kind: check, title: Look, pass: base - rate > 2, on_fail: {goto: out}, on_unknown: {goto: ask}}
  - {id: act, kind: manual, title: Act, timeout: 5m, then: {goto: fine}}
  - id: ask
    kind: choice
    title: Ask
    timeout: 5m
    options: [{value: a, label: A, goto: fine}, {value: b, label: B, goto: out}]
  - {id: fine, kind: end, outcome: success}
  - {id: out, kind: end, outcome: not_applicable}
`);
    assert.deepEqual(walk.faults, []);
    assert.deepEqual(roads(walk, "ways").toSorted(), [
      "look act fine: success",
      "look ask fine: success",
      "look ask out: not_applicable",
      "look out: not_applicable",
    ]);
  });

  test("go on after a wait that timed out, with every choice there", () => {
    const walk =
      steps(`  - {id: calm, kind: wait, title: Calm, until: rate < 1, hold: 30m, timeout: 2h, on_timeout: {goto: bad}, then: {goto: fine}}
  - {id: bad, kind: choice, title: Bad, timeout: 5m, options: [{value: a, label: A, goto: fine}, {value: b, label: B, goto: out}]}
  - {id: fine, kind: end, outcome: success}
  - {id: out, kind: end, outcome: failed}
`);
    assert.deepEqual(roads(walk, "ways").toSorted(), [
      "calm bad fine: success",
      "calm bad out: failed",
      "calm fine: success",
    ]);
    const [first] = walk.paths;
    const took = (first?.scene.now.getTime() ?? 0) - startsAt.getTime();
    assert.ok(took >= 30 * 60_000, "the hold was waited for");
  });

  test("follow inputs, forms and answers of targets where a condition looks at them", () => {
    const walk = rehearse(`${HEAD}inputs:
  way: {type: enum, values: [left, right], required: true}
  note: {type: string}
steps:
  - {id: left, kind: manual, title: Left, timeout: 5m, when: inputs.way == 'left'}
  - {id: count, kind: manual, title: Count, timeout: 5m, collect: {n: {type: integer, required: true}}}
  - {id: many, kind: manual, title: Many, timeout: 5m, when: steps.count.output.n > 10}
  - {id: ask, kind: http, title: Ask, connection: shop, method: GET, path: /x, outputs: {ok: {pointer: /ok, type: boolean}}}
  - {id: not_ok, kind: manual, title: Not ok, timeout: 5m, when: "!steps.ask.output.ok"}
`);
    assert.deepEqual(walk.faults, []);
    assert.equal(walk.inputSets.length, 2);
    assert.equal(roads(walk, "ways").length, 8);
  });
});

test("values that a condition compares with an input are found", () => {
  const walk =
    rehearse(`${HEAD.replace("metrics:", "metrics:\n  name: {http: shop, path: /x, pointer: /n, type: string}")}inputs:
  least: {type: integer, default: 4711}
  host: {type: string, default: www}
steps:
  - {id: a, kind: check, title: A, pass: rate > inputs.least && name == inputs.host, on_fail: {goto: end}, on_unknown: ask}
  - {id: b, kind: manual, title: B, timeout: 5m}
`);
  assert.deepEqual(walk.faults, []);
  assert.deepEqual(roads(walk, "ways").toSorted(), ["a b: success", "a: failed"]);
});

describe("what goes wrong", () => {
  const effect = `  - id: switch
    kind: http
    title: Switch
    connection: shop
    method: PUT
    path: /x
    body: {pct: 100}
    repeat: never
    verify: {http: shop, path: /x, pointer: /pct, equals: 100}
    undo: {body: {pct: 0}}
    approval: {need: 2, from: [group:all], exclude: [operator]}
`;

  test("is walked once each, with every answer to it", () => {
    const walk = steps(`${effect}  - {id: done, kind: end, outcome: success}\n`);
    assert.deepEqual(walk.faults, []);
    assert.deepEqual(roads(walk, "ways"), ["switch done: success"]);
    const told = walk.paths.flatMap(({ scene }) => scene.decisions.map(({ act }) => act));
    const fates = told.flatMap((act) => (act.by === "request" ? [act.fate] : []));
    assert.ok(fates.includes("refused") && fates.includes("lost"));
    const clicks = told.flatMap((act) =>
      act.by === "people" ? act.clicks.map(({ action }) => action) : [],
    );
    for (const action of [
      "deny",
      "retry",
      "it-happened",
      "it-did-not",
      "skip",
      "abort",
      "roll-back",
    ]) {
      assert.ok(clicks.includes(action as "deny"), action);
    }
    assert.ok(
      told.some((act) => act.by === "approvers"),
      "too few approvers",
    );
    assert.ok(
      told.some((act) => act.by === "look" && act.purpose === "verify"),
      "verify fails",
    );
    const outcomes = new Set(walk.paths.map(({ scene }) => scene.run.outcome));
    assert.ok(outcomes.has("rolled_back") && outcomes.has("left_as_is"));
  });

  test("leads to the way that the runbook has for it, with all that follows there", () => {
    const walk = steps(`${effect}    on_fail: {goto: other}
  - {id: fine, kind: end, outcome: success}
  - {id: other, kind: choice, title: Other, timeout: 5m, options: [{value: a, label: A}, {value: b, label: B, goto: end}]}
  - {id: done, kind: end, outcome: left_as_is}
`);
    assert.deepEqual(walk.faults, []);
    assert.ok(roads(walk, "ways").includes("switch other done: left_as_is"));
    assert.ok(roads(walk, "ways").includes("switch other: success"));
  });
});

describe("a rehearsal fails", () => {
  test("where no path reaches a step", () => {
    const { faults } = rehearse(`${HEAD}inputs:
  way: {type: enum, values: [left, right], required: true}
steps:
  - {id: a, kind: manual, title: A, timeout: 5m}
  - {id: b, kind: manual, title: B, timeout: 5m, when: inputs.way == 'middle'}
`);
    assert.deepEqual(faults, ["test.yml:12:10: no path reaches 'b'; its 'when' was never true"]);
  });

  test("where no values make a condition true", () => {
    const { faults } =
      steps(`  - {id: a, kind: check, title: A, pass: rate > 5 && rate < 3, on_fail: ask, on_unknown: ask}
`);
    assert.deepEqual(faults, [
      "test.yml:9:42: no values of its metrics were found that make this true",
    ]);
  });

  test("as cut short where there are more paths than asked for", () => {
    const choice = (id: string) =>
      `  - {id: ${id}, kind: choice, title: A, timeout: 5m, options: [{value: a, label: A}, {value: b, label: B}, {value: c, label: C}]}\n`;
    const text = `${HEAD}steps:\n${["a", "b", "c", "d", "e"].map(choice).join("")}`;
    assert.ok(rehearse(text, 100).isCut);
    const whole = rehearse(text, 1_000);
    assert.ok(!whole.isCut);
    assert.equal(roads(whole, "ways").length, 3 ** 5);
  });
});

describe("somebody is there for everything", () => {
  const cases: readonly [string, string, string, string | undefined][] = [
    [
      "an approval of a group of three",
      "[any_responder]",
      "{need: 2, from: [group:all], exclude: [operator]}",
      undefined,
    ],
    [
      "two of whom one runs the step",
      "[oncall:web]",
      "{need: 2, from: [oncall:web], exclude: [operator]}",
      "nobody can give this approval: it needs 2, and there is @anna, @piotr, less 1 for operator",
    ],
    [
      "two of whom none has to run it",
      "[group:leads]",
      "{need: 2, from: [oncall:web], exclude: [operator]}",
      undefined,
    ],
    [
      "one who starts it and may not",
      "[group:leads]",
      "{need: 1, from: [group:leads], exclude: [starter]}",
      "nobody can give this approval: it needs 1, and there is @ola, less 1 for starter",
    ],
    [
      "more than there are",
      "[any_responder]",
      "{need: 3, from: [oncall:web]}",
      "nobody can give this approval: it needs 3, and there is @anna, @piotr",
    ],
    [
      "a team that has nobody on call",
      "[any_responder]",
      "{need: 1, from: [oncall:night]}",
      "nobody can give this approval: it needs 1, and oncall:night is nobody by muster.yml",
    ],
    [
      "a role beside a person",
      "[any_responder]",
      "{need: 2, from: [group:leads, role:comms]}",
      undefined,
    ],
    [
      "a role that nobody can have",
      "[any_responder]",
      "{need: 1, from: [role:incident_comander]}",
      "nobody can give this approval: it needs 1, and role:incident_comander is nobody by muster.yml",
    ],
  ];
  for (const [name, may, approval, fault] of cases) {
    test(name, () => {
      const { runbook } = read(`${HEAD}permissions: {start: ${may}, operate: ${may}}
steps:
  - {id: a, kind: manual, title: A, timeout: 5m, approval: ${approval}}
`);
      const faults = findUnstaffed(runbook, people).map(({ message }) => message);
      assert.deepEqual(faults, fault === undefined ? [] : [fault]);
    });
  }

  test("a right that nobody has is told", () => {
    const { runbook, place } = read(`${HEAD}permissions: {operate: [oncall:night, group:gone]}
steps:
  - {id: a, kind: manual, title: A, timeout: 5m}
`);
    assert.deepEqual(
      findUnstaffed(runbook, people).map((fault) => formatProblem(place(fault))),
      ["test.yml:8:24: nobody may operate it: by muster.yml oncall:night, group:gone is nobody"],
    );
  });
});

const folder = new URL("../../../runbooks/", import.meta.url);
for (const name of readdirSync(folder).filter((each) => each.endsWith(".yml"))) {
  test(`${name} is rehearsed without a fault`, () => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const walk = rehearse(text, 1_000, name.replace(/\.yml$/, ""));
    assert.deepEqual(walk.faults, []);
    assert.ok(!walk.isCut);
    assert.ok(walk.paths.every(({ scene }) => scene.run.outcome !== undefined));
  });
}
