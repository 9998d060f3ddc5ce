// Messages: whom they ring for, threads, edits, deletions, pins, ephemerals, files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { errorOf, type Rehearsal, rehearse } from "./rehearse.ts";

const section = (text: string, verbatim?: boolean) => [
  {
    type: "section",
    text: { type: "mrkdwn", text, ...(verbatim === undefined ? {} : { verbatim }) },
  },
];

function rung(slack: Rehearsal): string[] {
  return slack.state.users.flatMap(({ id }) =>
    slack.state.notifications(id).map(({ reason }) => `${id} ${reason}`),
  );
}

for (const [what, message, expected] of [
  ["a mention of a member", { text: "<@U0ANNA> look" }, ["U0ANNA mention"]],
  ["a mention of somebody elsewhere", { text: "<@U0GUEST> look" }, []],
  ["<!channel>", { text: "<!channel>" }, ["U0ANNA channel", "U0BOB channel"]],
  ["escaped markup", { text: "&lt;!channel&gt; @everyone &lt;@U0ANNA&gt;" }, []],
  ["plain @here in text", { text: "@here" }, []],
  [
    "plain @here in text with parse=full",
    { text: "@here", parse: "full" as const },
    ["U0ANNA here", "U0BOB here"],
  ],
  [
    "plain @here in a block",
    { text: "x", blocks: section("@here look") },
    ["U0ANNA here", "U0BOB here"],
  ],
  ["plain @here in a verbatim block", { text: "x", blocks: section("@here look", true) }, []],
  [
    "a mention in a verbatim block",
    { text: "x", blocks: section("<@U0BOB>", true) },
    ["U0BOB mention"],
  ],
  ["a user group", { text: "<!subteam^S0ONCALL>" }, ["U0BOB group"]],
  ["a user group's handle without link_names", { text: "@oncall" }, []],
  ["a user group's handle with link_names", { text: "@oncall", link_names: true }, ["U0BOB group"]],
] as const) {
  test(`${what} rings for ${expected.join(" and ") || "nobody"}`, async () => {
    await using slack = await rehearse();
    await slack.client.chat.postMessage({ channel: "general", ...message } as never);
    assert.deepEqual(rung(slack), expected);
  });
}

test("an edit rings for nobody, and takes blocks away unless they are given", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const metadata = { event_type: "card", event_payload: { id: "42" } };
  const { ts = "" } = await slack.client.chat.postMessage({
    channel: general,
    text: "x",
    blocks: section("one"),
    metadata,
  });
  await slack.client.chat.update({
    channel: general,
    ts,
    text: "<@U0ANNA>",
    blocks: section("<!channel>"),
  });
  assert.deepEqual(rung(slack), []);
  assert.equal(slack.state.message(general, ts)?.edited, undefined, "no label with blocks");
  await slack.client.chat.update({ channel: general, ts, text: "y" });
  const message = slack.state.message(general, ts);
  assert.deepEqual(message?.blocks, []);
  assert.equal(message?.edited?.user, "U0BOT");
  assert.deepEqual(message?.metadata, metadata);
  assert.equal(message?.version, 3);
});

test("the app changes its own messages only", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const said = await slack.as("U0ANNA").say(general, "mine");
  assert.equal(
    await errorOf(slack.client.chat.update({ channel: general, ts: said.ts, text: "x" })),
    "cant_update_message",
  );
  assert.equal(
    await errorOf(slack.client.chat.delete({ channel: general, ts: said.ts })),
    "cant_delete_message",
  );
  assert.equal(
    await errorOf(slack.client.chat.update({ channel: general, ts: "1.000001", text: "x" })),
    "message_not_found",
  );
  assert.equal(
    await errorOf(slack.client.chat.postMessage({ channel: "quiet", text: "x" })),
    "not_in_channel",
  );
  assert.equal(
    await errorOf(slack.client.chat.postMessage({ channel: "C0NOWHERE", text: "x" })),
    "channel_not_found",
  );
});

