import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import Fastify from "fastify";
import type { Hook } from "../../src/intake/hook.ts";
import { type HookRefusal, type HookRoutesOptions, hookRoutes } from "../../src/intake/routes.ts";
import {
  type DeliveryRow,
  openDeliveryStore,
  StoreUnavailableError,
} from "../../src/intake/store-deliveries.ts";
import { fixture } from "./deliveries.ts";

const hooks: readonly Hook[] = [
  { name: "alertmanager", source: "alertmanager", auth: { kind: "none" } },
  { name: "generic", source: "generic", auth: { kind: "none" } },
  {
    name: "shop-grafana",
    source: "grafana",
    auth: { kind: "token", secrets: ["old-token", "new token/ł"] },
  },
  { name: "robot", source: "uptimerobot", auth: { kind: "token", secrets: ["r".repeat(150)] } },
  { name: "sentry", source: "sentry", auth: { kind: "signature", secrets: ["client-secret"] } },
  {
    name: "signed",
    source: "grafana",
    auth: { kind: "signature", secrets: ["s"], timestampHeader: "X-Time" },
  },
];
const now = new Date("2026-11-22T12:45:00Z");
const firing = Buffer.from(fixture("alertmanager/real-firing.json"));

/** Muster's hooks on a port of their own; the table of deliveries is a map, as unique by key as the real one. */
async function startHooks(changes: Partial<HookRoutesOptions> = {}) {
  const table = new Map<string, DeliveryRow>();
  const refused: HookRefusal[] = [];
  const counted: { hook: string; source: string; status: number }[] = [];
  const deliveries = openDeliveryStore({
    onFailure: () => undefined,
    insert: (rows) => {
      for (const row of rows) if (!table.has(row.key)) table.set(row.key, row);
      return Promise.resolve(rows.map((row) => table.get(row.key) ?? row));
    },
  });
  const app = Fastify({ forceCloseConnections: true });
  app.register(
    hookRoutes({
      hooks,
      store: deliveries.store,
      clock: { now: () => now },
      countDelivery: (labels) => counted.push(labels),
      onRefused: (refusal) => refused.push(refusal),
      ...changes,
    }),
  );
  // A neighbour that wants JSON must not notice the hooks' way with bodies.
  app.post("/elsewhere", (request) => Promise.resolve({ got: request.body }));
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  after(() => app.close());
  const post = (path: string, body: string | Uint8Array = firing, headers = {}, method = "POST") =>
    fetch(`${url}${path}`, { method, body, headers, redirect: "manual" });
  return { url, post, table, refused, counted, port: Number(new URL(url).port) };
}

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
  assert.deepEqual(Buffer.from(row?.delivery.body ?? []), body);
  assert.equal(row?.delivery.source, "alertmanager");
  assert.equal(row?.delivery.headers["user-agent"], "Alertmanager/0.25.0");
  assert.equal(row?.delivery.headers["content-type"], "application/json");
  assert.equal(row?.delivery.headers["cookie"], undefined);
  assert.equal(row?.delivery.headers["authorization"], undefined);
  assert.deepEqual(row?.delivery.receivedAt, now);
  assert.deepEqual(counted, [{ hook: "alertmanager", source: "alertmanager", status: 202 }]);
});

test("a body that cannot be understood is stored all the same", async () => {
  const { post, table } = await startHooks();
  assert.equal((await post("/hooks/alertmanager", '{"alerts": [')).status, 202);
  assert.equal((await post("/hooks/alertmanager", Uint8Array.of(0xff, 0x00, 0xfe))).status, 202);
  assert.equal((await post("/hooks/alertmanager", "")).status, 202);
  assert.equal(table.size, 3);
});

test("the content type decides nothing, not even one that is none", async () => {
  const { post, table } = await startHooks();
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/cloudevents-batch+json",
    "garbage",
    "application/json; charset=iso-8859-2",
  ];
  for (const [index, type] of types.entries()) {
    const response = await post("/hooks/generic", `{"title":"${index}"}`, { "content-type": type });
    assert.equal(response.status, 202, type);
  }
  assert.deepEqual(
    [...table.values()].map(({ delivery }) => delivery.headers["content-type"]),
    types,
  );
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
    [...table.values()].map(({ delivery }) => delivery.path),
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
  assert.deepEqual([...table.keys()], ["sentry:id:11111111-2222-4333-8444-555555555555"]);
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

test("a body of 1 MiB is taken, one byte more is 413, announced or not", async () => {
  const { post, url, table, refused } = await startHooks();
  assert.equal((await post("/hooks/generic", Buffer.alloc(1024 * 1024, "x"))).status, 202);
  assert.equal((await post("/hooks/generic", Buffer.alloc(1024 * 1024 + 1, "x"))).status, 413);
  const chunks = new ReadableStream({
    start(controller) {
      for (let index = 0; index < 17; index += 1) controller.enqueue(new Uint8Array(65_536));
      controller.close();
    },
  });
  const streamed = await fetch(`${url}/hooks/generic`, {
    method: "POST",
    body: chunks,
    duplex: "half",
  } as RequestInit);
  assert.equal(streamed.status, 413);
  assert.equal(table.size, 1);
  assert.deepEqual(
    refused.map(({ reason }) => reason),
    ["too-large", "too-large"],
  );
});

test("a compressed body is 415 and says what to do", async () => {
  const { post } = await startHooks();
  const response = await post("/hooks/generic", "x", { "content-encoding": "gzip" });
  assert.equal(response.status, 415);
  assert.match(((await response.json()) as { message: string }).message, /without compression/);
});

test("a body that drips is cut off with 408", async () => {
  const { port, table } = await startHooks({ bodyTimeoutMs: 50 });
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nxx");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    answer += chunk;
  });
  await once(socket, "close");
  assert.match(answer, /^HTTP\/1\.1 408 .*"error":"too-slow"/s);
  assert.equal(table.size, 0);
});

test("a sender that hangs up in the middle leaves nothing behind and breaks nothing", async () => {
  const { port, post, table, refused } = await startHooks();
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nxx", () =>
    socket.destroy(),
  );
  await once(socket, "close");
  while (refused.length === 0) await post("/hooks/generic", '{"title":"after"}');
  assert.equal(refused[0]?.reason, "cut-short");
  assert.equal(table.size, 1, "only the one after it");
});

test("GET is for senders that only GET; others are told what to use", async () => {
  const { url, table } = await startHooks();
  const robot = await fetch(`${url}/hooks/robot/${"r".repeat(150)}?monitorID=7&alertType=1`);
  assert.equal(robot.status, 202);
  assert.equal([...table.values()][0]?.delivery.query, "monitorID=7&alertType=1");
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

test("a thousand deliveries at once are all stored, each answered with its own id", async () => {
  const { post, table } = await startHooks();
  const send = async (index: number): Promise<string> => {
    const response = await post("/hooks/generic", `{"title":"alert ${index}"}`);
    assert.equal(response.status, 202);
    return ((await response.json()) as { id: string }).id;
  };
  const ids = await Promise.all(Array.from({ length: 1_000 }, (_, index) => send(index)));
  assert.equal(new Set(ids).size, 1_000);
  assert.deepEqual(new Set([...table.values()].map(({ id }) => id)), new Set(ids));
});

test("routes beside the hooks keep their own way with bodies", async () => {
  const { post } = await startHooks();
  const response = await post("/elsewhere", '{"a":1}', { "content-type": "application/json" });
  assert.deepEqual(await response.json(), { got: { a: 1 } });
});
