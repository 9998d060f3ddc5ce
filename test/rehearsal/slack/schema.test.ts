// The schema that judges blocks is the one the installed types give.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../../..");

test("the schema of blocks is generated from the installed version of Slack's types", () => {
  const tool = join(root, "node_modules/ts-json-schema-generator/bin/ts-json-schema-generator.js");
  const source = readFileSync(join(root, "src/rehearsal/slack/schema/blocks.ts"), "utf8");
  const command = /ts-json-schema-generator (.*) --out (\S+)/.exec(source);
  assert.ok(command);
  const [, options = "", file = ""] = command;
  const fresh = execFileSync(process.execPath, [tool, ...options.split(" ")], {
    cwd: root,
    encoding: "utf8",
  });
  assert.deepEqual(JSON.parse(readFileSync(join(root, file), "utf8")), JSON.parse(fresh));
});
