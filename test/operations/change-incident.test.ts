// Commands to incidents against a real database: one winner, and everything that follows stored with it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { AlreadyApplied } from "../../src/operations/context.ts";
import { openIncident } from "../../src/operations/open-incident.ts";
import { listAudit } from "../../src/storage/audit.ts";
import { listEffectsOfIncident } from "../../src/storage/outbox.ts";
import { listPages } from "../../src/storage/pages.ts";
import { insertSlackRequest } from "../../src/storage/slack-requests.ts";
import { listTimeline } from "../../src/storage/timeline.ts";
import { openWorkbench, type Workbench } from "../support/operations.ts";

async function declare(bench: Workbench) {
  const opened = await openIncident(bench.ctx, {
    title: "Payment authorisations down",
    priority: "P1",
    service: "checkout",
  });
  assert.ok(opened.ok);
  return opened.incident;
}

describe("opening an incident", () => {
  it("owes the channel, the card, the announcement and a page to the first on call", async () => {
    await using bench = await openWorkbench();
    const incident = await declare(bench);
    assert.equal(incident.number, 1);
    const owed = await listEffectsOfIncident(bench.ctx.db, incident.id);
    const kinds = owed.map(({ effect }) =>
      effect.kind === "paint" ? `paint ${effect.projection}` : effect.kind,
    );
    for (const kind of ["open-channel", "paint card", "paint announcement", "invite", "pin-card"]) {
      assert.ok(kinds.includes(kind), `${kind} is owed; there is ${kinds.join(", ")}`);
    }
    const [page] = await listPages(bench.ctx.db, incident.id);
    assert.equal(page?.user, "U0ANNA");
    assert.equal(page?.state, "waiting");
  });

  it("without a title is refused", async () => {
    await using bench = await openWorkbench();
    const opened = await openIncident(bench.ctx, { title: "  ", priority: "P1" });
    assert.deepEqual(opened, { ok: false, refusal: { code: "text-needed", what: "title" } });
  });
});

describe("acknowledging", () => {
  it("fifty times at once has one winner; the others are told who and when", async () => {
    await using bench = await openWorkbench();
    const incident = await declare(bench);
    const results = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const ctx = bench.as(index % 2 ? "U0ANNA" : "U0PIOTR");
        return await changeIncident(ctx, incident.id, { kind: "acknowledge" });
      }),
    );
    const winners = results.filter((result) => result.ok);
    assert.equal(winners.length, 1);
    const winner = winners[0]?.ok ? winners[0].incident.acknowledgedBy : undefined;
    for (const result of results) {
      if (result.ok) continue;
      assert.equal(result.refusal.code, "already-acknowledged");
      assert.equal("by" in result.refusal && result.refusal.by, winner);
    }
    const entries = await listTimeline(bench.ctx.db, incident.id);
    assert.equal(entries.filter((item) => item.entry.kind === "acknowledged").length, 1);
  });

  it("answers the waiting pages, and every try stands in the audit trail", async () => {
    await using bench = await openWorkbench();
    const incident = await declare(bench);
    await changeIncident(bench.as("U0PIOTR"), incident.id, { kind: "acknowledge" });
    await changeIncident(bench.as("U0ANNA"), incident.id, { kind: "acknowledge" });
    const [page] = await listPages(bench.ctx.db, incident.id);
    assert.equal(page?.state, "answered");
    assert.equal(page?.answeredBy, "U0PIOTR");
    const trail = await listAudit(bench.ctx.db, incident.id);
    const acks = trail.filter((record) => record.action === "incident.acknowledge");
    assert.deepEqual(acks.map((record) => record.outcome).sort(), ["done", "refused"]);
  });
});

describe("a request from Slack", () => {
  it("that is delivered twice takes effect once", async () => {
    await using bench = await openWorkbench();
    const incident = await declare(bench);
    const request = { key: "trigger-1", receivedAt: bench.clock.now(), body: {} };
    assert.equal(await insertSlackRequest(bench.ctx.db, request), true);
    assert.equal(await insertSlackRequest(bench.ctx.db, request), false);
    const ctx = { ...bench.ctx, requestKey: "trigger-1" };
    const note = { kind: "add-note", text: "rolled back" } as const;
    await changeIncident(ctx, incident.id, note);
    await assert.rejects(changeIncident(ctx, incident.id, note), AlreadyApplied);
    const entries = await listTimeline(bench.ctx.db, incident.id);
    assert.equal(entries.filter((item) => item.entry.kind === "note").length, 1);
  });
});

describe("the audit trail", () => {
  it("takes no change and no deletion", async () => {
    await using bench = await openWorkbench();
    await declare(bench);
    await assert.rejects(bench.database.sql`update audit set action = 'nothing'`, /append-only/);
    await assert.rejects(bench.database.sql`delete from timeline`, /append-only/);
  });
});
