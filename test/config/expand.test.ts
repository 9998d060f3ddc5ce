// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are about such placeholders
import assert from "node:assert/strict";
import { test } from "node:test";
import { expand, isOneVariable } from "../../src/config/expand.ts";

const env = { HOST: "db.example", EMPTY: "", TRICKY: "${HOST} and $&" };

const cases: readonly [text: string, becomes: string][] = [
  ["plain", "plain"],
  ["https://${HOST}/x", "https://db.example/x"],
  ["${HOST}:${HOST}", "db.example:db.example"],
  ["${NOPE:-http://127.0.0.1:4010}", "http://127.0.0.1:4010"],
  ["${EMPTY:-other}", "other"],
  ["${NOPE:-}", ""],
  ["$${HOST}", "${HOST}"],
  ["costs 5 $ and {braces}", "costs 5 $ and {braces}"],
  // What a variable holds is not read again.
  ["${TRICKY}", "${HOST} and $&"],
];

for (const [text, becomes] of cases) {
  test(`${text} becomes ${becomes || "nothing"}`, () => {
    assert.equal(expand(text, env).text, becomes);
    assert.deepEqual(expand(text, env).missing, []);
  });
}

test("variables that are missing or written wrongly are named", () => {
  assert.deepEqual(expand("${A} ${B} ${HOST}", env).missing, ["A", "B"]);
  assert.deepEqual(expand("${A} ${HOST}", env).used, ["A", "HOST"]);
  assert.equal(expand("${a b}", env).malformed, "${a b}");
  assert.equal(expand("${A", env).malformed, "${A");
});

test("a secret is one variable and nothing around it, and no default", () => {
  assert.ok(isOneVariable("${TOKEN}"));
  assert.ok(isOneVariable("${TOKEN:-}"));
  for (const text of ["Bearer ${TOKEN}", "${TOKEN:-x}", "token", "$TOKEN", "$${TOKEN}", ""]) {
    assert.ok(!isOneVariable(text), text);
  }
});
