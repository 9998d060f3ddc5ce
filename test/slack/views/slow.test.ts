// What a person sees when Slack or the way to it is slow.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { openSlackBench } from "../slack-bench.ts";

describe("a form", () => {
  it("whose trigger was too old is offered again, and opens by one press", async () => {
    await using slack = await openSlackBench();
    slack.slack.faults.error("views.open", "expired_trigger_id", { times: 1 });
    const late = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new Search slow"),
    );
    assert.match(late.text, /That took too long for Slack/);
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.clickEphemeral(late.channel, late.ts, { actionId: "command:use" }),
    );
    assert.match(form.text, /"initial_value":"Search slow"/);
  });

  it("that takes longer than Slack waits says so, then shows what came of it", async () => {
    await using slack = await openSlackBench();
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new Search slow"),
    );
    // What was known of people is an hour old, and Slack is slow to say it anew.
    await slack.bench.clock.forward(61 * 60_000);
    slack.slack.faults.delay("users.info", 2_000, { times: 1 });
    const waiting = await slack.modalOf("U0ANNA", (anna) =>
      anna.submitView(form.id, { priority: "P3" }),
    );
    assert.match(waiting.text, /Working on it/);
    await slack.eventually(
      () =>
        JSON.stringify(slack.slack.state.views("U0ANNA")).includes("INC-1* is declared") ||
        undefined,
    );
    assert.equal((await findIncidentByNumber(slack.bench.ctx.db, 1))?.title, "Search slow");
  });
});

describe("an answer", () => {
  it("says with a reference that it failed, and that nothing was executed", async () => {
    await using slack = await openSlackBench();
    slack.slack.faults.error("views.open", "internal_error", { times: 1 });
    const failed = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new Search slow"),
    );
    assert.match(failed.text, /That failed \(ref [0-9A-F]{4}\). Nothing was executed/);
    const [, ref] = /ref ([0-9A-F]{4})/.exec(failed.text) ?? [];
    assert.ok(
      slack.log.some((line) => JSON.stringify(line).includes(`"ref":"${ref}"`)),
      "the log holds the reference",
    );
  });
});
