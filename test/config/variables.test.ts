import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { readEnvironment } from "../../src/config/read-environment.ts";
import { renderVariableTable, variableNames } from "../../src/config/variables.ts";

test("the README's table of variables is the one the program reads by", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  assert.ok(
    readme.includes(renderVariableTable()),
    `Put this table into README.md:\n${renderVariableTable()}`,
  );
});

test("every variable that is listed is read, and no other", () => {
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string | undefined>>(
    { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s", SLACK_APP_TOKEN: "xapp-1" },
    {
      get: (target, name) => {
        asked.add(String(name));
        return target[String(name)];
      },
    },
  );
  readEnvironment(env, "/");
  assert.deepEqual([...asked].sort(), [...variableNames].sort());
});
