// What the app is told when a person uses each kind of element.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Use } from "../../../src/rehearsal/slack/types.ts";
import { many, plain } from "./block-cases.ts";
import { listenAsApp } from "./listen-as-app.ts";
import { rehearse } from "./rehearse.ts";

const option = (value: string) => ({
  text: { type: "plain_text", text: value, emoji: true },
  value,
});
const options = many(3, (n) => option(`o${n}`));

type Action = Readonly<Record<string, unknown>>;
type Payload = {
  readonly type: string;
  readonly actions: readonly Action[];
  readonly state: { readonly values: Record<string, Record<string, unknown>> };
  readonly [key: string]: unknown;
};

const cases: readonly {
  element: object;
  use: Omit<Use, "actionId">;
  told: Action;
  holds?: Action;
}[] = [
  {
    element: { type: "button", text: plain("Go"), value: "42", style: "danger" },
    use: { value: "42" },
    told: { type: "button", value: "42", style: "danger", text: { ...plain("Go"), emoji: true } },
  },
  {
    element: { type: "overflow", options },
    use: { selectedOption: "o1" },
    told: { type: "overflow", selected_option: option("o1") },
  },
  {
    element: { type: "static_select", options, placeholder: plain("Pick") },
    use: { selectedOption: "o2" },
    told: {
      type: "static_select",
      selected_option: option("o2"),
      placeholder: { ...plain("Pick"), emoji: true },
    },
    holds: { type: "static_select", selected_option: option("o2") },
  },
  {
    element: { type: "multi_static_select", options },
    use: { selectedOptions: ["o0", "o2"] },
    told: { type: "multi_static_select", selected_options: [option("o0"), option("o2")] },
    holds: { type: "multi_static_select", selected_options: [option("o0"), option("o2")] },
  },
  {
    element: { type: "radio_buttons", options, initial_option: option("o0") },
    use: { selectedOption: "o1" },
    told: { type: "radio_buttons", selected_option: option("o1"), initial_option: option("o0") },
    holds: { type: "radio_buttons", selected_option: option("o1") },
  },
  {
    element: { type: "checkboxes", options },
    use: { selectedOptions: ["o1"] },
    told: { type: "checkboxes", selected_options: [option("o1")] },
    holds: { type: "checkboxes", selected_options: [option("o1")] },
  },
  {
    element: { type: "users_select" },
    use: { selectedId: "U0BOB" },
    told: { type: "users_select", selected_user: "U0BOB" },
    holds: { type: "users_select", selected_user: "U0BOB" },
  },
  {
    element: { type: "multi_users_select" },
    use: { selectedIds: ["U0BOB", "U0ANNA"] },
    told: { type: "multi_users_select", selected_users: ["U0BOB", "U0ANNA"] },
    holds: { type: "multi_users_select", selected_users: ["U0BOB", "U0ANNA"] },
  },
  {
    element: { type: "datepicker" },
    use: { value: "2026-11-22" },
    told: { type: "datepicker", selected_date: "2026-11-22" },
    holds: { type: "datepicker", selected_date: "2026-11-22" },
  },
  {
    element: { type: "timepicker" },
    use: { value: "18:00" },
    told: { type: "timepicker", selected_time: "18:00" },
    holds: { type: "timepicker", selected_time: "18:00" },
  },
  {
    element: { type: "datetimepicker" },
    use: { selectedDateTime: 1795350840 },
    told: { type: "datetimepicker", selected_date_time: 1795350840 },
    holds: { type: "datetimepicker", selected_date_time: 1795350840 },
  },
];

for (const { element, use, told, holds } of cases) {
  test(`a ${told["type"]} in a message tells what was chosen`, async () => {
    await using slack = await rehearse();
    await using app = await listenAsApp(slack);
    const general = slack.state.channel("general")?.id ?? "";
    const blocks = [{ type: "actions", block_id: "b", elements: [{ action_id: "a", ...element }] }];
    const posted = await slack.client.chat.postMessage({
      channel: general,
      text: "x",
      blocks: blocks as never,
    });
    await slack.as("U0ANNA").click(general, posted.ts ?? "", { actionId: "a", ...use });
    const payload = JSON.parse(app.fields()["payload"] ?? "{}") as Payload;
    const [action] = payload.actions;
    const { action_ts: actionTs, ...rest } = action ?? {};
    assert.match(String(actionTs), /^\d+\.\d{6}$/);
    assert.deepEqual(rest, { block_id: "b", action_id: "a", ...told });
    assert.deepEqual(payload.state.values, holds === undefined ? {} : { b: { a: holds } });
  });
}

