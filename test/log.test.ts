import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "../src/log.ts";

function logOf(isTerminal: boolean) {
  const lines: string[] = [];
  const log = createLog({
    level: "info",
    isTerminal,
    to: { write: (line) => void lines.push(line) },
  });
  return { log, text: () => lines.join("") };
}

test("logs are JSON lines with the time, the level's name and the message", () => {
  const { log, text } = logOf(false);
  log.info({ incident: 4 }, "opened");
  const line = JSON.parse(text());
  assert.equal(line.level, "info");
  assert.equal(line.incident, 4);
  assert.equal(line.msg, "opened");
  assert.match(line.time, /^\d{4}-\d\d-\d\dT/);
});

for (const isTerminal of [false, true]) {
  test(`no secret reaches ${isTerminal ? "a terminal" : "the log"}, in a field or inside a text`, () => {
    const { log, text } = logOf(isTerminal);
    log.info({
      token: "hunter2",
      config: { slack: { botToken: "hunter2", signingSecret: "hunter2" } },
      headers: { authorization: "Bearer hunter2", "x-slack-signature": "v0=hunter2" },
      path: "/hooks/grafana/hunter2?x=1",
      err: new Error("POST https://slack.example/api xoxb-1-hunter2 failed"),
      url: "postgres://muster:hunter2@db.example/muster",
      answer: "https://hooks.slack.com/commands/T123/456/hunter2",
    });
    assert.match(text(), /slack\.example/);
    assert.match(text(), /\/hooks\/grafana\/•••/);
    assert.doesNotMatch(text(), /hunter2/);
  });
}
