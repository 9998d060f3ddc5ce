// The end of an incident in Slack: its durations, the post-mortem as a file, and the Home tab.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import { recordHomeSeen } from "../../../src/operations/record-delivery.ts";
import { everyScope } from "../../rehearsal/slack/rehearse.ts";
import { type DeliveryBench, INCIDENT, openDeliveryBench } from "../delivery-bench.ts";

const NAME = "inc-1-platnosci-autoryzacje-spadly";

async function resolveOne({ bench, settle }: DeliveryBench) {
  const opened = await openIncident(bench.ctx, INCIDENT);
  assert.ok(opened.ok);
  await settle();
  await bench.clock.forward(25 * 60_000);
  const change = { kind: "resolve", summary: "PayU carries the payments." } as const;
  const changed = await changeIncident(bench.as("U0BOB"), opened.incident.id, change);
  assert.ok(changed.ok);
  return opened.incident;
}

function messages({ slack }: DeliveryBench) {
  const channel = slack.state.channel(NAME);
  assert.ok(channel);
  return slack.state.messages(channel.id);
}

describe("a resolved incident", () => {
  it("tells how long it lasted and leaves a post-mortem in the channel", async () => {
    await using delivery = await openDeliveryBench();
    await resolveOne(delivery);
    await delivery.settle();
    const closed = messages(delivery).find(({ text }) => text.includes("INC-1 is resolved"));
    assert.match(closed?.text ?? "", /^INC-1 is resolved, 25 min after it began\.$/);
    const [fileId] = messages(delivery).flatMap(({ files }) => files);
    const file = delivery.slack.state.fileContent(fileId ?? "")?.toString();
    assert.match(file ?? "", /^# Post-mortem: INC-1 Płatności: autoryzacje spadły\n/);
    assert.match(file ?? "", /\| Time to restore \(MTTR\) \| 25 min \| began .* \| resolved .* \|/);
    const ready = messages(delivery).findLast(({ text }) => text.includes("post-mortem draft"));
    assert.match(JSON.stringify(ready?.blocks), /incidents\/1\/post-mortem/);
    assert.deepEqual(delivery.dead, []);
  });

  it("shares one file although every answer of the upload was lost once", async () => {
    await using delivery = await openDeliveryBench();
    await resolveOne(delivery);
    delivery.slack.faults.loseAnswer("files.getUploadURLExternal");
    delivery.slack.faults.loseAnswer("files.completeUploadExternal");
    await delivery.settle();
    assert.equal(messages(delivery).flatMap(({ files }) => files).length, 1);
    const ready = messages(delivery).filter(({ text }) => text.includes("post-mortem draft"));
    assert.equal(ready.length, 1);
    assert.deepEqual(delivery.dead, []);
  });

  it("without the right to upload still says where the draft is", async () => {
    const scopes = everyScope.filter((scope) => scope !== "files:write");
    await using delivery = await openDeliveryBench({ scopes });
    await resolveOne(delivery);
    await delivery.settle();
    const said = messages(delivery).findLast(({ text }) => text.includes("post-mortem draft"));
    assert.match(JSON.stringify(said?.blocks), /incidents\/1\/post-mortem/);
    assert.deepEqual(delivery.circuit.health().missingScopes, ["files:write"]);
    assert.equal(delivery.circuit.health().state, "up");
  });
});

describe("the Home tab", () => {
  it("shows who is on call and the open incidents, and is not published again unchanged", async () => {
    await using delivery = await openDeliveryBench();
    const { bench, slack } = delivery;
    const opened = await openIncident(bench.ctx, INCIDENT);
    assert.ok(opened.ok);
    await delivery.settle();
    await recordHomeSeen(bench.ctx, "U0ANNA");
    await delivery.settle();
    const home = JSON.stringify(slack.state.home("U0ANNA")?.content.blocks);
    assert.match(home, /You are on call\* for \*Payments\*/);
    assert.match(home, /Pages that wait for you/);
    assert.match(home, /P1 · INC-1/);
    const published = () => slack.calls.filter(({ method }) => method === "views.publish").length;
    const before = published();
    await recordHomeSeen(bench.ctx, "U0ANNA");
    await delivery.settle();
    assert.equal(published(), before);
    await changeIncident(bench.as("U0BOB"), opened.incident.id, { kind: "acknowledge" });
    await delivery.settle(30_000);
    assert.equal(published(), before + 1);
    assert.doesNotMatch(JSON.stringify(slack.state.home("U0ANNA")?.content), /Pages that wait/);
  });
});
