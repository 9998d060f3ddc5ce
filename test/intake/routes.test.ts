import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { StoreUnavailableError } from "../../src/intake/store-deliveries.ts";
import { fixture } from "./deliveries.ts";
import { firing, now, startHooks } from "./hooks-server.ts";

test("a delivery is answered 202 with its id and kept byte for byte", async () => {
  const { post, table, counted } = await startHooks();
  const body = Buffer.from('{"alerts":[],"emoji":"🚨","spaces":  1}\n');
  const response = await post("/hooks/alertmanager", body, {
    "content-type": "application/json",
    "user-agent": "Alertmanager/0.25.0",
    cookie: "sid=1",
    authorization: "Bearer unasked",
  });
  assert.equal(response.status, 202);
  const answer = (await response.json()) as { accepted: boolean; id: string };
  const [row] = table.values();
  assert.deepEqual(answer, { accepted: true, id: row?.id });
  assert.deepEqual(Buffer.from(row?.body ?? []), body);
  assert.equal(row?.source, "alertmanager");
  assert.equal(row?.headers["user-agent"], "Alertmanager/0.25.0");
  assert.equal(row?.headers["content-type"], "application/json");
  assert.equal(row?.headers["cookie"], undefined);
  assert.equal(row?.headers["authorization"], undefined);
  assert.deepEqual(row?.receivedAt, now);
  assert.deepEqual(counted, [{ hook: "alertmanager", source: "alertmanager", status: 202 }]);
});

test("the same bytes sent twice are one delivery and get the same id", async () => {
  const { post, table } = await startHooks();
  const ids = await Promise.all(
    [1, 2, 3].map(
      async () => ((await (await post("/hooks/alertmanager")).json()) as { id: string }).id,
    ),
  );
  assert.equal(new Set(ids).size, 1);
  assert.equal(table.size, 1);
});

test("with and without a slash at the end, never a redirect", async () => {
  const { post, table } = await startHooks();
  for (const [index, path] of [
    "/hooks/generic",
    "/hooks/generic/",
    "/hooks/shop-grafana/old-token",
    "/hooks/shop-grafana/old-token/",
  ].entries()) {
    assert.equal((await post(path, `{"title":"${index}"}`)).status, 202, path);
  }
  assert.deepEqual(
    [...table.values()].map((row) => row.path),
    ["/hooks/generic", "/hooks/generic", "/hooks/shop-grafana/***", "/hooks/shop-grafana/***"],
  );
});

test("a secret is taken from the path, as Bearer or as Basic password; both of two are valid", async () => {
  const { post, refused } = await startHooks();
  const basic = `Basic ${Buffer.from("muster:new token/ł").toString("base64")}`;
  assert.equal((await post("/hooks/shop-grafana/new%20token%2F%C5%82")).status, 202);
  assert.equal((await post("/hooks/shop-grafana", firing, { authorization: basic })).status, 202);
  assert.equal(
    (await post("/hooks/shop-grafana", firing, { authorization: "Bearer old-token" })).status,
    202,
  );
  assert.equal(
    (await post(`/hooks/robot/${"r".repeat(150)}?`, "monitorID=1&alertType=1")).status,
    202,
  );
  assert.deepEqual(refused, []);
});

test("a wrong or missing secret is 401, said loudly, and nothing is stored", async () => {
  const { post, table, refused, counted } = await startHooks();
  const wrong = await post("/hooks/shop-grafana/guess");
  assert.equal(wrong.status, 401);
  assert.equal(((await wrong.json()) as { error: string }).error, "wrong-secret");
  assert.equal((await post("/hooks/shop-grafana")).status, 401);
  assert.equal(table.size, 0);
  assert.deepEqual(
    refused.map(({ hook, reason, status }) => [hook?.name, reason, status]),
    [
      ["shop-grafana", "wrong-secret", 401],
      ["shop-grafana", "no-credentials", 401],
    ],
  );
  assert.equal(refused[0]?.remote, "127.0.0.1");
  assert.ok(!JSON.stringify(refused[0]?.asked).includes("guess"), "the try is not repeated");
  assert.deepEqual(
    counted.map(({ status }) => status),
    [401, 401],
  );
});

test("an unknown hook is 404 and fills no metric with names", async () => {
  const { post, refused, counted } = await startHooks();
  const response = await post("/hooks/nagios/secret");
  assert.equal(response.status, 404);
  assert.match(((await response.json()) as { message: string }).message, /"nagios".*muster\.yml/);
  assert.equal((await post("/hooks/generic/a/b/c")).status, 404);
  assert.equal((await post("/hooks/")).status, 404);
  assert.equal((await post("/hooks/__proto__")).status, 404);
  assert.equal(refused[0]?.asked, "nagios");
  assert.equal(refused[0]?.hook, undefined);
  assert.deepEqual(new Set(counted.map(({ hook }) => hook)), new Set(["unknown"]));
});

