// Approvals of a run's step: who is asked and how, whose vote counts, and what is remembered of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readApprovalRef } from "../../src/domain/approval-ref.ts";
import { advanceRun } from "../../src/operations/advance-run.ts";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { findOpenRunsAwaiting } from "../../src/operations/find-open-runs-awaiting.ts";
import { readApproval } from "../../src/operations/read-approval.ts";
import { voteOnApproval } from "../../src/operations/vote-on-approval.ts";
import { writePostMortem } from "../../src/operations/write-post-mortem.ts";
import { listAudit } from "../../src/storage/audit.ts";
import { listRefsStartingWith } from "../../src/storage/projections.ts";
import type { RunRow } from "../../src/storage/runs.ts";
import type { Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { SWITCH } from "./runbooks.ts";
import { by, declare, kindsOf, openStage, posts, press, reread, start, stepOf } from "./stage.ts";

/** Piotr started it, who is on call too. */
async function asked(bench: Workbench, user = "U0PIOTR"): Promise<RunRow> {
  const incident = await declare(bench);
  const run = await start(bench, incident, {
    slug: "switch-gateway",
    inputs: { from: "stripe" },
    user,
  });
  await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
  return await reread(bench, run);
}

async function vote(bench: Workbench, run: RunRow, user: string, more: object = {}) {
  const { id: step, attempt, approval } = stepOf(await reread(bench, run), "move");
  const sha8 = approval?.requestSha.slice(0, 8) ?? "";
  const round = approval?.round ?? 0;
  const seen = { runId: run.id, step, attempt, round, sha8, by: by(user) };
  return await voteOnApproval(bench.as(user), { ...seen, vote: "approve", ...more });
}

async function askedUsers(bench: Workbench, run: RunRow): Promise<string[]> {
  const refs = await listRefsStartingWith(bench.ctx.db, "approval", `${run.id}/`);
  return refs.map((ref) => readApprovalRef(ref).user).sort();
}

describe("an approval", () => {
  it("is asked of everybody who may vote, by direct message, and not of whoever is excluded", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    const { approval, state } = stepOf(run, "move");
    assert.equal(state, "awaiting_approval");
    assert.deepEqual([...(approval?.eligible ?? [])].sort(), ["U0ANNA", "U0BEA", "U0OLA"]);
    assert.deepEqual(await askedUsers(bench, run), ["U0ANNA", "U0BEA", "U0OLA"]);
  });

  it("of two is given by two different people, and the step is ready then", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    assert.ok((await vote(bench, run, "U0ANNA")).ok);
    assert.equal((await vote(bench, run, "U0ANNA")).ok, false);
    assert.equal(stepOf(await reread(bench, run), "move").state, "awaiting_approval");
    assert.ok((await vote(bench, run, "U0OLA")).ok);
    assert.equal(stepOf(await reread(bench, run), "move").state, "ready");
    const kinds = await kindsOf(bench, run.incidentId);
    const told = kinds.filter((kind) => kind.startsWith("run-approval"));
    assert.deepEqual(told, [
      "run-approval asked",
      "run-approval approved",
      "run-approval approved",
      "run-approval granted",
    ]);
  });

  it("is refused from whoever may not give it, who is told who may, and it is written down", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    const refused = await vote(bench, run, "U0MAREK");
    assert.ok(!refused.ok && "refusal" in refused);
    assert.equal(refused.refusal.code, "not-allowed");
    assert.deepEqual("who" in refused.refusal && refused.refusal.who, [
      "oncall:payments",
      "group:leads",
    ]);
    const guest = await vote(bench, run, "U0GUS");
    assert.equal(guest.ok, false);
    const trail = await listAudit(bench.ctx.db, run.incidentId);
    assert.equal(trail.filter(({ outcome }) => outcome === "refused").length, 2);
  });

  it("is not given by whoever started the run, even though they are on call", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    const own = await vote(bench, run, "U0PIOTR");
    assert.ok(!own.ok && "runRefusal" in own);
    assert.equal(own.runRefusal.code, "excluded");
  });

  it("shows each approver where it stands, and a vote for an earlier request counts for nothing", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    const [ref = ""] = await listRefsStartingWith(bench.ctx.db, "approval", `${run.id}/`);
    assert.equal((await readApproval(bench.ctx, ref))?.standing, "asked");
    const stale = await vote(bench, run, "U0ANNA", { sha8: "00000000" });
    assert.ok(!stale.ok && "runRefusal" in stale);
    assert.equal(stale.runRefusal.code, "request-changed");
    await vote(bench, run, "U0ANNA", { vote: "deny", note: "not now" });
    const denied = await readApproval(bench.ctx, ref);
    assert.equal(denied?.standing, "denied");
    assert.equal(stepOf(await reread(bench, run), "move").state, "needs_decision");
  });

  it("of too few people is said at once", async () => {
    const leads: string[] = [];
    await using bench = await openStage([SWITCH]);
    const few = { ...bench.ctx.shop, groups: { leads } };
    const short = { ...bench, ctx: { ...bench.ctx, shop: few } };
    const as = (user: string) => ({ ...bench.as(user), shop: few });
    const run = await asked({ ...short, as });
    const { reason } = stepOf(run, "move");
    assert.deepEqual(reason, { code: "too-few-approvers", need: 2, eligible: 1 });
    assert.deepEqual(await askedUsers(bench, run), []);
  });

  it("is overridden by break-glass, only by who may, with a reason that the post-mortem flags", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    const glass = { vote: "break-glass", note: "shop is burning" };
    const refused = await vote(bench, run, "U0MAREK", glass);
    assert.ok(!refused.ok && "refusal" in refused && refused.refusal.code === "not-allowed");
    await changeIncident(bench.as("U0MAREK"), run.incidentId, {
      kind: "assign-lead",
      user: "U0MAREK",
    });
    assert.ok((await vote(bench, run, "U0MAREK", glass)).ok);
    assert.equal(stepOf(await reread(bench, run), "move").state, "ready");
    assert.ok((await kindsOf(bench, run.incidentId)).includes("run-approval overridden"));
    const changed = await changeIncident(bench.as("U0MAREK"), run.incidentId, {
      kind: "add-note",
      text: "done",
    });
    assert.ok(changed.ok);
    const draft = await writePostMortem(bench.ctx, changed.incident);
    assert.match(draft, /\*\*Override:\*\*.*Marek.*shop is burning/);
  });

  it("that takes long reminds who has not voted and pages the next on call", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    await vote(bench, run, "U0ANNA");
    const step = stepOf(await reread(bench, run), "move");
    const dueAt = new Date(step.timers.escalation ?? "");
    await bench.clock.forward(dueAt.getTime() - bench.clock.now().getTime());
    const timer = { type: "timer-fired", timer: "escalation", step: "move" } as const;
    await advanceRun(bench.ctx, run.id, { ...timer, attempt: step.attempt });
    const reminded = (await posts(bench)).flatMap(({ to, message }) =>
      message.kind === "approval-reminder" && to.in === "dm" ? [to.user] : [],
    );
    assert.deepEqual(reminded.sort(), ["U0BEA", "U0OLA"]);
    const pages = (await kindsOf(bench, run.incidentId)).filter((kind) => kind === "paged");
    assert.equal(pages.length, 2);
  });

  it("waits on the Home tab of whoever may vote, and of nobody who has", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await asked(bench);
    await vote(bench, run, "U0ANNA");
    assert.deepEqual(await findOpenRunsAwaiting(bench.ctx, "U0ANNA"), []);
    const [task, ...rest] = await findOpenRunsAwaiting(bench.ctx, "U0OLA");
    assert.deepEqual(rest, []);
    assert.equal(task?.why, "approve");
    assert.equal(task?.run.number, run.number);
    await vote(bench, run, "U0OLA");
    const [decide] = await findOpenRunsAwaiting(bench.ctx, "U0PIOTR");
    assert.equal(decide?.why, "decide");
    assert.ok((await press(bench, run, "U0BEA", { action: "run" })).ok);
  });
});
