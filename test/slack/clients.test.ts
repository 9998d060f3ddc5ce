// The two lanes to Slack do not slow each other down and repeat nothing by themselves.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WebAPIRateLimitedError } from "@slack/web-api";
import { clientOptions, createSlackClients } from "../../src/slack/clients.ts";
import { rehearse } from "../rehearsal/slack/rehearse.ts";

describe("the clients", () => {
  it("tell a limit at once, and the lane that people wait for goes on meanwhile", async () => {
    await using slack = await rehearse();
    const { interactive, outbox } = createSlackClients({
      token: slack.options.app.botToken,
      apiUrl: slack.apiUrl,
    });
    slack.faults.rateLimit("chat.postMessage", { retryAfter: 30, times: 1 });
    const post = outbox.chat.postMessage({ channel: "#general", text: "x" });
    await assert.rejects(post, WebAPIRateLimitedError);
    assert.equal((await interactive.auth.test()).ok, true);
    assert.equal((await outbox.auth.test()).ok, true, "its own queue is not paused either");
  });

  it("send a post once, although its answer is lost", async () => {
    await using slack = await rehearse();
    const { outbox } = createSlackClients({
      token: slack.options.app.botToken,
      apiUrl: slack.apiUrl,
    });
    slack.faults.loseAnswer("chat.postMessage");
    await assert.rejects(outbox.chat.postMessage({ channel: "#general", text: "x" }));
    assert.equal(slack.calls.filter(({ method }) => method === "chat.postMessage").length, 1);
  });

  it("get options of their own: the SDK writes into what it is given", () => {
    const access = { apiUrl: "http://127.0.0.1:1/api/" };
    assert.notEqual(clientOptions(access, 1), clientOptions(access, 1));
    assert.notEqual(clientOptions(access, 1).retryConfig, clientOptions(access, 1).retryConfig);
    assert.equal(clientOptions(access, 2_500).rejectRateLimitedCalls, true);
    assert.ok(!("headers" in clientOptions(access, 1)));
  });
});
