// Channels: names, membership, archives, topics, and who may do what.
import assert from "node:assert/strict";
import { test } from "node:test";
import { errorOf, everyScope, rehearse } from "./rehearse.ts";

test("a channel is created with the bot in it, and its name is taken even when archived", async () => {
  await using slack = await rehearse();
  const { client } = slack;
  const { channel } = await client.conversations.create({ name: "inc-1-payment" });
  assert.equal(channel?.is_member, true);
  assert.equal(channel?.creator, "U0BOT");
  assert.equal(await errorOf(client.conversations.create({ name: "inc-1-payment" })), "name_taken");
  await client.conversations.archive({ channel: channel?.id ?? "" });
  assert.equal(await errorOf(client.conversations.create({ name: "inc-1-payment" })), "name_taken");
});

for (const [name, error] of [
  ["Inc", "invalid_name_specials"],
  ["a b", "invalid_name_specials"],
  ["a.b", "invalid_name_specials"],
  ["x".repeat(81), "invalid_name_maxlength"],
  ["---", "invalid_name_punctuation"],
  ["x".repeat(80), "none"],
  ["dyżur-1", "none"],
] as const) {
  test(`a channel called ${name.slice(0, 10)} (${name.length}) is answered ${error}`, async () => {
    await using slack = await rehearse();
    assert.equal(await errorOf(slack.client.conversations.create({ name })), error);
  });
}

test("an archived channel takes no posts, invitations, pins or topics, and a bot cannot bring it back", async () => {
  await using slack = await rehearse();
  const { client } = slack;
  const channel = slack.state.channel("general")?.id ?? "";
  const { channel: made } = await client.conversations.create({ name: "done" });
  const id = made?.id ?? "";
  const { ts = "" } = await client.chat.postMessage({ channel: id, text: "x" });
  await client.conversations.archive({ channel: id });
  assert.equal(await errorOf(client.chat.postMessage({ channel: id, text: "x" })), "is_archived");
  assert.equal(await errorOf(client.chat.update({ channel: id, ts, text: "y" })), "is_inactive");
  assert.equal(
    await errorOf(client.conversations.invite({ channel: id, users: "U0ANNA" })),
    "is_archived",
  );
  assert.equal(await errorOf(client.pins.add({ channel: id, timestamp: ts })), "is_archived");
  assert.equal(
    await errorOf(client.conversations.setTopic({ channel: id, topic: "x" })),
    "is_archived",
  );
  assert.equal(await errorOf(client.conversations.archive({ channel: id })), "already_archived");
  assert.equal(await errorOf(client.conversations.archive({ channel })), "cant_archive_general");
  assert.equal(await errorOf(client.conversations.unarchive({ channel: id })), "not_in_channel");
  await slack.as("U0ANNA").unarchive(id);
  assert.equal(await errorOf(client.conversations.unarchive({ channel: id })), "not_archived");
  assert.equal(
    await errorOf(client.chat.postMessage({ channel: id, text: "x" })),
    "not_in_channel",
  );
  await client.conversations.join({ channel: id });
  assert.equal(await errorOf(client.chat.postMessage({ channel: id, text: "x" })), "none");
});

test("invitations fail as a whole, or person by person when forced", async () => {
  await using slack = await rehearse();
  const { client } = slack;
  const { channel } = await client.conversations.create({ name: "inc-2" });
  const id = channel?.id ?? "";
  const invite = (users: string, force = false) =>
    errorOf(client.conversations.invite({ channel: id, users, force }));
  assert.equal(await invite("U0NOBODY"), "user_not_found");
  assert.equal(await invite("U0CARL"), "user_not_found");
  assert.equal(await invite("U0BOT"), "cant_invite_self");
  assert.equal(await invite("U0GUEST"), "user_is_restricted");
  assert.equal(await invite("U0ANNA,U0NOBODY"), "user_not_found");
  assert.deepEqual(slack.state.channel(id)?.members, ["U0BOT"]);
  const forced = await client.conversations.invite({
    channel: id,
    users: "U0ANNA,U0NOBODY",
    force: true,
  });
  assert.deepEqual(forced["errors"], [{ user: "U0NOBODY", ok: false, error: "user_not_found" }]);
  assert.deepEqual(slack.state.channel(id)?.members, ["U0BOT", "U0ANNA"]);
  assert.equal(await invite("U0ANNA"), "already_in_channel");
  assert.equal(
    await errorOf(
      client.conversations.invite({
        channel: slack.state.channel("quiet")?.id ?? "",
        users: "U0BOB",
      }),
    ),
    "not_in_channel",
  );
});

