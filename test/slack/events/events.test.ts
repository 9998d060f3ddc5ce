// What Slack tells by itself: a Home tab opened, an incident's channel archived, renamed, deleted.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { listTimeline } from "../../../src/storage/timeline.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

async function begin() {
  const slack = await openSlackBench();
  await slack.answerTo("U0ANNA", (anna) =>
    anna.command(slack.general, "/incident", "new p2 Checkout slow"),
  );
  await slack.settle();
  return slack;
}

async function notes({ bench }: SlackBench): Promise<readonly string[]> {
  const incident = await findIncidentByNumber(bench.ctx.db, 1);
  const items = await listTimeline(bench.ctx.db, incident?.id ?? "");
  return items.flatMap(({ entry }) => (entry.kind === "note" ? [entry.text] : []));
}

describe("the Home tab", () => {
  it("is published when it is opened, and its buttons act", async () => {
    await using slack = await begin();
    const anna = slack.slack.as("U0ANNA");
    await anna.openHome();
    const home = await slack.eventually(async () => {
      await slack.settle();
      return slack.slack.state.home("U0ANNA");
    });
    assert.match(JSON.stringify(home.content), /INC-1/);
    const form = await slack.modalOf("U0ANNA", (again) =>
      again.clickInHome({ actionId: "incident:declare" }),
    );
    assert.match(form.text, /Declare incident/);
  });
});

describe("an incident's channel", () => {
  it("that is renamed or archived is noted in the timeline", async () => {
    await using slack = await begin();
    const room = slack.room(1);
    const anna = slack.slack.as("U0ANNA");
    await anna.rename(room, "checkout-war-room");
    await slack.eventually(async () => (await notes(slack)).length === 1 || undefined);
    assert.deepEqual(await notes(slack), [
      "This incident's channel is called #checkout-war-room now.",
    ]);
    await anna.archive(room);
    await slack.eventually(async () => (await notes(slack)).length === 2 || undefined);
    assert.equal((await notes(slack))[1], "@anna archived this incident's channel.");
  });

  it("that is deleted is opened anew, with its card", async () => {
    await using slack = await begin();
    const before = slack.room(1);
    await slack.slack.as("U0ANNA").deleteChannel(before);
    await slack.eventually(async () => (await notes(slack)).length === 1 || undefined);
    await slack.settle();
    const incident = await findIncidentByNumber(slack.bench.ctx.db, 1);
    assert.ok(incident?.room && incident.room.channel !== before, JSON.stringify(incident?.room));
    const [pin] = slack.slack.state.channel(incident.room.channel)?.pins ?? [];
    assert.ok(pin, "the card is pinned in the new channel");
  });
});
