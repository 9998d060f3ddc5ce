// The schema that editors use: the one of this version, explained throughout, and of one mind with the reader.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { runbookJsonSchema } from "../../../src/domain/runbook/format/schema.ts";

const folder = new URL("../../../runbooks/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const shipped = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const schema = runbookJsonSchema();
const validate = new Ajv({ strict: false, formats: { date: true } }).compile(schema);

test("the schema in the folder is the one of this version (else: npm run schema)", () => {
  assert.deepEqual(JSON.parse(read("runbook.schema.json")), schema);
});

test("every key has words for who hovers over it", () => {
  const silent = keysOf(schema, "").filter(([, key]) => typeof key["description"] !== "string");
  assert.deepEqual(
    silent.map(([path]) => path),
    [],
  );
  assert.ok(keysOf(schema, "").length > 150);
});

for (const name of shipped) {
  test(`${name} names the schema in its first line and is right by it`, () => {
    const text = read(name);
    assert.match(text, /^# yaml-language-server: \$schema=\.\/runbook\.schema\.json\n/);
    assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
  });
}

describe("an editor marks", () => {
  const text = `muster: 1
id: test
title: Test
owner: group:web-leads
deadline: 2h
steps:
  - id: ask
    kind: manual
    title: Ask
    timeout: 5m
    collect:
      count: {type: integer, min: 0}
  - id: flip
    kind: flag
    title: Flip
    connection: unleash
    project: shop
    env: production
    flag: reviews
    set: off
    undo: auto
    approval: {need: 1, from: [any_responder], exclude: [operator]}
  - {id: back, kind: flag, title: Back, undoes: [flip], confirm: type}
`;

  test("nothing in what Muster reads", () => {
    assert.ok(readRunbook(text, "test.yml").ok);
    assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
  });

  const mistakes: readonly [string, string, string][] = [
    ["an unknown key", "title: Ask", "titel: Ask"],
    ["an unknown kind", "kind: manual", "kind: manuel"],
    ["a value that is not on the list", "exclude: [operator]", "exclude: [everybody]"],
    ["a duration in words", "deadline: 2h", "deadline: two hours"],
    ["a wrong principal", "owner: group:web-leads", "owner: web-leads"],
    ["what is missing", "    timeout: 5m\n", ""],
    ["a key of another kind", "undo: auto", "pass: 'true'"],
    ["a name in capitals", "count: {", "Count: {"],
  ];
  for (const [name, right, wrong] of mistakes) {
    test(name, () => {
      const broken = text.replace(right, wrong);
      assert.notEqual(broken, text);
      assert.ok(!validate(parse(broken)));
      assert.ok(!readRunbook(broken, "test.yml").ok);
    });
  }
});

type Node = Readonly<Record<string, unknown>>;

function keysOf(node: unknown, path: string): readonly (readonly [string, Node])[] {
  if (Array.isArray(node)) return node.flatMap((each) => keysOf(each, path));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([word, inner]) => {
    if (word !== "properties") return keysOf(inner, path);
    return Object.entries(inner as Record<string, Node>).flatMap(([key, value]) => {
      const here = `${path}/${key}`;
      return [[here, value] as const, ...keysOf(value, here)];
    });
  });
}
