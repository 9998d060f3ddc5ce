import assert from "node:assert/strict";
import { test } from "node:test";
import { tame } from "../../src/slack/mrkdwn.ts";

test("an alert's title cannot mention or link anything in a channel's topic", () => {
  const topic = tame("<!channel> @here <http://evil.example|Bank> <@U01ANNA000>", 250);
  assert.doesNotMatch(topic, /[<>]|@\w/);
  assert.match(topic, /^‹!channel› @.here ‹http:\/\/evil\.example\|Bank›/u);
});

test("a topic keeps within its limit", () => {
  assert.ok([...tame("@here <x> ".repeat(60), 250)].length <= 250);
});