test("a signature is checked over the bytes; a wrong one is 401", async () => {
  const { post, table, refused } = await startHooks();
  const body = fixture("sentry/event-checkout.json");
  const hex = createHmac("sha256", "client-secret").update(body).digest("hex");
  const sign = (signature: string) => ({
    "sentry-hook-signature": signature,
    "request-id": "11111111-2222-4333-8444-555555555555",
  });
  assert.equal((await post("/hooks/sentry", body, sign(hex))).status, 202);
  assert.equal((await post("/hooks/sentry", body, sign(hex.replace(/./, "z")))).status, 401);
  const reformatted = JSON.stringify(JSON.parse(Buffer.from(body).toString()));
  assert.equal(
    (await post("/hooks/sentry", reformatted, sign(hex))).status,
    401,
    "same JSON, other bytes",
  );
  assert.equal((await post("/hooks/sentry", body)).status, 401);
  assert.equal(
    (await post("/hooks/sentry/client-secret", body)).status,
    401,
    "the secret is no token",
  );
  assert.deepEqual([...table.keys()], ["id:11111111-2222-4333-8444-555555555555"]);
  assert.deepEqual(
    refused.map(({ reason }) => reason),
    ["wrong-signature", "wrong-signature", "no-signature", "no-signature"],
  );
});

test("a signed time too old or in the future is 401", async () => {
  const { post, refused } = await startHooks();
  const send = (offsetSeconds: number) => {
    const time = String(Math.floor(now.getTime() / 1_000) + offsetSeconds);
    const hex = createHmac("sha256", "s").update(`${time}:`).update(firing).digest("hex");
    return post("/hooks/signed", firing, { "x-grafana-alerting-signature": hex, "x-time": time });
  };
  assert.equal((await send(-299)).status, 202);
  assert.equal((await send(299)).status, 202);
  assert.equal((await send(-301)).status, 401);
  assert.equal((await send(301)).status, 401);
  assert.deepEqual(
    refused.map(({ reason }) => reason),
    ["stale-timestamp", "future-timestamp"],
  );
});

test("GET is for senders that only GET; others are told what to use", async () => {
  const { url, table } = await startHooks();
  const robot = await fetch(`${url}/hooks/robot/${"r".repeat(150)}?monitorID=7&alertType=1`);
  assert.equal(robot.status, 202);
  assert.equal([...table.values()][0]?.query, "monitorID=7&alertType=1");
  const browser = await fetch(`${url}/hooks/alertmanager`);
  assert.equal(browser.status, 405);
  assert.equal(browser.headers.get("allow"), "POST, HEAD, OPTIONS");
  assert.equal((await fetch(`${url}/hooks/generic`, { method: "DELETE" })).status, 405);
});

test("HEAD and OPTIONS tell that the address is there and store nothing", async () => {
  const { url, table, refused } = await startHooks();
  for (const method of ["HEAD", "OPTIONS"]) {
    assert.equal((await fetch(`${url}/hooks/shop-grafana`, { method })).status, 204);
    assert.equal((await fetch(`${url}/hooks/nagios`, { method })).status, 404);
  }
  assert.equal(table.size, 0);
  assert.equal(refused.length, 2);
});

test("a page in the browser cannot reach a hook that has no secret", async () => {
  const { post } = await startHooks();
  const headers = { origin: "https://evil.example", "content-type": "text/plain" };
  assert.equal((await post("/hooks/generic", '{"title":"x"}', headers)).status, 401);
  assert.equal((await post("/hooks/shop-grafana/old-token", firing, headers)).status, 202);
});

test("when nothing can be stored the answer is 503 with a time to try again", async () => {
  const { post, refused } = await startHooks({
    store: () => Promise.reject(new StoreUnavailableError("database down")),
  });
  const response = await post("/hooks/alertmanager");
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "5");
  assert.equal(refused[0]?.reason, "cannot-store");
});

test("a database that hangs is answered for with 503", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { post } = await startHooks({ store: () => promise, storeTimeoutMs: 30 });
  assert.equal((await post("/hooks/alertmanager")).status, 503);
  resolve("late");
});

test("hundreds of deliveries at once are all stored, each answered with its own id", async () => {
  const { post, table } = await startHooks();
  const send = async (index: number): Promise<string> => {
    const response = await post("/hooks/generic", `{"title":"alert ${index}"}`);
    assert.equal(response.status, 202);
    return ((await response.json()) as { id: string }).id;
  };
  const ids = await Promise.all(Array.from({ length: 400 }, (_, index) => send(index)));
  assert.equal(new Set(ids).size, 400);
  assert.deepEqual(new Set([...table.values()].map(({ id }) => id)), new Set(ids));
});
