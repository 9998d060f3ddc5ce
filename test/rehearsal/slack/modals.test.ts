// What becomes of a modal when a person submits or closes it, as a real Bolt app answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModalView } from "@slack/types";
import { boltOverHttp } from "./bolt-over-http.ts";
import { rehearse } from "./rehearse.ts";

function modal(callbackId: string, more: Partial<ModalView> = {}): ModalView {
  return {
    type: "modal",
    callback_id: callbackId,
    title: { type: "plain_text", text: callbackId },
    submit: { type: "plain_text", text: "Next" },
    blocks: [
      {
        type: "input",
        block_id: "note",
        optional: true,
        label: { type: "plain_text", text: "Note" },
        element: { type: "plain_text_input", action_id: "text", max_length: 10 },
      },
    ],
    ...more,
  };
}

async function openModal(view: ModalView) {
  const slack = await rehearse();
  const app = await boltOverHttp(slack);
  app.bolt.shortcut("declare", async ({ ack, shortcut, client }) => {
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
    await ack();
  });
  const anna = slack.as("U0ANNA");
  await anna.globalShortcut("declare");
  const top = () => slack.state.views("U0ANNA").at(-1)?.id ?? "";
  const titles = () => slack.state.views("U0ANNA").map(({ content }) => content.callback_id);
  return {
    ...slack,
    anna,
    bolt: app.bolt,
    top,
    titles,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await slack[Symbol.asyncDispose]();
    },
  };
}

test("a submission can be answered by another view on top, by a changed view, and by clearing all", async () => {
  await using slack = await openModal(modal("first"));
  const { bolt, anna } = slack;
  bolt.view("first", ({ ack }) => ack({ response_action: "push", view: modal("second") }));
  bolt.view("second", ({ ack }) => ack({ response_action: "update", view: modal("third") }));
  bolt.view("third", ({ ack }) => ack({ response_action: "clear" }));
  await anna.submitView(slack.top());
  assert.deepEqual(slack.titles(), ["first", "second"]);
  await anna.submitView(slack.top(), { note: "kept" });
  assert.deepEqual(slack.titles(), ["first", "third"]);
  assert.equal(slack.state.views("U0ANNA").at(-1)?.values["note"]?.["text"]?.["value"], "kept");
  await anna.submitView(slack.top());
  assert.deepEqual(slack.titles(), []);
});

test("an answer Slack cannot use leaves the modal open with an error", async () => {
  await using slack = await openModal(modal("first"));
  slack.bolt.view("first", ({ ack }) =>
    ack({ response_action: "errors", errors: { nowhere: "no such block" } }),
  );
  const outcome = await slack.anna.submitView(slack.top());
  assert.deepEqual(outcome, { ok: false, shown: "We had some trouble connecting. Try again?" });
  assert.deepEqual(slack.titles(), ["first"]);
});

test("text that is too long is stopped before the app hears of it", async () => {
  await using slack = await openModal(modal("first"));
  const before = slack.deliveries.length;
  const outcome = await slack.anna.submitView(slack.top(), { note: "x".repeat(11) });
  assert.deepEqual(outcome.ok ? {} : outcome.errors, {
    note: "Please enter at most 10 characters.",
  });
  assert.equal(slack.deliveries.length, before);
});

test("a closed view is told only when it asked for that, and shows the one below", async () => {
  await using slack = await openModal(modal("first"));
  const closed: string[] = [];
  slack.bolt.view("first", ({ ack }) =>
    ack({ response_action: "push", view: modal("second", { notify_on_close: true }) }),
  );
  slack.bolt.view({ type: "view_closed", callback_id: /.*/ }, async ({ ack, view, body }) => {
    closed.push(`${view.callback_id} ${"is_cleared" in body && body.is_cleared}`);
    await ack();
  });
  await slack.anna.submitView(slack.top());
  await assert.rejects(slack.anna.closeView("V0NONE"), /does not have view V0NONE on top/);
  await slack.anna.closeView(slack.top());
  assert.deepEqual(slack.titles(), ["first"]);
  await slack.anna.closeView(slack.top());
  assert.deepEqual(slack.titles(), []);
  assert.deepEqual(closed, ["second false"]);
});

test("a select in a modal tells the app at once, with what is filled in so far", async () => {
  const option = { text: { type: "plain_text" as const, text: "P1" }, value: "p1" };
  const blocks: ModalView["blocks"] = [
    ...modal("x").blocks,
    {
      type: "section",
      block_id: "priority",
      text: { type: "mrkdwn", text: "Priority" },
      accessory: { type: "static_select", action_id: "pick", options: [option] },
    },
  ];
  await using slack = await openModal(modal("first", { blocks }));
  slack.bolt.action("pick", async ({ ack, body, client }) => {
    assert.equal(body.type, "block_actions");
    const { view } = body as { view?: { id: string; hash: string; state: { values: unknown } } };
    await client.views.update({
      view_id: view?.id ?? "",
      hash: view?.hash ?? "",
      view: modal("picked"),
    });
    await ack();
  });
  await slack.anna.clickInView(slack.top(), { actionId: "pick", selectedOption: "p1" });
  assert.deepEqual(slack.titles(), ["picked"]);
  const delivery = slack.deliveries.at(-1);
  const view = delivery?.body["view"] as { state: { values: Record<string, unknown> } };
  assert.deepEqual(Object.keys(view.state.values), ["note", "priority"]);
});