test("a click says who, where, on what, and how to answer", async () => {
  await using slack = await rehearse();
  await using app = await listenAsApp(slack);
  const general = slack.state.channel("general")?.id ?? "";
  const blocks = [
    { type: "actions", elements: [{ type: "button", action_id: "a", text: plain("Go") }] },
  ];
  const { ts = "" } = await slack.client.chat.postMessage({
    channel: general,
    text: "card",
    blocks: blocks as never,
  });
  await slack.as("U0ANNA").click(general, ts, { actionId: "a" });
  const payload = JSON.parse(app.fields()["payload"] ?? "{}") as Payload;
  const {
    trigger_id: triggerId,
    response_url: responseUrl,
    message,
    actions: _actions,
    ...rest
  } = payload;
  assert.match(String(triggerId), /^\d+\.\d+\.[0-9a-f]{32}$/);
  assert.ok(String(responseUrl).startsWith(new URL(slack.apiUrl).origin));
  assert.equal((message as { text: string }).text, "card");
  assert.deepEqual(rest, {
    type: "block_actions",
    token: "legacy-verification-token",
    api_app_id: "A0MUSTER",
    team: { id: "T0TEAM", domain: "rehearsal" },
    user: { id: "U0ANNA", username: "anna", name: "anna", team_id: "T0TEAM" },
    enterprise: null,
    is_enterprise_install: false,
    container: { type: "message", message_ts: ts, channel_id: general, is_ephemeral: false },
    channel: { id: general, name: "general" },
    state: { values: {} },
  });
});

test("nobody clicks what is not shown, or chooses what is not offered", async () => {
  await using slack = await rehearse();
  await using _app = await listenAsApp(slack);
  const general = slack.state.channel("general")?.id ?? "";
  const blocks = [{ type: "actions", elements: [{ type: "overflow", action_id: "a", options }] }];
  const { ts = "" } = await slack.client.chat.postMessage({
    channel: general,
    text: "x",
    blocks: blocks as never,
  });
  const anna = slack.as("U0ANNA");
  await assert.rejects(
    anna.click(general, ts, { actionId: "b" }),
    /shows no element "b"; it shows a/,
  );
  await assert.rejects(
    anna.click(general, ts, { actionId: "a", selectedOption: "o9" }),
    /offers no option "o9"/,
  );
  await assert.rejects(anna.click(general, "1.000001", { actionId: "a" }), /there is no message/);
  await assert.rejects(
    slack.as("U0GUEST").click(general, ts, { actionId: "a" }),
    /gustav sees no conversation/,
  );
  await assert.rejects(anna.command(general, "/unknown", ""), /not a valid command/);
  await assert.rejects(
    slack.as("U0BOB").command(slack.state.channel("quiet")?.id ?? "", "/incident", ""),
    /is not in it/,
  );
  assert.throws(() => slack.as("U0CARL"), /nobody can act as "U0CARL"/);
  assert.deepEqual(slack.deliveries, []);
});

test("an external select shows what the app suggests", async () => {
  await using slack = await rehearse();
  await using app = await listenAsApp(slack, () => 200, JSON.stringify({ options }));
  const general = slack.state.channel("general")?.id ?? "";
  const blocks = [{ type: "actions", elements: [{ type: "external_select", action_id: "a" }] }];
  const { ts = "" } = await slack.client.chat.postMessage({
    channel: general,
    text: "x",
    blocks: blocks as never,
  });
  const suggested = await slack
    .as("U0ANNA")
    .suggest({ channelId: general, ts }, { actionId: "a", value: "o" });
  assert.deepEqual(suggested, options);
  const payload = JSON.parse(app.fields()["payload"] ?? "{}") as Payload;
  assert.deepEqual(
    [payload.type, payload["value"], payload["action_id"]],
    ["block_suggestion", "o", "a"],
  );
});
