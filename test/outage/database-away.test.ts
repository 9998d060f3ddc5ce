// The database is away for a while: senders and people are told so at once, and everything goes on when it is back.
import assert from "node:assert/strict";
import { it } from "node:test";
import {
  click,
  command,
  expectEphemeral,
  expectMessage,
  find,
  messagesIn,
} from "../support/people.ts";
import { post, until } from "../support/stage.ts";
import { openWire, type Wire } from "../support/wire.ts";
import { only, openWorld } from "../support/world.ts";

it("without its database Muster says so, and goes on by itself when it is back", async () => {
  let line: Wire | undefined;
  await using world = await openWorld({
    wire: async (url) => {
      line = await openWire(url);
      return line;
    },
  });
  const { slack, muster } = world;
  const hook = `${muster.url}/hooks/alertmanager`;
  const fire = async (name: string) => (await post(hook, { name }, new Date())).status;
  const readiness = async () => (await fetch(`${muster.url}/readyz`)).status;
  assert.equal(await fire("PaymentAuthRateDrop"), 202);
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  await expectMessage(slack, { dm: "anna" }, "INC-1");

  slack.faults.loseAnswer("auth.test");
  line?.cut();
  assert.equal(await fire("Checkout5xxHigh"), 503);
  assert.equal(await readiness(), 503);
  assert.equal((await fetch(`${muster.url}/healthz`)).status, 200);
  assert.equal((await click(slack, "anna", card, "Acknowledge")).ok, true);
  await expectEphemeral(slack, "anna", "cannot reach its database");
  const answered = await command(slack, "piotr", "/incident list");
  assert.ok(answered.ok && answered.reply, JSON.stringify(answered));
  assert.match(answered.reply.text, /cannot reach its database/);

  line?.mend();
  await until(async () => (await readiness()) === 200, "Muster to be ready again");
  assert.equal(await fire("Checkout5xxHigh"), 202);
  // Edits that alerts cause keep a distance.
  world.forward(15_000);
  await expectMessage(slack, /^inc-1-/, "2 firing");
  await click(slack, "anna", card, "Acknowledge");
  await expectMessage(slack, { dm: "anna" }, /[Aa]cknowledged/);
  only(find(slack, "incidents", "INC-1"), "announcement");
  only(messagesIn(slack, { dm: "anna" }), "page");
  assert.ok(muster.isRunning());
  // Whatever went wrong, and whichever library had a word on it: the log is JSON, a line each.
  for (const each of muster.log) assert.doesNotThrow(() => JSON.parse(each), each);
});
