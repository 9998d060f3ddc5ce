// What goes over a Socket Mode connection, read without a library in between.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebClient } from "@slack/web-api";
import { WebSocket } from "ws";
import { type Rehearsal, rehearse } from "./rehearse.ts";

type Message = Readonly<Record<string, unknown>>;

async function address(slack: Rehearsal): Promise<string> {
  const client = new WebClient("xapp-test", { slackApiUrl: slack.apiUrl });
  return (await client.apps.connections.open()).url ?? "";
}

async function connect(
  slack: Rehearsal,
): Promise<{ socket: WebSocket; next: () => Promise<Message> }> {
  const socket = new WebSocket(await address(slack));
  const arrived: Message[] = [];
  const wanted: ((message: Message) => void)[] = [];
  socket.on("message", (text) => {
    const message = JSON.parse(String(text)) as Message;
    const take = wanted.shift();
    if (take === undefined) {
      arrived.push(message);
    } else {
      take(message);
    }
  });
  const next = (): Promise<Message> => {
    const message = arrived.shift();
    return message === undefined
      ? new Promise((resolve) => wanted.push(resolve))
      : Promise.resolve(message);
  };
  return { socket, next };
}

test("a connection is greeted, given envelopes, and its answers are shown", async () => {
  await using slack = await rehearse();
  const { socket, next } = await connect(slack);
  const hello = await next();
  assert.deepEqual([hello["type"], hello["num_connections"]], ["hello", 1]);
  const general = slack.state.channel("general")?.id ?? "";
  const outcome = slack.as("U0ANNA").command(general, "/incident", "list");
  const envelope = await next();
  assert.equal(envelope["type"], "slash_commands");
  assert.equal(envelope["accepts_response_payload"], true);
  assert.equal((envelope["payload"] as Message)["text"], "list");
  socket.send(
    JSON.stringify({ envelope_id: envelope["envelope_id"], payload: { text: "none open" } }),
  );
  assert.equal((await outcome).ok, true);
  assert.deepEqual(
    slack.state.ephemerals("U0ANNA").map(({ text }) => text),
    ["none open"],
  );

  await slack.as("U0ANNA").openHome();
  const event = await next();
  assert.deepEqual(
    [event["type"], event["accepts_response_payload"], event["retry_attempt"]],
    ["events_api", false, 0],
  );
  assert.equal(((event["payload"] as Message)["event"] as Message)["type"], "app_home_opened");
});

test("a connection that is lost with an envelope on it fails the person at once", async () => {
  await using slack = await rehearse();
  const { socket, next } = await connect(slack);
  await next();
  const general = slack.state.channel("general")?.id ?? "";
  const outcome = slack.as("U0ANNA").command(general, "/incident", "list");
  await next();
  socket.terminate();
  assert.deepEqual(await outcome, {
    ok: false,
    shown: '/incident failed with the error "dispatch_failed"',
  });
});

test("a connection is warned before it is refreshed", async () => {
  await using slack = await rehearse();
  const { next } = await connect(slack);
  await next();
  slack.faults.refreshSocket(0);
  const warning = await next();
  assert.deepEqual([warning["type"], warning["reason"]], ["disconnect", "warning"]);
});

test("an address works once, and an outage cuts what is open", async () => {
  await using slack = await rehearse();
  const url = await address(slack);
  const first = new WebSocket(url);
  await once(first, "open");
  const [error] = (await once(new WebSocket(url), "error")) as [Error];
  assert.match(error.message, /401/);
  const closed = once(first, "close");
  slack.faults.outage(true);
  await closed;
  slack.faults.outage(false);
  await once(new WebSocket(await address(slack)), "open");
});
