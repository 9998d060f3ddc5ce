import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import type { HookRefusal } from "../../src/intake/routes.ts";
import { startHooks } from "./hooks-server.ts";

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
    [...table.values()].map((row) => row.headers["content-type"]),
    types,
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
  const refusal = Promise.withResolvers<HookRefusal>();
  const { port, post, table } = await startHooks({ onRefused: refusal.resolve });
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nxx", () =>
    socket.destroy(),
  );
  assert.equal((await refusal.promise).reason, "cut-short");
  assert.equal((await post("/hooks/generic", '{"title":"after"}')).status, 202);
  assert.equal(table.size, 1, "only the one after it");
});

test("a sender that announces far too much is answered without reading it all", async () => {
  const { port } = await startHooks({ bodyLimitBytes: 1_000 });
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n");
  socket.write("x".repeat(20_000));
  const [answer] = await once(socket.setEncoding("utf8"), "data");
  assert.match(String(answer), /^HTTP\/1\.1 413 .*connection: close/is);
  socket.destroy();
});

test("routes beside the hooks keep their own way with bodies", async () => {
  const { post } = await startHooks();
  const response = await post("/elsewhere", '{"a":1}', { "content-type": "application/json" });
  assert.deepEqual(await response.json(), { got: { a: 1 } });
});
