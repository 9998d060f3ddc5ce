// The example people copy from the format's page is a runbook that can be read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/read.ts";

test("the example on the page about writing runbooks is right", () => {
  const page = readFileSync(new URL("../../../runbooks/README.md", import.meta.url), "utf8");
  const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? "";
  const connections = { prod: "prometheus", "search-admin": "http" } as const;
  const read = readRunbook(example, "runbooks/restart-search.yml", connections);
  assert.equal(read.ok ? "" : read.problems.map(formatProblem).join("\n"), "");
});
