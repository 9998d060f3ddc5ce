// What reaches the app: response URLs, time-outs, events and their retries.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boltOverHttp } from "./bolt-over-http.ts";
import { listenAsApp } from "./listen-as-app.ts";
import { manualClock } from "./manual-clock.ts";
import { rehearse } from "./rehearse.ts";

test("a response URL takes five posts within half an hour", async () => {
  const clock = manualClock();
  await using slack = await rehearse({ clock });
  await using app = await listenAsApp(slack);
  const general = slack.state.channel("general")?.id ?? "";
  const anna = slack.as("U0ANNA");
  const respond = async (url: string, body: object) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.ok ? "ok" : ((await response.json()) as { error: string }).error;
  };
  await anna.command(general, "/incident", "");
  const url = app.fields()["response_url"] ?? "";
  assert.equal(await respond(url, {}), "no_text");
  for (let n = 1; n <= 5; n += 1) {
    assert.equal(await respond(url, { text: `${n}` }), "ok");
  }
  assert.equal(await respond(url, { text: "6" }), "used_url");
  assert.deepEqual(
    slack.state.ephemerals("U0ANNA").map(({ text }) => text),
    ["1", "2", "3", "4", "5"],
  );
  await anna.command(general, "/incident", "");
  clock.forward(30 * 60);
  assert.equal(await respond(app.fields()["response_url"] ?? "", { text: "late" }), "expired_url");
});

test("a response URL replaces what was clicked, also what only one person sees", async () => {
  await using slack = await rehearse();
  await using app = await boltOverHttp(slack);
  const general = slack.state.channel("general")?.id ?? "";
  app.bolt.action("go", async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: "gone" });
  });
  const blocks = [
    {
      type: "actions",
      elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }],
    },
  ];
  const anna = slack.as("U0ANNA");
  const { message_ts: whispered = "" } = await slack.client.chat.postEphemeral({
    channel: general,
    user: "U0ANNA",
    text: "x",
    blocks,
  });
  await anna.clickEphemeral(general, whispered, { actionId: "go" });
  await slack.until(() => slack.state.ephemerals("U0ANNA")[0]?.text === "gone");
  assert.equal(slack.state.ephemerals("U0ANNA").length, 1);
  const { ts = "" } = await slack.client.chat.postMessage({ channel: general, text: "x", blocks });
  await anna.click(general, ts, { actionId: "go" });
  await slack.until(() => slack.state.message(general, ts)?.text === "gone");
  await assert.rejects(anna.click(general, ts, { actionId: "go" }), /shows no element "go"/);
  const stale = await anna.click(general, ts, { actionId: "go", stale: true });
  assert.deepEqual(stale, { ok: true }, "a client that has not caught up still clicks");
  await slack.until(() => slack.state.message(general, ts)?.version === 3);
});

test("an app that takes longer than three seconds is reported to the person", async () => {
  await using slack = await rehearse();
  await using app = await boltOverHttp(slack);
  app.bolt.command("/incident", () => Promise.resolve());
  const general = slack.state.channel("general")?.id ?? "";
  const outcome = await slack.as("U0ANNA").command(general, "/incident", "slow");
  assert.deepEqual(outcome, {
    ok: false,
    shown: '/incident failed with the error "operation_timeout"',
  });
});

test("an event the app fails is sent again at once, after a minute and after five", async () => {
  const clock = manualClock();
  await using slack = await rehearse({ clock });
  await using app = await listenAsApp(slack, () => 500);
  await slack.as("U0ANNA").openHome();
  const until = async (count: number) => {
    while (slack.deliveries.filter(({ outcome }) => outcome === "http_error").length < count) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  };
  await until(2);
  clock.forward(60);
  await until(3);
  clock.forward(300);
  await until(4);
  assert.deepEqual(
    app.requests.map(({ headers }) => [
      headers["x-slack-retry-num"],
      headers["x-slack-retry-reason"],
    ]),
    [
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
      ["3", "http_error"],
    ],
  );
  assert.equal(
    new Set(app.requests.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id))
      .size,
    1,
  );
});

test("only subscribed events are sent, and one can be sent twice", async () => {
  await using slack = await rehearse();
  await using app = await listenAsApp(slack);
  const made = await slack.as("U0ANNA").createChannel("new");
  await slack.as("U0ANNA").rename(made.id, "newer");
  slack.faults.deliverTwice(1);
  await slack.as("U0ANNA").archive(made.id);
  await slack.as("U0ANNA").unarchive(made.id);
  await slack.as("U0ANNA").openHome();
  const types = () =>
    app.requests
      .map(({ body }) => (JSON.parse(body) as { event: { type: string } }).event.type)
      .sort();
  while (app.requests.length < 4) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  assert.deepEqual(types(), [
    "app_home_opened",
    "channel_archive",
    "channel_archive",
    "channel_rename",
  ]);
});
