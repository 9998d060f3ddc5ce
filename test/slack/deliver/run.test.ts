// A run of a runbook is one message: edited step by step, only the current step with buttons.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { actOnRun } from "../../../src/operations/act-on-run.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import type { RunbookShelf } from "../../../src/operations/runbook-shelf.ts";
import { startRunbook } from "../../../src/operations/start-runbook.ts";
import { type DeliveryBench, INCIDENT, openDeliveryBench } from "../delivery-bench.ts";

const SOURCE = `muster: 1
id: calm-down
title: Calm the checkout down
owner: oncall:payments
review_by: 2027-01-01
steps:
  - id: look
    kind: manual
    title: Look at the <dashboard>
    text: See <https://grafana.shop.example|the dashboard>
    timeout: 10m
  - id: decide
    kind: choice
    title: Is it us?
    timeout: 10m
    options:
      - value: us
        label: It is us
        style: danger
      - value: them
        label: It is them
  - id: finish
    kind: end
    outcome: success
`;

const ANNA = { id: "U0ANNA", name: "Anna Test" };

function shelf(): RunbookShelf {
  const read = readRunbook(SOURCE, "calm-down.yml");
  assert.ok(read.ok, JSON.stringify(read));
  const { runbook } = read;
  const shelved = { runbook, source: SOURCE, sha256: "1", file: "calm-down.yml" };
  return { list: () => [shelved], find: () => shelved, readSnapshot: () => runbook };
}

function runMessages({ slack }: DeliveryBench) {
  const channel = slack.state.channel("inc-1-platnosci-autoryzacje-spadly");
  assert.ok(channel);
  return slack.state.messages(channel.id).filter(({ text }) => text.startsWith("Run 1, "));
}

describe("a run", () => {
  it("is one message that goes from step to step and ends without buttons", async () => {
    await using delivery = await openDeliveryBench({ change: { runbooks: shelf() } });
    const { bench } = delivery;
    const opened = await openIncident(bench.ctx, INCIDENT);
    assert.ok(opened.ok);
    const wish = { slug: "calm-down", inputs: {}, by: ANNA };
    const started = await startRunbook(bench.ctx, opened.incident.id, wish);
    assert.ok(started.ok, JSON.stringify(started));
    await delivery.settle();
    const first = JSON.stringify(runMessages(delivery)[0]?.blocks);
    assert.match(first, /▶ 1 \*Look at the &lt;dashboard&gt;\*/);
    assert.match(first, /<https:\/\/grafana.shop.example\|the dashboard>/);
    assert.match(first, /run:act.done/);
    assert.doesNotMatch(first, /run:act.choose/);

    const { id } = started.run;
    const act = async (step: string, click: { action: "done" | "choose"; option?: string }) => {
      const acted = await actOnRun(bench.ctx, id, { step, attempt: 1, ...click, by: ANNA });
      assert.ok(acted.ok, JSON.stringify(acted));
      await delivery.settle();
      assert.equal(runMessages(delivery).length, 1, "it is still one message");
      return JSON.stringify(runMessages(delivery)[0]?.blocks);
    };
    const second = await act("look", { action: "done" });
    assert.match(second, /✅ 1 Look at .*\(Anna Test /);
    assert.match(second, /It is us.*It is them/s);
    assert.doesNotMatch(second, /run:act.done/);
    const over = await act("decide", { action: "choose", option: "them" });
    assert.match(over, /✅ 2 Is it us\? → It is them/);
    assert.match(over, /\*Done\*/);
    assert.doesNotMatch(over, /"actions"/);
    assert.deepEqual(delivery.dead, []);
  });

  it("that waited long comes down to the bottom, and the old message only points there", async () => {
    await using delivery = await openDeliveryBench({ change: { runbooks: shelf() } });
    const { bench, slack } = delivery;
    const opened = await openIncident(bench.ctx, INCIDENT);
    assert.ok(opened.ok);
    const wish = { slug: "calm-down", inputs: {}, by: ANNA };
    const started = await startRunbook(bench.ctx, opened.incident.id, wish);
    assert.ok(started.ok);
    await delivery.settle();
    const [old] = runMessages(delivery);
    assert.ok(old);
    await bench.clock.forward(11 * 60_000);
    slack.faults.loseAnswer("chat.postMessage");
    const click = { step: "look", attempt: 1, action: "done", by: ANNA } as const;
    assert.ok((await actOnRun(bench.ctx, started.run.id, click)).ok);
    await delivery.settle();
    const [moved, ...more] = runMessages(delivery);
    assert.deepEqual(more, [], "although an answer was lost there is one message of the run");
    assert.notEqual(moved?.ts, old.ts);
    assert.match(JSON.stringify(moved?.blocks), /run:act.choose/);
    const left = JSON.stringify(slack.state.message(old.channelId, old.ts)?.blocks);
    assert.match(left, new RegExp(`/p${moved?.ts.replace(".", "")}`));
    assert.doesNotMatch(left, /run:act/);
  });

  it("stays one message when its first post is lost and a click follows before it is found", async () => {
    await using delivery = await openDeliveryBench({ change: { runbooks: shelf() } });
    const { bench, slack } = delivery;
    const opened = await openIncident(bench.ctx, INCIDENT);
    assert.ok(opened.ok);
    await delivery.settle();
    const wish = { slug: "calm-down", inputs: {}, by: ANNA };
    const started = await startRunbook(bench.ctx, opened.incident.id, wish);
    assert.ok(started.ok);
    slack.faults.loseAnswer("chat.postMessage");
    await delivery.drain();
    const click = { step: "look", attempt: 1, action: "done", by: ANNA } as const;
    assert.ok((await actOnRun(bench.ctx, started.run.id, click)).ok);
    await delivery.drain();
    await delivery.settle();
    assert.equal(runMessages(delivery).length, 1);
    assert.match(JSON.stringify(runMessages(delivery)[0]?.blocks), /run:act.choose/);
  });
});
