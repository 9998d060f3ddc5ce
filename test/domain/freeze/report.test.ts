// What the report of a freeze counts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReportedEvent, reportOf } from "../../../src/domain/freeze/report.ts";
import { freezeOf } from "./freezes.ts";

const event = (what: string, at: string): ReportedEvent => ({
  ...{ id: `${what} ${at}`, what, at, repository: "shop/web", detail: {} },
  actor: { type: "muster", via: "timer" },
});

test("a rule that was deleted by hand counts once, told by GitHub and read back", () => {
  const events = [
    event("rule.removed", "2026-11-27T10:00:00.000Z"),
    event("repository.drifted", "2026-11-27T10:00:20.000Z"),
    event("repository.drifted", "2026-11-28T10:00:00.000Z"),
  ];
  const facts = { events, exceptions: [], known: new Map() };
  const { drifted } = reportOf(freezeOf(), facts, new Date("2026-11-29T08:00:00Z"));
  assert.deepEqual(
    drifted.map(({ what, at }) => `${what} ${at.slice(0, 10)}`),
    ["rule.removed 2026-11-27", "repository.drifted 2026-11-28"],
  );
});
