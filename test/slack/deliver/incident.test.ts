// An incident reaches Slack: channel, people, card, announcement, page, and every change to them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import { findIncident } from "../../../src/storage/incidents.ts";
import { listEffectsOfIncident } from "../../../src/storage/outbox.ts";
import { type DeliveryBench, INCIDENT, openDeliveryBench } from "../delivery-bench.ts";

async function declare({ bench }: DeliveryBench) {
  const opened = await openIncident(bench.ctx, INCIDENT);
  assert.ok(opened.ok);
  return opened.incident;
}

describe("an opened incident", () => {
  it("has a channel, a pinned card, an announcement and a page to the person on call", async () => {
    await using delivery = await openDeliveryBench();
    const { slack, bench } = delivery;
    const { id } = await declare(delivery);
    await delivery.settle();
    const rows = await listEffectsOfIncident(bench.ctx.db, id);
    for (const row of rows) console.log(row.effect.kind, row.state, row.reason);
    console.log(delivery.logged.filter((l) => l.level >= 40), delivery.dead.map((d) => d.reason));
    for (const c of slack.calls) console.log(c.method, c.status, JSON.stringify(c.response).slice(0, 300));
    const incident = await findIncident(bench.ctx.db, id);
    console.log(incident?.room);
    const changed = await changeIncident(bench.as("U0BOB"), id, { kind: "assign-lead", user: "U0BOB" });
    assert.ok(changed.ok);
    await delivery.settle();
  });
});
