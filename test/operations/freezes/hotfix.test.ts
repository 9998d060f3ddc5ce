// The hotfix lane: the fix of an open incident, let through by one vote of its lead or of the configured people.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import { listTimeline } from "../../../src/storage/timeline.ts";
import { words } from "../../../src/words/words.ts";
import type { Workbench } from "../../support/operations.ts";
import { posts } from "../stage.ts";
import { again, asked, dms, openExceptionStage, SHA, vote, voters } from "./exception-scene.ts";

async function incident(bench: Workbench, lead: string | null = "U0ANNA") {
  const draft = { title: "Payments down", priority: "P1", service: "checkout" } as const;
  const opened = await openIncident(bench.as("U0MAREK"), draft);
  assert.ok(opened.ok);
  const { id } = opened.incident;
  if (lead) await changeIncident(bench.as(lead), id, { kind: "assign-lead", user: lead });
  return opened.incident;
}

const FIX = { repository: "shop/checkout", pull: 12 };

async function said(bench: Workbench, id: string): Promise<string[]> {
  const items = await listTimeline(bench.ctx.db, id);
  return items
    .filter(({ entry }) => entry.kind === "exception")
    .map(({ entry }) => words.timeline.sentence(entry, (user) => user));
}

describe("the fix of an open incident", () => {
  it("passes by one vote of the lead, and the incident's timeline tells of it", async () => {
    await using bench = await openExceptionStage();
    const { id: incidentId } = await incident(bench);
    const exception = await asked(bench, { ...FIX, incidentId });
    assert.equal(exception.lane, "hotfix");
    assert.equal(exception.ballot.need, 1);
    assert.deepEqual(await voters(bench, exception), ["U0ANNA"]);
    const leader = await vote(bench, exception, "U0OLA");
    assert.equal(leader.ok ? "" : leader.refusal.code, "not-allowed");
    assert.ok((await vote(bench, exception, "U0ANNA")).ok);
    assert.equal((await again(bench, exception)).state, "approved");
    const told = (await posts(bench)).filter(({ to }) => to.in === "incident");
    const passed = told.find(({ message }) => message.kind === "hotfix-approved")?.message;
    assert.ok(passed?.kind === "hotfix-approved" && passed.headSha === SHA, "in its channel");
    assert.deepEqual(passed.approvers, ["U0ANNA"]);
    assert.deepEqual(await said(bench, incidentId), [
      "Hotfix shop/checkout#12 “Mend rounding” is asked to pass the code freeze (EXC-1): Prices are wrong",
      "Hotfix shop/checkout#12 “Mend rounding” may pass the code freeze (EXC-1)",
    ]);
  });

  it("asked for by the lead goes to whoever may break the glass, marked", async () => {
    await using bench = await openExceptionStage();
    const { id: incidentId } = await incident(bench, "U0ANNA");
    const exception = await asked(bench, { ...FIX, incidentId }, "U0ANNA");
    assert.equal(exception.lane, "hotfix");
    assert.equal(exception.isBreakGlass, true);
    assert.deepEqual(await voters(bench, exception), ["U0OLA"]);
    const own = await vote(bench, exception, "U0ANNA");
    assert.equal(own.ok ? "" : own.refusal.code, "exception-excluded");
    assert.ok((await vote(bench, exception, "U0OLA")).ok);
  });

  it("goes to the others of the configured people first", async () => {
    await using bench = await openExceptionStage(
      {},
      { hotfix: ["role:incident_commander", "user:U0MAREK"] },
    );
    const { id: incidentId } = await incident(bench, "U0ANNA");
    const exception = await asked(bench, { ...FIX, incidentId }, "U0ANNA");
    assert.equal(exception.isBreakGlass, undefined);
    assert.deepEqual(await voters(bench, exception), ["U0MAREK"]);
  });

  it("whoever leads when the vote is cast decides", async () => {
    await using bench = await openExceptionStage();
    const { id: incidentId } = await incident(bench, "U0ANNA");
    const exception = await asked(bench, { ...FIX, incidentId });
    const command = { kind: "assign-lead", user: "U0BEA" } as const;
    await changeIncident(bench.as("U0BEA"), incidentId, command);
    const former = await vote(bench, exception, "U0ANNA");
    assert.equal(former.ok ? "" : former.refusal.code, "not-allowed");
    assert.ok((await vote(bench, exception, "U0BEA")).ok);
  });
});

describe("the hotfix lane is not open", () => {
  it("any more once the incident is closed: what nobody decided on by then has to be asked again", async () => {
    await using bench = await openExceptionStage();
    const { id: incidentId } = await incident(bench);
    const exception = await asked(bench, { ...FIX, incidentId });
    await changeIncident(bench.ctx, incidentId, { kind: "resolve", summary: "Done" });
    const late = await vote(bench, exception, "U0ANNA");
    assert.equal(late.ok ? "" : late.refusal.code, "exception-over");
    assert.equal((await again(bench, exception)).state, "void");
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided void"]);
  });

  it("to code of another service, nor once the incident is closed: then it is asked as any other", async () => {
    await using bench = await openExceptionStage();
    const { id: incidentId } = await incident(bench);
    const other = await asked(bench, { pull: 20, incidentId });
    assert.equal(other.lane, "normal");
    assert.equal(other.notHotfix, "other-service");
    assert.equal(other.ballot.need, 2);
    assert.deepEqual(await said(bench, incidentId), [
      "Change shop/web#20 “Mend rounding” is asked to pass the code freeze (EXC-1): Prices are wrong",
    ]);
    await changeIncident(bench.ctx, incidentId, { kind: "resolve", summary: "Done" });
    const late = await asked(bench, { ...FIX, incidentId });
    assert.equal(late.lane, "normal");
    assert.equal(late.notHotfix, "closed");
  });
});
