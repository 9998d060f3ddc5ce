// What becomes of an action item: done, open again, somebody else's, and never twice the same.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type ActionItem,
  type ActionItemCommand,
  decideActionItem,
  isOverdue,
} from "../../src/domain/action-item.ts";

const item: ActionItem = {
  id: "00000000-0000-4000-8000-000000000001",
  incidentId: "00000000-0000-4000-8000-000000000002",
  text: "Raise the limit",
  owner: "U0ANNA",
  dueOn: "2026-11-30",
  state: "open",
  createdAt: new Date("2026-11-22T18:00:00Z"),
  createdBy: "U0OLA",
};
const done: ActionItem = { ...item, state: "done" };

function next(from: ActionItem, command: ActionItemCommand): ActionItem {
  const decision = decideActionItem(from, command);
  assert.ok(decision.ok, JSON.stringify(decision));
  return decision.next;
}

function refusal(from: ActionItem, command: ActionItemCommand) {
  const decision = decideActionItem(from, command);
  assert.ok(!decision.ok);
  return decision.refusal;
}

describe("an action item", () => {
  it("is done, and open again", () => {
    assert.equal(next(item, { kind: "finish" }).state, "done");
    assert.equal(next(done, { kind: "reopen" }).state, "open");
  });

  it("is not done twice, and not opened where it is open", () => {
    const { text } = item;
    const same = { code: "same-action-item", text };
    assert.deepEqual(refusal(done, { kind: "finish" }), { ...same, state: "done" });
    assert.deepEqual(refusal(item, { kind: "reopen" }), { ...same, state: "open" });
  });

  it("goes to somebody else, by another day or none, while it is open", () => {
    const changed = next(item, { kind: "hand-over", owner: "U0OLA", dueOn: null });
    assert.deepEqual([changed.owner, changed.dueOn, changed.text], ["U0OLA", null, item.text]);
    const wish = { kind: "hand-over", owner: "U0OLA", dueOn: "2026-12-31" } as const;
    assert.equal(refusal(done, wish).code, "same-action-item");
    const wrong = refusal(item, { ...wish, dueOn: "31.12.2026" });
    assert.deepEqual(wrong, { code: "bad-day", given: "31.12.2026" });
  });

  it("is overdue from the day after it was due until it is done", () => {
    assert.equal(isOverdue(item, "2026-11-30"), false);
    assert.equal(isOverdue(item, "2026-12-01"), true);
    assert.equal(isOverdue(done, "2026-12-01"), false);
    assert.equal(isOverdue({ ...item, dueOn: null }, "2027-12-01"), false);
  });
});
