import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Connection } from "../../src/domain/connection.ts";
import { openHttpCaller } from "../../src/integrations/http-caller.ts";
import { IntegrationError } from "../../src/integrations/integration-error.ts";
import { connectionTo } from "../support/connection.ts";
import { type PeerReply, startPeer } from "../support/recording-peer.ts";

const GET = { method: "GET", path: "/x" };

async function open(t: TestContext, reply: PeerReply, change: Partial<Connection> = {}) {
  const peer = await startPeer(t, () => reply);
  const caller = openHttpCaller(connectionTo(`${peer.url}/api`, change));
  t.after(() => caller[Symbol.asyncDispose]());
  return { peer, caller };
}

async function failureOf(call: Promise<unknown>): Promise<IntegrationError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof IntegrationError, String(error));
  return error;
}

test("a call goes below the connection's address with its credentials, query and body", async (t) => {
  const auth = { kind: "header", name: "X-Key", value: "k3y-k3y" } as const;
  const { peer, caller } = await open(t, { body: { ok: true } }, { auth });
  const answer = await caller.call({
    ...{ method: "PUT", path: "/a%2Fb", query: [["q", "ä&b"]], headers: { "x-own": "1" } },
    body: { one: 1 },
  });
  const [call] = peer.calls;
  assert.deepEqual([call?.method, call?.path, call?.query], ["PUT", "/api/a%2Fb", { q: "ä&b" }]);
  assert.deepEqual(call?.body, { one: 1 });
  assert.equal(call?.headers["x-key"], "k3y-k3y");
  assert.equal(call?.headers["x-own"], "1");
  assert.deepEqual(answer, { status: 200, json: { ok: true }, excerpt: '{"ok":true}' });
});

test("a redirect is an answer and is not followed", async (t) => {
  const elsewhere = await startPeer(t, () => ({}));
  const { caller } = await open(t, { status: 302, headers: { location: elsewhere.url } });
  assert.equal((await caller.call(GET)).status, 302);
  assert.equal(elsewhere.calls.length, 0);
});

test("a path that climbs out of the connection's address is not sent", async (t) => {
  const { peer, caller } = await open(t, {});
  for (const path of ["/../admin", "/%2e%2e/apix", "@evil.example/x", ".evil.example/"]) {
    const error = await failureOf(caller.call({ method: "GET", path }));
    assert.ok(error.isUnsent, path);
  }
  assert.equal(peer.calls.length, 0);
});

test("what never reached the other side is told apart from what may have", async (t) => {
  const refused = openHttpCaller(connectionTo("http://127.0.0.1:1"));
  t.after(() => refused[Symbol.asyncDispose]());
  const unsent = await failureOf(refused.call(GET));
  assert.ok(unsent.isUnsent);
  assert.equal(unsent.message, "target (127.0.0.1:1): nothing listens there (ECONNREFUSED)");
  const dropped = await open(t, "drop");
  const lost = await failureOf(dropped.caller.call(GET));
  assert.ok(!lost.isUnsent);
  assert.equal(dropped.peer.calls.length, 1, "not tried again");
});

test("a certificate of no authority proves that nothing was sent; an answer too late proves nothing", async (t) => {
  const { peer } = await open(t, {});
  const tls = openHttpCaller(connectionTo(peer.url.replace("http:", "https:")));
  t.after(() => tls[Symbol.asyncDispose]());
  assert.ok((await failureOf(tls.call(GET))).isUnsent, "the other side speaks no TLS");
  const hanging = await open(t, "hang");
  const late = await failureOf(hanging.caller.call({ ...GET, timeoutMs: 50 }));
  assert.ok(!late.isUnsent);
  assert.match(late.message, /no answer within 0\.05 s$/);
});

test("an answer of more than a megabyte is not read to its end", async (t) => {
  const { caller } = await open(t, { body: "x".repeat(1_100_000) });
  const error = await failureOf(caller.call(GET));
  assert.ok(!error.isUnsent);
  assert.match(error.message, /the answer is too large/);
});

test("an excerpt holds neither our secret nor the other side's, wherever the cut falls", async (t) => {
  const token = 'tök"en/+secret';
  const auth = { kind: "bearer", token } as const;
  const body = {
    echo: `Bearer ${token}`,
    encoded: encodeURIComponent(token),
    api_key: "theirs-1",
    nested: { refresh_token: "theirs-2" },
    cookie: "Basic dXNlcjpwYXNzd29yZA==",
  };
  const { caller } = await open(t, { body }, { auth });
  const { excerpt, json } = await caller.call(GET);
  for (const secret of ["tök", "secret", "theirs", "dXNlcjpwYXNz"]) {
    assert.ok(!excerpt.includes(secret), `${secret} in ${excerpt}`);
  }
  assert.ok(!JSON.stringify(json).includes("secret"));
  const long = await open(t, { body: `${"x".repeat(2_040)}${token}` }, { auth });
  const cut = await long.caller.call(GET);
  assert.ok(!cut.excerpt.includes("tök"));
  assert.ok(cut.excerpt.length <= 2_048);
});

test("Basic credentials are masked in both their forms", async (t) => {
  const auth = { kind: "basic", user: "me", password: "hunter22" } as const;
  const pair = Buffer.from("me:hunter22").toString("base64");
  const { caller } = await open(t, { body: `you said ${pair}, hunter22` }, { auth });
  assert.equal((await caller.call(GET)).excerpt, "you said •••, •••");
});

test("Retry-After is told in milliseconds, and a date is not guessed at", async (t) => {
  const seconds = await open(t, { status: 503, headers: { "retry-after": "7" } });
  assert.equal((await seconds.caller.call(GET)).retryAfterMs, 7_000);
  const date = await open(t, { status: 503, headers: { "retry-after": "Fri, 20 Nov 2026" } });
  assert.equal((await date.caller.call(GET)).retryAfterMs, undefined);
});