test("a thread collects replies, rings for who took part, and outlives its parent", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const { ts = "" } = await slack.client.chat.postMessage({ channel: general, text: "card" });
  await slack.as("U0ANNA").say(general, "looking", ts);
  await slack.client.chat.postMessage({
    channel: general,
    thread_ts: ts,
    text: "<!channel> step done",
  });
  assert.deepEqual(rung(slack), ["U0ANNA thread"]);
  assert.equal(slack.state.messages(general).length, 1);
  assert.equal(slack.state.message(general, ts)?.replyCount, 2);
  const { messages } = await slack.client.conversations.replies({ channel: general, ts });
  assert.deepEqual(
    messages?.map(({ text }) => text),
    ["card", "looking", "<!channel> step done"],
  );
  await slack.client.chat.delete({ channel: general, ts });
  assert.equal(slack.state.message(general, ts)?.subtype, "tombstone");
  assert.equal(
    await errorOf(slack.client.chat.update({ channel: general, ts, text: "x" })),
    "message_not_found",
  );
});

test("metadata is read back only when it is asked for", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const metadata = { event_type: "outbox", event_payload: { outbox_id: "7" } };
  await slack.client.chat.postMessage({ channel: general, text: "x", metadata });
  const plain = await slack.client.conversations.history({ channel: general });
  assert.equal(plain.messages?.[0]?.metadata, undefined);
  const whole = await slack.client.conversations.history({
    channel: general,
    include_all_metadata: true,
  });
  assert.deepEqual(whole.messages?.[0]?.metadata, metadata);
});

test("an ephemeral message is seen by one member and gone after a reload", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const whisper = (user: string) =>
    slack.client.chat.postEphemeral({ channel: general, user, text: "psst" });
  await whisper("U0ANNA");
  assert.deepEqual(
    slack.state.ephemerals("U0ANNA").map(({ text }) => text),
    ["psst"],
  );
  assert.deepEqual(slack.state.ephemerals("U0BOB"), []);
  slack.as("U0ANNA").reload();
  assert.deepEqual(slack.state.ephemerals("U0ANNA"), []);
  assert.equal(await errorOf(whisper("U0GUEST")), "user_not_in_channel");
  const [shown] = [await whisper("U0ANNA")];
  assert.equal(
    await errorOf(
      slack.client.chat.update({ channel: general, ts: shown?.message_ts ?? "", text: "x" }),
    ),
    "message_not_found",
  );
});

test("pins, bookmarks and permalinks are kept and their mistakes named", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const { ts = "" } = await slack.client.chat.postMessage({ channel: general, text: "card" });
  await slack.client.pins.add({ channel: general, timestamp: ts });
  assert.equal(
    await errorOf(slack.client.pins.add({ channel: general, timestamp: ts })),
    "already_pinned",
  );
  assert.equal(
    await errorOf(slack.client.pins.add({ channel: general, timestamp: "1.000001" })),
    "message_not_found",
  );
  assert.deepEqual(
    slack.state.channel(general)?.pins.map((pin) => pin.ts),
    [ts],
  );
  const add = (link: string, channel = general) =>
    slack.client.bookmarks.add({ channel_id: channel, title: "Status", type: "link", link });
  const { bookmark } = await add("https://shop.example/status");
  assert.equal(await errorOf(add("shop.example")), "invalid_link");
  assert.equal(
    await errorOf(add("https://shop.example", slack.state.channel("quiet")?.id)),
    "permission_denied",
  );
  await slack.client.bookmarks.edit({
    channel_id: general,
    bookmark_id: bookmark?.id ?? "",
    title: "New",
  });
  assert.deepEqual(
    slack.state.bookmarks(general).map(({ title }) => title),
    ["New"],
  );
  const { permalink } = await slack.client.chat.getPermalink({ channel: general, message_ts: ts });
  assert.equal(
    permalink,
    `https://rehearsal.slack.com/archives/${general}/p${ts.replace(".", "")}`,
  );
});

test("a file is uploaded in three steps and finished once", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  await slack.client.filesUploadV2({
    channel_id: general,
    filename: "post-mortem.md",
    content: "# What happened",
    initial_comment: "draft",
  });
  const [fileId = ""] = slack.state.messages(general).at(-1)?.files ?? [];
  assert.equal(slack.state.file(fileId)?.mimetype, "text/markdown");
  assert.equal(slack.state.fileContent(fileId)?.toString(), "# What happened");
  assert.equal(
    await errorOf(slack.client.files.completeUploadExternal({ files: [{ id: fileId }] })),
    "file_not_found",
  );
  const { file } = await slack.client.files.info({ file: fileId });
  const read = (authorization: string) =>
    fetch(file?.url_private ?? "", { headers: { authorization } });
  assert.equal(await (await read("Bearer xoxb-test")).text(), "# What happened");
  assert.equal((await read("Bearer other")).status, 403);
});
