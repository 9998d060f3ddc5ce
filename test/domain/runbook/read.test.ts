// Reading a runbook file: every problem at once, with its line and column, and nothing ignored.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";

const connections = { prod: "prometheus", "routing-admin": "http", routing: "http" } as const;
const allows = { autonomy: false, repositories: ["shop/api"], environments: ["production"] };

function problemsOf(source: string, file = "runbooks/test.yml"): string {
  const read = readRunbook(source, file, connections, allows);
  return read.ok ? "none" : read.problems.map(formatProblem).join("\n");
}

function fileProblems(name: string): string {
  const source = readFileSync(
    new URL(`../../fixtures/runbook/${name}.yml`, import.meta.url),
    "utf8",
  );
  return problemsOf(source, `${name}.yml`);
}

test("wrong keys and values are told with their place and what to write instead", () => {
  assert.equal(fileProblems("keys"), KEYS.trim());
});

test("wrong references, ways and rules are told with their place and what to write instead", () => {
  assert.equal(fileProblems("meaning"), MEANING.trim());
});

const KEYS = `
keys.yml:4:8: 'owner' is 'payments': write any_responder, incident_members, oncall:<team>, group:<name>, role:<incident role> or user:<id>
keys.yml:5:1: no key 'reviev_by'; did you mean 'review_by'?
keys.yml:6:17: 'rehearse_every' is 'monthly': write a duration as a number and s, m, h or d, such as 30s or 15m
keys.yml:8:26: 'started' is no value of 'mode'; did you mean 'start'?
keys.yml:10:20: 'enumm' is no value of 'type'; did you mean 'enum'?
keys.yml:11:3: 'Size': a name has small letters, digits and _, begins with a letter and has at most 40 characters
keys.yml:13:50: 'max_age' is '2 minutes': write a duration as a number and s, m, h or d, such as 30s or 15m
keys.yml:14:3: 'now': this word has a meaning in expressions; take another name
keys.yml:16:5: 'timeout' is missing in this manual step; every step that waits for a person has one, such as 'timeout: 15m'
keys.yml:19:5: no key 'aproval' in this manual step; did you mean 'approval'?
keys.yml:20:5: 'on_unknown' is missing in this check step; a check says what follows when nobody can tell: write next, ask, abort or {goto: <later step>}
keys.yml:20:66: 'maybe' is no value of 'on_fail'; write next, ask, abort or {goto: <later step>}
keys.yml:21:24: no kind 'wiat'; did you mean 'wait'?
keys.yml:22:109: 'offf' is no value of 'set'; write on, off or {variation: <name>}
keys.yml:22:121: 'automatic' is no value of 'undo'; write auto, or a map that says how it is taken back
keys.yml:26:17: 'connection' is 'Routing Admin': a connection is a name from muster.yml: small letters, digits and -
keys.yml:28:11: 'path' is 'https://shop.example/v1': begin with a single /; host and scheme belong to the connection
keys.yml:29:13: 'always' is no value of 'repeat'; write safe, keyed, probe, never
keys.yml:30:22: no key 'backof' in 'retry'; did you mean 'backoff'?
keys.yml:30:42: 'on' is '5x': write network, a status such as "429", or 5xx
keys.yml:31:16: 'Authorization': this header is set by the connection or by Muster
keys.yml:32:23: 'need' is 0, but may be no less than 1
keys.yml:32:48: 'from' is 'managers': write any_responder, incident_members, oncall:<team>, group:<name>, role:<incident role> or user:<id>
keys.yml:32:69: 'author' is who wrote a change on GitHub, and what a run sends has none; write operator, starter or requester (author stands in 'exceptions' of a freeze)
keys.yml:32:77: 'opperator' is no value of 'exclude'; did you mean 'operator'?
keys.yml:33:64: 'to' is 'everyone': write incident, stakeholders, status_page or channel:<name>
keys.yml:33:122: 'broken' is no value of 'state'; write operational, degraded, partial_outage, major_outage, maintenance
keys.yml:34:66: 'options' is 1 entries long, but may be no less than 2
keys.yml:35:58: 'method' has no meaning beside 'undoes'; such a step sends nothing of its own
keys.yml:35:71: 'irreversible' stands beside 'undoes'; an effect has exactly one of undo, undoes and irreversible
keys.yml:35:91: no key 'confrim' in this http step; did you mean 'confirm'?
keys.yml:36:48: 'rollback' is no value of 'op'; write rollback_deployment, dispatch
keys.yml:37:67: 'hours' is 1000, but may be at most 720
keys.yml:37:84: 'branches' is 'main': write ~DEFAULT_BRANCH, ~ALL, or a pattern such as refs/heads/release/**/*
keys.yml:37:98: 'tags' is 'v1': write ~ALL, or a pattern such as refs/tags/v*
keys.yml:37:137: 'need' is 9, but may be at most 5
keys.yml:37:147: 'from' is 'managers': write any_responder, incident_members, oncall:<team>, group:<name>, role:<incident role> or user:<id>
keys.yml:37:176: 'nobody' is no value of 'exclude'; write requester, author
keys.yml:37:191: 'pull' is no value of 'bind'; write head_sha
keys.yml:37:213: 'never' is no value of 'mode'; write auto, ask
keys.yml:37:229: 'fight' is no value of 'drift'; write alert, reassert
keys.yml:37:246: 'notices' is 'soon': write a duration as a number and s, m, h or d, such as 30s or 15m
keys.yml:37:260: 'frozen' is no value of 'state'; write active, lifted
keys.yml:38:51: 'follows' goes with 'at', the end of the freeze that it follows
keys.yml:39:5: a step is a map with id, kind and title
`;

