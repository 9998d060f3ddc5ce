// `/runbook plan | drill`: what a run would do without doing it, and the real thing where nothing is real.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RUNBOOK_VERBS } from "../../../src/slack/commands/runbook.ts";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { findRunByNumber } from "../../../src/storage/runs.ts";
import { words } from "../../../src/words/words.ts";
import { declare, type Scene } from "../actions/gateway-scene.ts";
import { shown } from "../slack-bench.ts";

const formOf = async (scene: Scene, text: string, channel = scene.channel) =>
  await scene.modalOf("U0ANNA", (anna) => anna.command(channel, "/runbook", text));

describe("/runbook", () => {
  it("explains every verb that it knows, and only those", () => {
    const help = words.command.help.runbook("/runbook");
    const explained = [...help.matchAll(/^`\/runbook ([^`]+)`/gm)].flatMap(([, usage = ""]) =>
      usage
        .replaceAll(/[<[(@].*$/g, "")
        .split(/,\s*/)
        .flatMap((part) => part.split(" ")[0] ?? []),
    );
    const verbs = RUNBOOK_VERBS.filter((verb) => verb !== "help");
    assert.deepEqual(explained.toSorted(), verbs.toSorted());
  });

  it("plan shows every request and does none of them, in an incident or outside of all", async () => {
    await using scene = await declare();
    const plan = await formOf(scene, "plan switch-gateway", scene.general);
    assert.match(plan.text, /Plan · Switch the gateway/);
    assert.match(plan.text, /PUT `\/v1\/routes\/card` on routing/);
    const asked = await formOf(scene, "plan tell-customers");
    assert.match(asked.text, /What is slow.*/);
    const filled = await scene.slack.as("U0ANNA").submitView(asked.id, { in_what: "Paying" });
    assert.equal(filled.ok, true, JSON.stringify(filled));
    const shownPlan = scene.slack.state.views("U0ANNA").at(-1);
    assert.match(shownPlan ? shown(shownPlan) : "", /Paying is slow/);
    assert.equal(await findRunByNumber(scene.bench.ctx.db, 1), undefined, "no run was made");
  });

  it("drill opens a channel of its own and says where", async () => {
    await using scene = await declare();
    const form = await formOf(scene, "drill", scene.general);
    assert.match(form.text, /Start a drill/);
    const anna = scene.slack.as("U0ANNA");
    const picked = await anna.submitView(form.id, { runbook: "tell-customers" });
    assert.equal(picked.ok, true, JSON.stringify(picked));
    const inputs = scene.slack.state.views("U0ANNA").at(-1);
    assert.ok(inputs);
    assert.match(shown(inputs), /Nothing real is sent, customers hear nothing/);
    const started = await anna.submitView(inputs.id, { in_what: "Paying" });
    assert.equal(started.ok, true, JSON.stringify(started));
    const said = scene.slack.state.views("U0ANNA").at(-1);
    assert.match(said ? shown(said) : "", /The drill of tell-customers is INC-2/);
    await scene.settle();
    await scene.eventually(() => {
      const now = scene.slack.state.views("U0ANNA").at(-1);
      return (now && /begins in <#C/.test(shown(now))) || undefined;
    });
    const drill = await findIncidentByNumber(scene.bench.ctx.db, 2);
    assert.equal(drill?.isDrill, true);
    const run = await findRunByNumber(scene.bench.ctx.db, 1);
    assert.equal(run?.state.mode, "drill");
    assert.equal(run?.incidentId, drill?.id);
  });
});
