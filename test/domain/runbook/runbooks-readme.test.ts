// The page about writing runbooks is right: its example can be read, rehearsed and run, and no key is missing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { expand } from "../../../src/config/expand.ts";
import { readShopFile } from "../../../src/config/read-shop-file.ts";
import { formatProblem, type Problem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { runbookJsonSchema } from "../../../src/domain/runbook/format/schema.ts";
import { findNobodies } from "../../../src/domain/runbook/format/warnings.ts";
import { folderOf, run } from "../../cli/console.ts";

const root = new URL("../../../", import.meta.url);
const page = readFileSync(new URL("runbooks/README.md", root), "utf8");
const fences = (language: string): readonly string[] =>
  [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, of]) => of === language)
    .map(([, , text = ""]) => text);
const [example = "", ...snippets] = fences("yaml");

const config = readFileSync(new URL("muster.yml", root), "utf8");
const env = Object.fromEntries(expand(config, {}).missing.map((name) => [name, "x"]));
const { mentions } = readShopFile(config, "muster.yml", {
  ...{ env, isOnLoopback: true, url: "http://localhost" },
});

function told(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join("\n");
}

test("the worked example is right by the sample shop's muster.yml, without a warning", () => {
  const file = "runbooks/calm-database.yml";
  const read = readRunbook(example, file, mentions.connections, mentions.allows);
  assert.equal(told(read.ok ? read.warnings : read.problems), "");
  assert.ok(read.ok);
  assert.deepEqual(findNobodies(read.runbook, mentions.people), []);
});

test("the worked example is rehearsed as the page shows it", async (t) => {
  const files = { "muster.yml": config, "runbooks/calm-database.yml": example };
  const cwd = await folderOf(t, files);
  const { code, out, err } = await run(["rehearse", "runbooks/calm-database.yml", "--path", "1"], {
    cwd,
  });
  assert.equal(code, 0, err.join("\n"));
  assert.match(err.at(-1) ?? "", /, 0 problems\.$/);
  const [shown = ""] = fences("text");
  const lines = shown.split("\n").filter((line) => !/^(\$.*|\s*…|)$/.test(line));
  assert.ok(lines.length >= 8);
  let from = 0;
  for (const line of lines) {
    const found = out.indexOf(line, from);
    assert.notEqual(found, -1, `the page shows “${line}”, the rehearsal says:\n${out.join("\n")}`);
    from = found + 1;
  }
});

test("the reference's examples of steps belong to a runbook that can be read", () => {
  assert.equal(snippets.length, 2);
  const head = "muster: 1\nid: example\ntitle: Example\nowner: group:managers\nsteps:\n";
  const read = readRunbook(
    head + snippets.join(""),
    "example.yml",
    mentions.connections,
    mentions.allows,
  );
  assert.equal(told(read.ok ? read.warnings : read.problems), "");
});

test("every key of the format and every word it takes stands on the page", () => {
  const code = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text).join("\n");
  const words = new Set(`${code}\n${fences("yaml").join("\n")}`.match(/[A-Za-z_]\w*/g));
  const { keys, values } = vocabulary(runbookJsonSchema());
  assert.ok(keys.size > 70 && values.size > 40, `${keys.size} keys, ${values.size} words`);
  // Any HTTP method and both ways of backing off explain themselves.
  const plain = ["GET", "POST", "PUT", "PATCH", "DELETE", "exponential", "fixed"];
  const isThere = (each: string) => words.has(each) || (each.includes(" ") && code.includes(each));
  const missing = [...keys, ...values].filter((each) => !isThere(each) && !plain.includes(each));
  assert.deepEqual(missing, []);
});

function vocabulary(node: unknown, keys = new Set<string>(), values = new Set<string>()) {
  if (typeof node !== "object" || node === null) return { keys, values };
  const { properties, enum: words, const: word } = node as Readonly<Record<string, unknown>>;
  if (properties) for (const key of Object.keys(properties)) keys.add(key);
  for (const each of [...(Array.isArray(words) ? words : []), word]) {
    if (typeof each === "string") values.add(each);
  }
  for (const inner of Object.values(node)) vocabulary(inner, keys, values);
  return { keys, values };
}
