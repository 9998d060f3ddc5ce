// What a message may say: Slack's limits and its words for what is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeBlocks } from "../../../src/rehearsal/slack/rules/judge-blocks.ts";
import { blockCases, many, mrkdwn, plain } from "./block-cases.ts";
import { errorOf, rehearse } from "./rehearse.ts";

for (const { what, blocks, says, on = "message" } of blockCases) {
  test(`${what} is ${says === undefined ? "accepted" : "refused"} (${on})`, () => {
    assert.deepEqual(judgeBlocks(blocks, on), says === undefined ? [] : [says]);
  });
}

test("a refusal of blocks reaches the client with code, words and place", async () => {
  await using slack = await rehearse();
  const blocks = [{ type: "header", text: plain("x".repeat(151)) }];
  const refused = await slack.client.chat
    .postMessage({ channel: "general", text: "x", blocks })
    .catch((error) => error.data);
  assert.equal(refused.error, "invalid_blocks");
  assert.deepEqual(refused.response_metadata.messages, [
    "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]",
  ]);
});

test("blocks that are no JSON, too many characters and nothing to say have codes of their own", async () => {
  await using slack = await rehearse();
  const post = (args: object) =>
    errorOf(
      slack.client.apiCall("chat.postEphemeral", { channel: "general", user: "U0ANNA", ...args }),
    );
  assert.equal(await post({ blocks: "{" }), "invalid_blocks_format");
  assert.equal(await post({ blocks: '{"blocks":[]}' }), "invalid_blocks_format");
  assert.equal(await post({}), "no_text");
  assert.equal(await post({ text: " " }), "no_text");
  const long = many(5, () => ({ type: "section", text: mrkdwn("x".repeat(2900)) }));
  assert.equal(await post({ text: "x", blocks: JSON.stringify(long) }), "msg_blocks_too_long");
  assert.equal(
    await post({ text: "x", attachments: JSON.stringify(many(101, () => ({ text: "x" }))) }),
    "too_many_attachments",
  );
  assert.equal(await post({ text: "x", metadata: "{" }), "invalid_metadata_format");
  assert.equal(
    await post({ text: "x", metadata: '{"event_type":"x"}' }),
    "invalid_metadata_schema",
  );
});

test("text beyond 40,000 characters is cut in a post and beyond 4,000 refused in an update", async () => {
  await using slack = await rehearse();
  const general = slack.state.channel("general")?.id ?? "";
  const cut = await slack.client.chat.postMessage({ channel: general, text: "x".repeat(40_001) });
  assert.deepEqual(cut.response_metadata?.warnings, ["message_truncated"]);
  const { ts = "" } = cut;
  assert.equal(slack.state.message(general, ts)?.text.length, 40_000);
  assert.equal(
    await errorOf(slack.client.chat.update({ channel: general, ts, text: "x".repeat(4001) })),
    "msg_too_long",
  );
  assert.equal(
    await errorOf(slack.client.chat.update({ channel: general, ts, text: "x".repeat(4000) })),
    "none",
  );
});
