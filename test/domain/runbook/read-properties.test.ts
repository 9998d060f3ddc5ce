// Whatever stands in a file, reading it ends in a runbook or in problems that point into the file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";

const url = new URL("../../../runbooks/fallback-payment-gateway.yml", import.meta.url);
const lines = readFileSync(url, "utf8").split("\n");

const junk = fc.constantFrom(
  "{",
  "- ",
  "  x: [1, {a: b}]",
  "steps: 5",
  "    goto: 7",
  "    on_fail: [next]",
  "    options: {a: 1}",
  "    retry: {on: [{}], max: x}",
  "    verify: {flag_state: on}",
  "    body: {'{{ x': '{{ }}'}",
  "    pass: 'a && (b'",
  '    until: "{{ inputs.from }}"',
  "    title: '{% for %}'",
  "? [a]: b",
  "null: 1",
  "__proto__: {a: 1}",
  "    hold: .inf",
  "\u0000",
);

const edits = fc.array(
  fc.record({ at: fc.nat({ max: lines.length - 1 }), drop: fc.boolean(), insert: fc.option(junk) }),
  { minLength: 1, maxLength: 3 },
);

function edit(changes: readonly { at: number; drop: boolean; insert: string | null }[]): string {
  const text = [...lines];
  for (const { at, drop, insert } of changes) {
    text.splice(at, drop ? 1 : 0, ...(insert === null ? [] : [insert]));
  }
  return text.join("\n");
}

test("a damaged file never breaks the reader, and problems point into it", () => {
  let refused = 0;
  fc.assert(
    fc.property(edits, (changes) => {
      const source = edit(changes);
      const read = readRunbook(source, "fallback-payment-gateway.yml");
      if (read.ok) return;
      refused += 1;
      assert.ok(read.problems.length > 0);
      for (const { line, column, message } of read.problems) {
        assert.ok(line >= 1 && line <= source.split("\n").length + 1, `line ${line}`);
        assert.ok(column >= 1 && message.length > 0);
      }
    }),
    { numRuns: 80, seed: 7 },
  );
  assert.ok(refused > 20, `only ${refused} files were damaged enough`);
});
