// A process that stands still in the middle of a change loses it to another; what it says when it wakes up changes nothing.
import assert from "node:assert/strict";
import { it } from "node:test";
import { click, command, expectMessage, find, seen } from "../support/people.ts";
import { post, until } from "../support/stage.ts";
import { only, openWorld, shopCall } from "../support/world.ts";

const step = (id: string, gateway: string, repeat: string) => `
  - id: ${id}
    kind: http
    title: Move ${gateway}
    connection: routing-admin
    method: PUT
    path: /v1/routes/${gateway}
    body: {fallback: paypal, fallback_pct: 10}
    repeat: ${repeat}
    irreversible: a test`;

const RUNBOOK = `
muster: 1
id: slow
title: Move gateways
owner: group:payments-leads
steps:${step("first", "stripe", "safe")}${step("second", "payu", "never")}
  - {id: done, kind: end, title: Moved, outcome: success}
`;

type Kept = { readonly event: { readonly type: string; readonly send?: number } };

it("a process that wakes up after its lease tells what it did, and moves nothing", async () => {
  await using world = await openWorld({
    runbooks: { "slow.yml": RUNBOOK },
    config: (text) =>
      text.replace(/^.*runbook: .*$/m, "").replaceAll("timeout: 5s", "timeout: 60s"),
  });
  const { slack, shop, shopGate, sql } = world;
  const alert = { name: "PaymentAuthRateDrop" };
  await post(`${world.muster.url}/hooks/alertmanager`, alert, new Date());
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  const { name: room = "" } = slack.state.channel(card.channelId) ?? {};
  await command(slack, "anna", "/runbook run slow", room);
  const run = await expectMessage(slack, room, "Move stripe");
  const answers = async (id: string): Promise<readonly Kept[]> =>
    await sql<Kept[]>`
      select event from run_events
      where event ->> 'type' = 'effect-answered' and event ->> 'step' = ${id} order by seq`;

  // The request was carried out; whoever sent it stands still before it has read the answer.
  async function freezeAt(path: RegExp) {
    const slow = world.muster;
    const held = shopGate.hold("after", shopCall("PUT", path));
    await click(slack, "anna", run, "Run");
    await held.arrived();
    const other = await world.start();
    slow.freeze();
    held.open();
    world.reach(other);
    await sql`update lanes set lease_until = clock_timestamp() where lease_until is not null`;
    return slow;
  }

  const first = await freezeAt(/^\/v1\/routes\/stripe/);
  await seen(slack, "the second step", () => find(slack, room, "Move payu").at(0));
  await until(async () => (await answers("first")).length === 1, "the second request's answer");
  first.go();
  await until(async () => (await answers("first")).length === 2, "the first one's answer");
  assert.deepEqual(
    (await answers("first")).map(({ event }) => event.send),
    [2, 1],
  );
  await first.kill();

  const second = await freezeAt(/^\/v1\/routes\/payu/);
  const asked = await expectMessage(slack, room, "Outcome unknown");
  second.go();
  await until(async () => (await answers("second")).length === 1, "its answer");
  assert.match(JSON.stringify(slack.state.message(asked.channelId, asked.ts)), /It happened/);
  await click(slack, "anna", run, "It happened");
  await seen(slack, "the end", () => find(slack, room, /Moved|done/).at(0));
  await until(async () => {
    const [row] = await sql<{ is_open: number }[]>`select is_open from runs`;
    return row?.is_open === 0;
  }, "the run to be over");

  const changed = shop.log().filter((request) => request.changed);
  assert.deepEqual(
    changed.map(({ path }) => path),
    ["/v1/routes/stripe", "/v1/routes/payu"],
  );
  assert.equal(shop.log().filter(({ path }) => path.endsWith("payu")).length, 1);
  only(find(slack, room, "Run 1 ·"), "message of the run");
});
