import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { Logger } from "@slack/bolt";
import { createHttpReceiver } from "../../../src/slack/receivers/http-receiver.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Logger;

test("whoever opens the address for Slack in a browser is told that it takes POST only", async (t) => {
  const { listener } = createHttpReceiver({
    ...{ signingSecret: "secret", logger: quiet, now: () => new Date() },
  });
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  for (const method of ["GET", "HEAD", "PUT", "OPTIONS"]) {
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method,
      signal: AbortSignal.timeout(20_000),
    });
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.get("allow"), "POST");
  }
});