test("a topic of 250 characters is set and said; 251 are too many", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  await slack.client.conversations.setTopic({ channel: general, topic: "x".repeat(250) });
  assert.equal(slack.state.channel(general)?.topic.value.length, 250);
  assert.equal(slack.state.messages(general).at(-1)?.subtype, "channel_topic");
  assert.equal(
    await errorOf(
      slack.client.conversations.setTopic({ channel: general, topic: "x".repeat(251) }),
    ),
    "too_long",
  );
});

test("the bot renames what it made and nothing else", async () => {
  await using slack = await rehearse();
  const { client } = slack;
  const { channel } = await client.conversations.create({ name: "old" });
  await client.conversations.rename({ channel: channel?.id ?? "", name: "new" });
  assert.equal(slack.state.channel("#new")?.id, channel?.id);
  assert.equal(
    await errorOf(client.conversations.rename({ channel: channel?.id ?? "", name: "quiet" })),
    "name_taken",
  );
  const made = await slack.as("U0ANNA").createChannel("annas");
  await client.conversations.join({ channel: made.id });
  assert.equal(
    await errorOf(client.conversations.rename({ channel: made.id, name: "mine" })),
    "not_authorized",
  );
});

test("a private channel is not there for a bot that is not in it", async () => {
  await using slack = await rehearse();
  const secret = await slack.as("U0ANNA").createChannel("secret", true);
  assert.equal(
    await errorOf(slack.client.conversations.info({ channel: secret.id })),
    "channel_not_found",
  );
  assert.equal(
    await errorOf(slack.client.chat.postMessage({ channel: "secret", text: "x" })),
    "channel_not_found",
  );
  await slack.as("U0ANNA").invite(secret.id, "U0BOT");
  assert.equal(await errorOf(slack.client.conversations.info({ channel: secret.id })), "none");
});

test("a DM opens by posting to a person, and not to a bot or to somebody deactivated", async () => {
  await using slack = await rehearse();
  const { channel = "" } = await slack.client.chat.postMessage({
    channel: "U0ANNA",
    text: "wake up",
  });
  assert.match(channel, /^D/);
  const opened = await slack.client.conversations.open({ users: "U0ANNA" });
  assert.equal(opened.channel?.id, channel);
  assert.deepEqual(
    slack.state.notifications("U0ANNA").map(({ reason }) => reason),
    ["dm"],
  );
  assert.equal(
    await errorOf(slack.client.chat.postMessage({ channel: "U0CARL", text: "x" })),
    "channel_not_found",
  );
  assert.equal(
    await errorOf(slack.client.conversations.open({ users: "U0CARL" })),
    "user_disabled",
  );
  assert.equal(
    await errorOf(slack.client.chat.update({ channel: "U0ANNA", ts: "1.1", text: "x" })),
    "channel_not_found",
  );
});