const MEANING = `
meaning.yml:2:5: the id is 'other-name', but the file is 'meaning'; name it other-name.yml
meaning.yml:5:16: no input 'gatevay'; did you mean 'gateway'?
meaning.yml:10:14: the default 'paypal' is refused by its own rules (not-listed)
meaning.yml:11:45: the metric 'rate' cannot be used here; metrics are read in pass, until and known_if only
meaning.yml:14:17: no connection 'staging' in muster.yml; of kind prometheus there are prod
meaning.yml:15:28: in PromQL a placeholder is a whole label value: label="{{ … }}"
meaning.yml:16:18: the connection 'prod' is of kind prometheus; here one of kind http is needed
meaning.yml:21:24: unknown name 'rte'; did you mean 'rate'?
meaning.yml:22:22: goto leads back to its own step 'look'; it leads forward only
meaning.yml:23:25: goto leads to 'dome', but there is no such step; did you mean 'date'?
meaning.yml:29:14: unknown name 'gatewy'; did you mean 'gateway'?
meaning.yml:30:11: 'hold' is not shorter than 'timeout'; the step could never succeed
meaning.yml:32:5: a wait has exactly one of 'until' (a condition), 'for' (a duration) and 'at' (a point in time); this one has until and for
meaning.yml:33:5: 'repeat' is missing in this PUT; write safe (an absolute set: sending again changes nothing), keyed (the server honours Idempotency-Key), probe (with 'probe': a read that tells whether it happened) or never
meaning.yml:33:5: nothing says how this http step is undone; write 'undo' (how it is taken back), 'undoes' (the earlier steps that this one takes back) or 'irreversible: <why>'
meaning.yml:40:17: no earlier step 'put'; there are look, wait, pause
meaning.yml:41:16: the output 'n' has no value for rehearsals and drills; add 'rehearse: {n: <integer>}'
meaning.yml:42:5: nothing says how this http step is undone; write 'undo' (how it is taken back), 'undoes' (the earlier steps that this one takes back) or 'irreversible: <why>'
meaning.yml:49:15: 'repeat: probe' needs 'probe': {http, path, pointer, equals}
meaning.yml:50:12: 'run: auto' lets this effect happen without a click; write click, or set 'autonomy: true' in muster.yml
meaning.yml:52:9: the id 'look' is taken by step 1; every id stands once
meaning.yml:58:18: the value 'a' is taken by option 1
meaning.yml:58:37: goto leads back to 'wait', step 2; it leads forward only, so that a run always ends
meaning.yml:59:49: no metric 'rat'; did you mean 'rate'?
meaning.yml:67:10: 'run: auto' lets this effect happen without a click; write click, or set 'autonomy: true' in muster.yml
meaning.yml:68:14: 'confirm: dialog' asks at a click, and 'run: auto' has none; leave one of them out
meaning.yml:69:5: an effect has exactly one of undo, undoes and irreversible; this one has two
meaning.yml:70:76: the connection 'prod' is of kind prometheus; here one of kind http is needed
meaning.yml:70:117: no output of 'buy' 'odrer'; did you mean 'order'?
meaning.yml:71:56: the output 'total' has no value for rehearsals and drills; add 'rehearse: {total: <number>}'
meaning.yml:72:24: the rehearsed value of 'order' is '7', but its type is integer
meaning.yml:72:29: no output 'tatal' to rehearse; there are order, total
meaning.yml:73:23: 3 people are needed, but 'from' names 2; too few could ever approve
meaning.yml:73:85: 'escalate_after' is not shorter than 'timeout'; nobody would be asked again
meaning.yml:74:54: the connection 'prod' is of kind prometheus; here one of kind unleash or launchdarkly is needed
meaning.yml:74:102: no input 'gatway'; did you mean 'gateway'?
meaning.yml:74:164: 'verify' expects off, but the step sets on; it could never succeed
meaning.yml:75:5: 'environment' is missing; name the one to roll back, such as production
meaning.yml:75:75: 'repo' takes owner/name or one input of type repo (there is none); 'gateway' is of type enum
meaning.yml:75:99: 'workflow' has no meaning for 'op: rollback_deployment'
meaning.yml:75:122: 'workflow' is missing; a rollback has none that the dispatch could take over
meaning.yml:75:122: 'ref' is missing; a rollback has none that the dispatch could take over
meaning.yml:75:164: 'sha' is of type string, not integer
meaning.yml:75:175: 'rollback_deployment' gives no 'previous'; did you mean 'previous_sha'?
meaning.yml:76:5: 'workflow' is missing; name the workflow's file, such as deploy.yml
meaning.yml:76:5: 'ref' is missing; name the branch or tag the workflow runs on, such as main
meaning.yml:76:64: the repository 'shop/web' is not on the list 'github.repositories' in muster.yml; did you mean 'shop/api'?
meaning.yml:76:74: 'environment' has no meaning for 'op: dispatch'
meaning.yml:76:102: a dispatched workflow cannot be undone by itself; write 'undo: {op: dispatch, inputs: …}' or 'irreversible: <why>'
meaning.yml:77:56: 'look' is a check step without an 'undo'; there is nothing to take back
meaning.yml:77:62: 'again' is an http step without an 'undo'; there is nothing to take back
meaning.yml:77:69: 'later' does not come before this step; only what happened can be undone
meaning.yml:77:76: there is no step 'flp'; did you mean 'flip'?
meaning.yml:77:81: 'buy' stands here twice
meaning.yml:78:107: the default 0 is refused by its own rules (too-small)
meaning.yml:78:110: 'check' is for the inputs of a run; here take type, min, max, values and pattern
meaning.yml:79:46: 'at' is one point in time, and this is of type integer; write a time with its offset, such as 2026-11-27T00:00+01:00, or {{ inputs.<a datetime> }}
meaning.yml:79:58: 'timeout' goes with 'until'; a wait 'at' a point in time ends by itself
meaning.yml:80:44: 'at' is 'tomorrow'; write a time with its offset, such as 2026-11-27T00:00+01:00, or {{ inputs.<a datetime> }}
meaning.yml:81:51: the status page needs 'status: {component, state}', with state one of operational, degraded, partial_outage, major_outage, maintenance
meaning.yml:81:101: no output of 'later' 'm'; did you mean 'n'?
meaning.yml:82:74: 'status' is for the status page; add status_page to 'to' or leave it out
`;

