// Runbooks that an alert starts by itself: as Muster, once, and only as far as nobody is needed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listOpenIncidents } from "../../src/storage/incidents.ts";
import { listRuns } from "../../src/storage/runs.ts";
import type { Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { body, send, understand } from "./alerts.ts";
import { GREET, SWITCH } from "./runbooks.ts";
import { openStage, stepOf } from "./stage.ts";

const labels = { gateway: "stripe" };

async function fire(bench: Workbench, more: Record<string, string> = labels): Promise<void> {
  await send(bench, body([{ name: "GatewayDown", labels: more }]));
  await understand(bench);
}

async function runs(bench: Workbench) {
  const [incident] = await listOpenIncidents(bench.ctx.db);
  assert.ok(incident);
  return await listRuns(bench.ctx.db, incident.id);
}

describe("an alert that a runbook starts by", () => {
  it("starts it as Muster with the alert's values, up to the first step that needs a person", async () => {
    await using bench = await openStage([SWITCH, GREET]);
    await fire(bench);
    await answerWorld(bench.ctx);
    const [run, ...others] = await runs(bench);
    assert.deepEqual(others, []);
    assert.equal(run?.slug, "greet");
    assert.deepEqual(run?.state.startedBy, { id: "muster", name: "Muster" });
    assert.deepEqual(run?.state.inputs, { gateway: "stripe" });
    assert.equal(run && stepOf(run).id, "look");
    assert.equal(run && stepOf(run).state, "waiting");
  });

  it("starts it once, however often it is sent", async () => {
    await using bench = await openStage([GREET]);
    await fire(bench);
    await answerWorld(bench.ctx);
    await bench.clock.forward(60_000);
    await fire(bench);
    assert.equal((await runs(bench)).length, 1);
  });

  it("starts one for each alert", async () => {
    await using bench = await openStage([GREET]);
    await fire(bench);
    await fire(bench, { gateway: "payu" });
    const gateways = (await runs(bench)).map(({ state }) => state.inputs["gateway"]);
    assert.deepEqual(gateways.sort(), ["payu", "stripe"]);
  });

  it("starts nothing where an input is missing: then it stays a suggestion", async () => {
    await using bench = await openStage([GREET]);
    await fire(bench, {});
    assert.deepEqual(await runs(bench), []);
    const [incident] = await listOpenIncidents(bench.ctx.db);
    assert.equal(incident?.suggestedRunbook, "greet");
  });
});