test("lists come in pages, without the archived when asked", async () => {
  await using slack = await rehearse();
  for (const name of ["one", "two", "three"]) {
    await slack.client.conversations.create({ name });
  }
  const first = await slack.client.conversations.list({ limit: 3 });
  assert.deepEqual(
    first.channels?.map(({ name }) => name),
    ["general", "quiet", "one"],
  );
  const cursor = first.response_metadata?.next_cursor ?? "";
  const second = await slack.client.conversations.list({ limit: 3, cursor });
  assert.deepEqual(
    second.channels?.map(({ name }) => name),
    ["two", "three"],
  );
  assert.equal(second.response_metadata?.next_cursor, "");
  await slack.client.conversations.archive({ channel: slack.state.channel("one")?.id ?? "" });
  const open = await slack.client.conversations.list({ exclude_archived: true });
  assert.deepEqual(
    open.channels?.map(({ name }) => name),
    ["general", "quiet", "two", "three"],
  );
});

test("a call without its scope is told which one is needed", async () => {
  await using slack = await rehearse(
    {},
    everyScope.filter((scope) => scope !== "channels:manage" && scope !== "im:write"),
  );
  const { data } = await slack.client.conversations.create({ name: "x" }).catch((error) => error);
  assert.equal(data.error, "missing_scope");
  assert.equal(data.needed, "channels:manage");
  assert.match(data.provided, /chat:write/);
  assert.equal(
    await errorOf(slack.client.conversations.open({ users: "U0ANNA" })),
    "missing_scope",
  );
  assert.equal(
    await errorOf(slack.client.chat.postMessage({ channel: "U0ANNA", text: "x" })),
    "none",
  );
});

test("a wrong token, no token and an unknown method are refused", async () => {
  await using slack = await rehearse();
  const call = async (method: string, headers: Record<string, string>) => {
    const response = await fetch(`${slack.apiUrl}${method}`, { method: "POST", headers });
    return ((await response.json()) as { error?: string }).error;
  };
  assert.equal(await call("auth.test", {}), "not_authed");
  assert.equal(await call("auth.test", { authorization: "Bearer xoxb-other" }), "invalid_auth");
  assert.equal(
    await call("auth.test", { authorization: "Bearer xapp-test" }),
    "not_allowed_token_type",
  );
  assert.equal(await call("chat.shout", { authorization: "Bearer xoxb-test" }), "unknown_method");
  const { response_metadata: metadata } = await slack.client.auth.test();
  assert.deepEqual(metadata?.scopes, everyScope);
});

test("arguments nobody knows are ignored, ill-named ones are refused", async () => {
  await using slack = await rehearse();
  const call = async (body: string) => {
    const headers = {
      authorization: "Bearer xoxb-test",
      "content-type": "application/x-www-form-urlencoded",
    };
    const response = await fetch(`${slack.apiUrl}api.test`, { method: "POST", headers, body });
    return ((await response.json()) as { error?: string }).error ?? "none";
  };
  assert.equal(await call("nobody_knows=1"), "none");
  assert.equal(await call("users%5B%5D=U1"), "invalid_array_arg");
  assert.equal(await call("no-name=1"), "invalid_arg_name");
});

test("JSON, forms and other bodies are read as Slack reads them", async () => {
  await using slack = await rehearse();
  const call = async (type: string | undefined, body: string) => {
    const headers = {
      authorization: "Bearer xoxb-test",
      ...(type === undefined ? {} : { "content-type": type }),
    };
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: "POST",
      headers,
      body: Buffer.from(body),
    });
    return (await response.json()) as { ok: boolean; error?: string; warning?: string };
  };
  const message = JSON.stringify({ channel: "general", text: "x", blocks: [{ type: "divider" }] });
  assert.equal((await call("application/json; charset=utf-8", message)).ok, true);
  assert.equal((await call("application/json", message)).warning, "missing_charset");
  assert.equal((await call("application/json; charset=utf-8", "{")).error, "invalid_json");
  assert.equal((await call("application/json; charset=utf-8", "[]")).error, "json_not_object");
  assert.equal((await call("application/xml", "<x/>")).error, "invalid_post_type");
  assert.equal((await call(undefined, "x")).error, "missing_post_type");
});
