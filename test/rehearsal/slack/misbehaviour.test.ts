// Limits, triggers, response URLs, retries, and the faults that can be asked for.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { WebClient } from "@slack/web-api";
import { boltOverHttp } from "./bolt-over-http.ts";
import { errorOf, type Rehearsal, rehearse } from "./rehearse.ts";

/** A clock that stands still until it is forwarded. */
function manualClock() {
  let now = Date.parse("2026-11-22T12:00:00Z");
  return {
    now: () => new Date(now),
    forward: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

const modal = {
  type: "modal" as const,
  title: { type: "plain_text" as const, text: "Title" },
  blocks: [{ type: "divider" as const }],
};

/** An app that keeps what it is sent and answers at once. */
async function listenAsApp(slack: Rehearsal, status = () => 200) {
  const requests: { readonly headers: Record<string, unknown>; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push({ headers: request.headers, body });
      response.writeHead(status()).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return {
    requests,
    fields: () =>
      Object.fromEntries(new URLSearchParams(requests.at(-1)?.body)) as Record<string, string>,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

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

test("a trigger opens one modal within three seconds", async () => {
  const clock = manualClock();
  await using slack = await rehearse({ clock });
  await using app = await listenAsApp(slack);
  const general = slack.state.channel("general")?.id ?? "";
  const anna = slack.as("U0ANNA");
  const open = (trigger_id: string, view: object = modal) =>
    errorOf(slack.client.views.open({ trigger_id, view: view as never }));

  await anna.command(general, "/incident", "");
  const first = app.fields()["trigger_id"] ?? "";
  assert.equal(
    await open(first, { ...modal, title: { type: "plain_text", text: "x".repeat(25) } }),
    "invalid_arguments",
  );
  assert.equal(await open(first), "none", "a refused view does not use the trigger up");
  assert.equal(await open(first), "exchanged_trigger_id");
  await anna.command(general, "/incident", "");
  clock.forward(4);
  assert.equal(await open(app.fields()["trigger_id"] ?? ""), "expired_trigger_id");
  assert.equal(await open("1.2.abc"), "invalid_trigger_id");
});

test("views are judged, updated by hash, and stacked three high", async () => {
  await using slack = await rehearse();
  await using app = await listenAsApp(slack);
  const { client } = slack;
  const anna = slack.as("U0ANNA");
  const trigger = async () => {
    await anna.globalShortcut("declare");
    return (JSON.parse(app.fields()["payload"] ?? "{}") as { trigger_id: string }).trigger_id;
  };
  const input = {
    type: "input" as const,
    label: { type: "plain_text" as const, text: "Why" },
    element: { type: "plain_text_input" as const, action_id: "why" },
  };
  const refused = await client.views
    .open({ trigger_id: await trigger(), view: { ...modal, blocks: [input] } })
    .catch((error) => error.data);
  assert.deepEqual(refused.response_metadata.messages, [
    "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
  ]);
  const wrong = { ...modal, private_metadata: "x".repeat(3001) };
  assert.equal(
    await errorOf(client.views.open({ trigger_id: await trigger(), view: wrong })),
    "invalid_arguments",
  );
  const button = {
    type: "actions" as const,
    elements: [
      {
        type: "button" as const,
        action_id: "more",
        text: { type: "plain_text" as const, text: "More" },
      },
    ],
  };
  const { view } = await client.views.open({
    trigger_id: await trigger(),
    view: { ...modal, blocks: [button], external_id: "one" },
  });
  const update = (hash: string | undefined) =>
    errorOf(
      client.views.update({
        view_id: view?.id ?? "",
        view: { ...modal, blocks: [button] },
        ...(hash === undefined ? {} : { hash }),
      }),
    );
  assert.equal(await update(view?.hash), "none");
  assert.equal(await update(view?.hash), "hash_conflict");
  assert.equal(await errorOf(client.views.update({ view_id: "V0NONE", view: modal })), "not_found");
  for (const expected of ["none", "none", "push_limit_reached"]) {
    await anna.clickInView(slack.state.views("U0ANNA").at(-1)?.id ?? "", { actionId: "more" });
    const { trigger_id } = JSON.parse(app.fields()["payload"] ?? "{}") as { trigger_id: string };
    assert.equal(
      await errorOf(client.views.push({ trigger_id, view: { ...modal, blocks: [button] } })),
      expected,
    );
  }
  assert.equal(slack.state.views("U0ANNA").length, 3);
});

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
