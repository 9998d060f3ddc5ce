import assert from "node:assert/strict";
import { test } from "node:test";
import { openDeliveryStore } from "../../src/intake/store-deliveries.ts";
import { openDatabase } from "../../src/storage/database.ts";
import {
  claimDeliveries,
  findDelivery,
  insertDeliveries,
  saveUnderstood,
} from "../../src/storage/deliveries.ts";
import { createTestDatabase } from "../support/database.ts";
import { firing, now, startHooks } from "./hooks-server.ts";

async function startStored() {
  const created = await createTestDatabase();
  const database = await openDatabase({ url: created.url });
  const failures: unknown[] = [];
  const store = openDeliveryStore({
    insert: (rows) => insertDeliveries(database.db, rows),
    onFailure: (error) => failures.push(error),
  });
  const hooks = await startHooks({ store: store.store });
  const close = async (): Promise<void> => {
    await store[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await created[Symbol.asyncDispose]();
  };
  return { ...hooks, database, failures, [Symbol.asyncDispose]: close };
}

const idOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { id: string }).id;

test("what was answered 202 stands in the database, byte for byte", async () => {
  await using muster = await startStored();
  const body = Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x7d]);
  const id = await idOf(
    await muster.post("/hooks/shop-grafana/old-token/?a=%00&b=1", body, { "x-odd": "ä" }),
  );
  const row = await findDelivery(muster.database.db, id);
  assert.deepEqual(Buffer.from(row?.body ?? []), body);
  assert.equal(row?.source, "grafana");
  assert.equal(row?.hook, "shop-grafana");
  assert.equal(row?.path, "/hooks/shop-grafana/***");
  assert.equal(row?.query, "a=%00&b=1");
  assert.deepEqual(row?.receivedAt, now);
  assert.deepEqual(muster.failures, []);
});

test("the same delivery again gets the same id, and by its bytes alone is read again", async () => {
  await using muster = await startStored();
  const { db } = muster.database;
  const first = await idOf(await muster.post("/hooks/alertmanager"));
  await saveUnderstood(db, [first], now);
  assert.deepEqual(await claimDeliveries(db, 10), []);
  assert.equal(await idOf(await muster.post("/hooks/alertmanager")), first);
  assert.deepEqual(
    (await claimDeliveries(db, 10)).map(({ id, repeats }) => [id, repeats]),
    [[first, 1]],
  );
});

test("several hundred at once, some of them twice, are each stored once", async () => {
  await using muster = await startStored();
  const bodies = Array.from({ length: 300 }, (_, index) => `{"title":"alert ${index % 200}"}`);
  const ids = await Promise.all(
    bodies.map(async (body) => idOf(await muster.post("/hooks/generic", body))),
  );
  assert.equal(new Set(ids).size, 200);
  assert.equal((await claimDeliveries(muster.database.db, 1_000)).length, 200);
  assert.deepEqual(muster.failures, []);
});

test("without a database the answer is 503, and 202 again when it is back", async () => {
  await using muster = await startStored();
  const { sql } = muster.database;
  await sql`alter table deliveries rename to gone`;
  assert.equal((await muster.post("/hooks/alertmanager", firing)).status, 503);
  assert.equal(muster.failures.length, 1);
  await sql`alter table gone rename to deliveries`;
  assert.equal((await muster.post("/hooks/alertmanager", firing)).status, 202);
});