describe("the file itself", () => {
  const head = "muster: 1\nid: test\ntitle: T\nowner: group:a\n";
  const step = "  - {id: a, kind: manual, title: A, timeout: 5m}\n";
  const cases: readonly [string, string, string][] = [
    ["that is empty", "", "1:1: a runbook is a map that begins with 'muster: 1'"],
    ["that is a list", "- a\n", "1:1: a runbook is a map that begins with 'muster: 1'"],
    [
      "of another version",
      "muster: 2\n",
      "1:9: 'muster' is 2; this version reads the format 'muster: 1'",
    ],
    [
      "without a version",
      "id: x\n",
      "1:1: 'muster' is missing; this version reads the format 'muster: 1'",
    ],
    [
      "with a key twice",
      `${head}title: U\nsteps:\n${step}`,
      "5:1: not valid YAML: Map keys must be unique",
    ],
    [
      "with an alias",
      `${head}permissions: {start: &a [any_responder], abort: *a}\nsteps:\n${step}`,
      "5:49: no aliases; write out what *a stands for",
    ],
    [
      "with a list as a key",
      `${head}? [a]: b\nsteps:\n${step}`,
      "5:3: a key is a word, not a list or a map",
    ],
    [
      "that sets an input it does not have",
      `${head}triggers: [{alert: X, set: {a: alert.labels.gw}}]\nsteps:\n${step}`,
      "5:29: no input 'a' to set; there are none",
    ],
    [
      "with a word where a metric is due",
      `${head}metrics: {r: up}\nsteps:\n${step}`,
      "5:14: 'up' is no value of 'r'; write {prometheus, promql} or {http, path, pointer}",
    ],
    [
      "with a word where a list is due",
      `${head}permissions: {start: any_responder}\nsteps:\n${step}`,
      "5:22: 'start' is 'any_responder', but must be a list; write [any_responder]",
    ],
    ["with a custom tag", `${head}steps: !!js/function x\n`, "5:8: not valid YAML: Unresolved tag"],
    [
      "with two documents",
      `${head}steps:\n${step}---\na: 1\n`,
      "7:1: not valid YAML: Source contains multiple documents",
    ],
    [
      "with a tab as indent",
      `${head}steps:\n\t- a\n`,
      "6:1: not valid YAML: Tabs are not allowed as indentation",
    ],
    [
      "without steps",
      `${head}steps: []\n`,
      "5:8: 'steps' is 0 entries long, but may be no less than 1",
    ],
    [
      "with too many steps",
      `${head}steps:\n${Array.from({ length: 61 }, (_, n) => `  - {id: s${n}, kind: manual, title: A, timeout: 5m}\n`).join("")}`,
      "6:3: 'steps' is 61 entries long, but may be at most 60",
    ],
    [
      "that is too large",
      `${head}# ${"x".repeat(65_536)}\nsteps:\n${step}`,
      "1:1: the file has 65638 bytes; at most 65536 are read, split the runbook",
    ],
    [
      "named otherwise than its id",
      `${head.replace("test", "other")}steps:\n${step}`,
      "2:5: the id is 'other', but the file is 'test'; name it other.yml",
    ],
  ];
  for (const [name, source, problem] of cases) {
    test(`${name} is refused`, () => {
      const problems = problemsOf(source);
      assert.ok(problems.startsWith(`runbooks/test.yml:${problem}`), problems);
    });
  }

  test("has yes and no as words, as YAML 1.2 says", () => {
    const read = readRunbook(
      `${head}steps:\n  - {id: a, kind: choice, title: A, timeout: 5m, options: [{value: no, label: No}, {value: on, label: On}]}\n`,
      "test.yml",
    );
    assert.ok(read.ok);
    const [step] = read.runbook.steps;
    assert.deepEqual(step?.kind === "choice" && step.options.map(({ value }) => value), [
      "no",
      "on",
    ]);
  });
});

