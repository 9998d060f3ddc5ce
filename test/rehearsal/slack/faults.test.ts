// Rate limits, and the misbehaviour that can be asked for.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { WebClient } from "@slack/web-api";
import { manualClock } from "./manual-clock.ts";
import { errorOf, rehearse } from "./rehearse.ts";

test("a fifth post at once in one channel is one too many, and a second later it is not", async () => {
  const clock = manualClock();
  await using slack = await rehearse({ clock });
  const post = (channel: string) => errorOf(slack.client.chat.postMessage({ channel, text: "x" }));
  for (let n = 0; n < 4; n += 1) {
    assert.equal(await post("general"), "none");
  }
  const limited = await slack.client.chat
    .postMessage({ channel: "general", text: "x" })
    .catch((error) => error);
  assert.equal(limited.retryAfter, 1);
  const general = slack.state.channel("general")?.id ?? "";
  assert.match(await post(general), /rate-limit/, "its id means the same channel");
  assert.equal(await post("U0ANNA"), "none", "another channel is not concerned");
  clock.forward(1);
  assert.equal(await post("general"), "none");
});

test("a method of tier 2 takes twenty calls a minute", async () => {
  const clock = manualClock();
  await using slack = await rehearse({ clock });
  const list = () => errorOf(slack.client.usergroups.list());
  for (let n = 0; n < 20; n += 1) {
    assert.equal(await list(), "none");
  }
  assert.match(await list(), /rate-limit/);
  assert.equal(slack.calls.at(-1)?.status, 429);
  clock.forward(60);
  assert.equal(await list(), "none");
});

test("a lost answer was carried out, a 500 was not, and a 429 says how long to wait", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const post = (text: string) => slack.client.chat.postMessage({ channel: general, text });
  slack.faults.loseAnswer("chat.postMessage");
  await assert.rejects(post("lost"));
  slack.faults.fail("*", { status: 500 });
  await assert.rejects(post("failed"));
  slack.faults.rateLimit("chat.postMessage", { retryAfter: 7 });
  await assert.rejects(post("limited"), { retryAfter: 7 });
  slack.faults.error("chat.postMessage", "internal_error", { channel: "C0OTHER" });
  await post("fine");
  slack.faults.clear();
  assert.deepEqual(
    slack.state.messages(general).map(({ text }) => text),
    ["lost", "fine"],
  );
  assert.deepEqual(
    slack.calls.map(({ fault }) => fault),
    ["lose-answer", "fail", "rate-limit", undefined],
  );
});

test("an SDK with its own retries posts twice when an answer is lost", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const client = new WebClient("xoxb-test", {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 1, minTimeout: 1 },
  });
  slack.faults.loseAnswer("chat.postMessage");
  await client.chat.postMessage({ channel: general, text: "once?" });
  assert.equal(slack.state.messages(general).length, 2);
});

test("during an outage nothing answers, and the switch stays in reach over HTTP", async () => {
  await using slack = await rehearse();
  const address = new URL("/rehearsal/faults", slack.apiUrl);
  const order = async (body: object) => {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { ok: boolean; error?: string };
  };
  assert.equal((await order({ fault: "outage" })).ok, true);
  await assert.rejects(slack.client.auth.test());
  assert.equal((await order({ fault: "outage", on: false })).ok, true);
  assert.equal((await slack.client.auth.test()).ok, true);
  assert.match((await order({ fault: "meteor" })).error ?? "", /unknown fault "meteor"/);
});

test("a caller that hangs up in the middle of a call harms nobody", async () => {
  await using slack = await rehearse();
  const { hostname, port } = new URL(slack.apiUrl);
  const socket = connect(Number(port), hostname);
  socket.write(
    "POST /api/api.test HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
  );
  await new Promise<void>((resolve) => {
    socket.once("connect", () => setImmediate(resolve));
  });
  socket.destroy();
  assert.equal((await slack.client.auth.test()).ok, true);
});
