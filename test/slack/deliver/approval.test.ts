// An approval is a direct message to each who may give one: edited with every vote, and when it is over.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import type { Person } from "../../../src/domain/runbook/state/stamp.ts";
import { actOnRun } from "../../../src/operations/act-on-run.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import type { RunbookShelf } from "../../../src/operations/runbook-shelf.ts";
import { startDrill } from "../../../src/operations/start-drill.ts";
import { startRunbook } from "../../../src/operations/start-runbook.ts";
import { type ApprovalVote, voteOnApproval } from "../../../src/operations/vote-on-approval.ts";
import { type DeliveryBench, INCIDENT, openDeliveryBench } from "../delivery-bench.ts";
import { readable } from "../readable.ts";

const SOURCE = `muster: 1
id: read-only
title: Go read-only
owner: oncall:payments
review_by: 2027-01-01
permissions:
  start: [any_responder]
  operate: [any_responder]
  abort: [any_responder]
steps:
  - id: switch
    kind: manual
    title: Put the shop into <read-only> mode
    text: Press the big switch.
    timeout: 2h
    approval:
      need: 1
      from: [user:U0BOB]
      exclude: [starter]
      timeout: 30m
  - id: finish
    kind: end
    outcome: success
`;

const ANNA: Person = { id: "U0ANNA", name: "Anna Test" };
const BOB: Person = { id: "U0BOB", name: "Bob Test" };

function shelf(): RunbookShelf {
  const read = readRunbook(SOURCE, "read-only.yml");
  assert.ok(read.ok, JSON.stringify(read));
  const { runbook } = read;
  const shelved = { runbook, source: SOURCE, sha256: "1", file: "read-only.yml" };
  return { list: () => [shelved], find: () => shelved, readSnapshot: () => runbook };
}

async function openAsked() {
  const delivery = await openDeliveryBench({ change: { runbooks: shelf() } });
  const { bench } = delivery;
  const opened = await openIncident(bench.ctx, INCIDENT);
  assert.ok(opened.ok);
  await delivery.settle();
  const before = directMessages(delivery).length;
  const wish = { slug: "read-only", inputs: {}, by: ANNA };
  const started = await startRunbook(bench.ctx, opened.incident.id, wish);
  assert.ok(started.ok, JSON.stringify(started));
  await delivery.settle();
  const runId = started.run.id;
  return {
    delivery,
    runId,
    asked: () => directMessages(delivery).slice(before),
    async [Symbol.asyncDispose]() {
      await delivery[Symbol.asyncDispose]();
    },
  };
}

/** To Bob, as text. */
function directMessages({ slack }: DeliveryBench): string[] {
  const dms = slack.state.channels.filter(
    ({ kind, members }) => kind === "im" && members.includes(BOB.id),
  );
  return dms
    .flatMap(({ id }) => slack.state.messages(id))
    .map(({ text, blocks }) => readable({ text, blocks: blocks as never }));
}

function runMessage({ slack }: DeliveryBench): string {
  const found = slack.state.channels
    .flatMap(({ id }) => slack.state.messages(id))
    .find(({ text }) => text.includes("Run 1, "));
  assert.ok(found);
  return readable({ text: found.text, blocks: found.blocks as never });
}

/** Bob's, on the request that his message shows. */
async function vote(
  { delivery, runId, asked }: Awaited<ReturnType<typeof openAsked>>,
  said: Pick<ApprovalVote, "vote" | "note">,
) {
  const sha8 = /"h":"([0-9a-f]{8})"/.exec(asked()[0] ?? "")?.[1];
  assert.ok(sha8, "the button carries what was seen");
  const about = { runId, step: "switch", attempt: 1, sha8, by: BOB };
  return await voteOnApproval(delivery.bench.as(BOB.id), { ...about, ...said });
}

describe("an approval", () => {
  it("is asked in a direct message, and the run says who is waited for", async () => {
    await using bench = await openAsked();
    const [message, ...more] = bench.asked();
    assert.deepEqual(more, []);
    assert.match(message ?? "", /Your approval is asked for\* by Anna Test/);
    assert.match(message ?? "", /Put the shop into &lt;read-only&gt; mode/);
    assert.match(message ?? "", /\[Approve\] primary/);
    assert.doesNotMatch(message ?? "", /Override/);
    assert.match(runMessage(bench.delivery), /Approval\* 0 of 1 · waits for Bob/);
  });

  it("given edits the message and makes the step ready", async () => {
    await using bench = await openAsked();
    const { delivery } = bench;
    const voted = await vote(bench, { vote: "approve" });
    assert.ok(voted.ok, JSON.stringify(voted));
    await delivery.settle();
    const [message, ...more] = bench.asked();
    assert.deepEqual(more, [], "edited, not said anew");
    assert.match(message ?? "", /✅ \*Approved\*/);
    assert.doesNotMatch(message ?? "", /\[Approve\]/);
    assert.match(runMessage(delivery), /Approval\* 1 of 1: ✓ Bob Test/);
    assert.match(runMessage(delivery), /\[Done\] primary/);
    assert.deepEqual(delivery.dead, []);
  });

  it("denied says who and why, and the run asks what to do", async () => {
    await using bench = await openAsked();
    const { delivery } = bench;
    const voted = await vote(bench, { vote: "deny", note: "Not <!channel> on a Friday" });
    assert.ok(voted.ok, JSON.stringify(voted));
    await delivery.settle();
    assert.match(bench.asked()[0] ?? "", /Denied\* by Bob Test: Not &lt;!channel&gt; on a Friday/);
    assert.match(runMessage(delivery), /Needs a decision:\* Bob Test denied it: Not &lt;!channel/);
  });

  it("is over for its reader when the run is aborted", async () => {
    await using bench = await openAsked();
    const { delivery, runId } = bench;
    const click = {
      step: "switch",
      attempt: 1,
      action: "abort",
      note: "Enough",
      by: ANNA,
    } as const;
    const aborted = await actOnRun(delivery.bench.ctx, runId, click);
    assert.ok(aborted.ok, JSON.stringify(aborted));
    await delivery.settle();
    assert.match(bench.asked()[0] ?? "", /no longer asked/);
    assert.doesNotMatch(bench.asked()[0] ?? "", /\[Approve\]/);
  });
});

describe("a drill in Slack", () => {
  it("has a channel of its own, is announced nowhere, and every message says DRILL", async () => {
    await using delivery = await openDeliveryBench({ change: { runbooks: shelf() } });
    const { bench, slack } = delivery;
    const wish = { slug: "read-only", inputs: {}, by: ANNA };
    const drill = await startDrill(bench.ctx, wish);
    assert.ok(drill.ok, JSON.stringify(drill));
    await delivery.settle();
    const room = slack.state.channels.find(({ name }) => name === "drill-1-go-read-only");
    assert.ok(room, slack.state.channels.map(({ name }) => name).join(", "));
    const said = slack.state.channels.flatMap(({ id }) => slack.state.messages(id));
    const ours = said.filter(({ text }) => text !== "" && !text.includes("has joined"));
    assert.ok(ours.length >= 3, "card, run and approval");
    for (const { text } of ours) assert.match(text, /🧪 DRILL/);
    assert.equal(runMessage(delivery).match(/DRILL/g)?.length, 2, "once in speech, once in title");
    const announced = slack.state.channels.find(({ name }) => name === "incidents");
    assert.equal(announced, undefined, "nothing was announced");
    assert.deepEqual(delivery.dead, []);
  });
});
