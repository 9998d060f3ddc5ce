// A real Bolt app with two Socket Mode connections lives in the workspace.
import assert from "node:assert/strict";
import { test } from "node:test";
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { type Rehearsal, rehearse } from "./rehearse.ts";

async function boltOverSockets(slack: Rehearsal, names: readonly string[]) {
  const { app } = slack.options;
  const heard: string[] = [];
  const apps = names.map((name) => {
    const receiver = new SocketModeReceiver({
      appToken: app.appToken ?? "",
      logLevel: LogLevel.ERROR,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    });
    const bolt = new App({
      receiver,
      convoStore: false,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
      authorize: () =>
        Promise.resolve({
          botToken: app.botToken,
          botId: "B0BOT",
          botUserId: app.botUserId,
          teamId: app.teamId,
        }),
    });
    bolt.command("/incident", async ({ ack, command }) => {
      heard.push(name);
      await ack({ text: `${name} heard ${command.text}`, response_type: "ephemeral" });
    });
    bolt.view("ask", async ({ ack }) => {
      await ack({ response_action: "errors", errors: { why: "say more" } });
    });
    bolt.shortcut("declare", async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: askView });
    });
    return bolt;
  });
  for (const bolt of apps) {
    await bolt.start();
  }
  return heard;
}

const askView = {
  type: "modal" as const,
  callback_id: "ask",
  title: { type: "plain_text" as const, text: "Why" },
  submit: { type: "plain_text" as const, text: "Send" },
  blocks: [
    {
      type: "input" as const,
      block_id: "why",
      label: { type: "plain_text" as const, text: "Why" },
      element: { type: "plain_text_input" as const, action_id: "text" },
    },
  ],
};

test("each payload goes to exactly one of two sockets, and both are used", async () => {
  await using slack = await rehearse();
  const heard = await boltOverSockets(slack, ["first", "second"]);
  const general = slack.state.channel("general");
  assert.ok(general);
  const anna = slack.as("U0ANNA");
  for (const text of ["one", "two", "three", "four"]) {
    assert.equal((await anna.command(general.id, "/incident", text)).ok, true);
  }
  assert.equal(heard.length, 4);
  assert.deepEqual(new Set(heard), new Set(["first", "second"]));
  assert.deepEqual(
    slack.state.ephemerals("U0ANNA").map(({ text }) => text.split(" ").at(-1)),
    ["one", "two", "three", "four"],
  );
  assert.ok(
    slack.deliveries.every((delivery) => delivery.via === "socket" && delivery.outcome === "ok"),
  );

  await anna.globalShortcut("declare");
  await slack.until(() => slack.state.views("U0ANNA").length === 1);
  const [view] = slack.state.views("U0ANNA");
  const refused = await anna.submitView(view?.id ?? "", { why: "because" });
  assert.deepEqual(refused.ok ? undefined : refused.errors, { why: "say more" });

  slack.faults.dropSocket(0);
  const outcome = await anna.command(general.id, "/incident", "after");
  assert.equal(outcome.ok, true, "the other socket goes on");
});

test("a socket needs an app-level token and a fresh ticket", async () => {
  await using slack = await rehearse();
  const refused = await slack.client.apps.connections.open().catch((error) => error.data.error);
  assert.equal(refused, "not_allowed_token_type");
});
