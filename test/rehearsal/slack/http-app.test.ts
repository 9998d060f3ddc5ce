// A real Bolt app on HTTP lives in the workspace: commands, clicks, modals, events.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boltOverHttp } from "./bolt-over-http.ts";
import { rehearse } from "./rehearse.ts";

test("a slash command reaches the app signed, and its answer is seen by the person only", async () => {
  await using slack = await rehearse();
  await using app = await boltOverHttp(slack);
  app.bolt.command("/incident", async ({ ack, command }) => {
    await ack(`heard ${command.text}`);
  });
  const general = slack.state.channel("general");
  assert.ok(general);
  const outcome = await slack
    .as("U0ANNA")
    .command(general.id, "/incident", "page @bob & co in #general");
  assert.equal(outcome.ok, true);
  const [shown] = slack.state.ephemerals("U0ANNA");
  assert.equal(shown?.text, `heard page <@U0BOB|bob> &amp; co in <#${general.id}|general>`);
  assert.deepEqual(slack.state.ephemerals("U0BOB"), []);
});

test("a click reaches the app, which edits the message", async () => {
  await using slack = await rehearse();
  await using app = await boltOverHttp(slack);
  const general = slack.state.channel("general");
  assert.ok(general);
  app.bolt.action("ack", async ({ ack, body, client }) => {
    await ack();
    assert.equal(body.type, "block_actions");
    const ts = "message" in body ? body.message?.ts : undefined;
    await client.chat.update({
      channel: general.id,
      ts: ts ?? "",
      text: `acked by ${body.user.id}`,
      blocks: [],
    });
  });
  const blocks = [
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "ack", value: "1", text: { type: "plain_text", text: "Ack" } },
      ],
    },
  ];
  const posted = await slack.client.chat.postMessage({ channel: "#general", text: "down", blocks });
  const outcome = await slack.as("U0ANNA").click(general.id, posted.ts ?? "", { actionId: "ack" });
  assert.deepEqual(outcome, { ok: true });
  await slack.until(
    () => slack.state.message(general.id, posted.ts ?? "")?.text === "acked by U0ANNA",
  );
});

test("a modal opens on a command, refuses, and closes on submit", async () => {
  await using slack = await rehearse();
  await using app = await boltOverHttp(slack);
  const general = slack.state.channel("general");
  assert.ok(general);
  app.bolt.command("/incident", async ({ ack, body, client }) => {
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: "modal",
        callback_id: "declare",
        title: { type: "plain_text", text: "Declare" },
        submit: { type: "plain_text", text: "Go" },
        blocks: [
          {
            type: "input",
            block_id: "title",
            label: { type: "plain_text", text: "Title" },
            element: { type: "plain_text_input", action_id: "text" },
          },
        ],
      },
    });
    await ack();
  });
  app.bolt.view("declare", async ({ ack, view }) => {
    const title = view.state.values["title"]?.["text"]?.value;
    await (title === "bad" ? ack({ response_action: "errors", errors: { title: "no" } }) : ack());
  });
  const anna = slack.as("U0ANNA");
  await anna.command(general.id, "/incident", "");
  const [view] = slack.state.views("U0ANNA");
  assert.ok(view);
  const empty = await anna.submitView(view.id);
  assert.deepEqual(empty.ok ? {} : empty.errors, { title: "Please complete this required field." });
  const refused = await anna.submitView(view.id, { title: "bad" });
  assert.deepEqual(refused.ok ? {} : refused.errors, { title: "no" });
  assert.deepEqual(await anna.submitView(view.id, { title: "good" }), { ok: true });
  assert.deepEqual(slack.state.views("U0ANNA"), []);
});

test("a person who opens the Home tab is told to the app, which publishes it", async () => {
  await using slack = await rehearse();
  await using app = await boltOverHttp(slack);
  app.bolt.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "divider" }] },
    });
  });
  await slack.as("U0ANNA").openHome();
  await slack.until(() => slack.state.home("U0ANNA") !== undefined);
});

test("an app that is away shows the person an error", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general");
  assert.ok(general);
  const outcome = await slack.as("U0ANNA").command(general.id, "/incident", "list");
  assert.deepEqual(outcome, {
    ok: false,
    shown: '/incident failed with the error "dispatch_failed"',
  });
});

test("a message shortcut brings the message's text, and a saved URL is verified", async () => {
  await using slack = await rehearse({}, ["commands", "chat:write"]);
  await using app = await boltOverHttp(slack);
  assert.equal(await slack.verifyUrl(), true);
  let heard = "";
  app.bolt.shortcut(
    { callback_id: "timeline", type: "message_action" },
    async ({ ack, shortcut }) => {
      heard = `${shortcut.user.id}: ${shortcut.message.text}`;
      await ack();
    },
  );
  const general = slack.state.channel("general")?.id ?? "";
  const { ts } = await slack.as("U0BOB").say(general, "gateway is back, @anna");
  const outcome = await slack.as("U0ANNA").messageShortcut("timeline", general, ts);
  assert.deepEqual(outcome, { ok: true });
  assert.equal(heard, "U0ANNA: gateway is back, <@U0ANNA>");
  assert.deepEqual(
    slack.state.notifications("U0ANNA").map(({ reason }) => reason),
    ["mention"],
  );
});