describe("a rule about one step", () => {
  const cases: readonly [string, string, string][] = [
    [
      "a wait needs a timeout",
      "{id: a, kind: wait, title: A, until: 'true'}",
      "6:5: 'timeout' is missing in this wait step; a condition may never come true, write such as 'timeout: 15m'",
    ],
    [
      "a wait samples at most every 15 s",
      "{id: a, kind: wait, title: A, until: 'true', every: 5s, timeout: 5m}",
      "6:57: 'every' is '5s': the least is 15s",
    ],
    [
      "a read has no repeat",
      "{id: a, kind: http, title: A, connection: routing, method: GET, path: /x, repeat: safe}",
      "6:79: 'repeat' has no meaning for a GET, which only reads",
    ],
    [
      "a manual step needs a timeout",
      "{id: a, kind: manual, title: A}",
      "6:5: 'timeout' is missing in this manual step; every step that waits for a person has one, such as 'timeout: 15m'",
    ],
    [
      "a path is not climbed",
      "{id: a, kind: http, title: A, connection: routing, method: GET, path: /v1/../admin}",
      "6:75: 'path' is '/v1/../admin': no . or .. segments",
    ],
    [
      "an option's way leads forward",
      "{id: a, kind: choice, title: A, timeout: 5m, options: [{value: x, label: X}, {value: y, label: Y, goto: a}]}",
      "6:109: goto leads back to its own step 'a'; it leads forward only",
    ],
    [
      "a step's id is not the word for the end",
      "{id: end, kind: manual, title: A, timeout: 5m}",
      "6:10: 'id' is 'end': goto uses this word for the end of the runbook; take another id",
    ],
    [
      "a method is written in capitals",
      "{id: a, kind: http, title: A, connection: routing, method: put, path: /x, repeat: safe}",
      "6:64: 'put' is no value of 'method'; did you mean 'PUT'?",
    ],
    [
      "what nothing leads to is told",
      "{id: a, kind: end, outcome: success}\n  - {id: b, kind: manual, title: B, timeout: 5m}",
      "7:10: no way leads to 'b'; every step before it ends the run or jumps past it",
    ],
    [
      "an approval does not stand at an end",
      "{id: a, kind: end, outcome: success, approval: {need: 1, from: [any_responder]}}",
      "6:42: no key 'approval' in this end step; there are id, kind, title, text, when, outcome, suggest",
    ],
  ];
  for (const [name, step, problem] of cases) {
    test(name, () => {
      const head = "muster: 1\nid: test\ntitle: T\nowner: group:a\nsteps:\n";
      assert.equal(problemsOf(`${head}  - ${step}\n`), `runbooks/test.yml:${problem}`);
    });
  }
});

test("a change that nothing reads back is warned about and still accepted", () => {
  const read = readRunbook(
    "muster: 1\nid: test\ntitle: T\nowner: group:a\nsteps:\n  - {id: a, kind: http, title: A, connection: x, method: PUT, path: /x, repeat: safe, irreversible: Gone}\n",
    "test.yml",
  );
  assert.ok(read.ok);
  assert.deepEqual(read.warnings.map(formatProblem), [
    "test.yml:6:58: nothing reads back whether this PUT took effect; add 'verify'",
  ]);
});
