import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import {
  type DeliveryRow,
  openDeliveryStore,
  type StoredDelivery,
  StoreUnavailableError,
} from "../../src/intake/store-deliveries.ts";
import { delivery } from "./deliveries.ts";

/** An insert whose every call waits until it is let go. */
function heldInsert() {
  const calls: {
    rows: readonly DeliveryRow[];
    commit: (stored?: readonly StoredDelivery[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const insert = (rows: readonly DeliveryRow[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly StoredDelivery[]>();
    calls.push({ rows, commit: (stored = rows) => resolve(stored), fail: reject });
    return promise;
  };
  return { calls, insert };
}

const onFailure = (): void => undefined;
const one = delivery("generic");
const by = (deliveryKey: string) => ({ deliveryKey, isKeyedByBody: true });

test("nobody is answered before the commit", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure, newId: () => "id-1" });
  let answered = false;
  const stored = store.store(one, by("k")).then((id) => {
    answered = true;
    return id;
  });
  await turn();
  await turn();
  assert.equal(calls.length, 1);
  assert.equal(answered, false);
  calls[0]?.commit();
  assert.equal(await stored, "id-1");
});

test("what arrives together flies together, in key order, equal keys as one row", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure });
  const stored = ["c", "a", "b", "a"].map((key) => store.store(one, by(key)));
  await turn();
  assert.deepEqual(
    calls[0]?.rows.map(({ deliveryKey, copies }) => [deliveryKey, copies]),
    [
      ["a", 2],
      ["b", 1],
      ["c", 1],
    ],
  );
  calls[0]?.commit();
  const ids = await Promise.all(stored);
  assert.equal(ids[1], ids[3], "both callers of one key learn the same id");
  assert.equal(new Set(ids).size, 3);
});

test("a delivery stored before answers with the id it has", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure });
  const stored = store.store(one, by("k"));
  await turn();
  calls[0]?.commit([{ hook: one.hook, deliveryKey: "k", id: "the-first" }]);
  assert.equal(await stored, "the-first");
});

test("at most two statements are in flight, of at most 200 rows", async () => {
  let [running, most, rowsMost, rows] = [0, 0, 0, 0];
  const store = openDeliveryStore({
    onFailure,
    insert: async (batch) => {
      running += 1;
      most = Math.max(most, running);
      rowsMost = Math.max(rowsMost, batch.length);
      rows += batch.length;
      assert.deepEqual(
        batch.map(({ deliveryKey }) => deliveryKey),
        batch.map(({ deliveryKey }) => deliveryKey).sort(),
      );
      await turn();
      running -= 1;
      return batch;
    },
  });
  const ids = await Promise.all(
    Array.from({ length: 2_000 }, (_, index) => store.store(one, by(`k${index}`))),
  );
  assert.equal(new Set(ids).size, 2_000);
  assert.equal(rows, 2_000);
  assert.equal(most, 2);
  assert.equal(rowsMost, 200);
  assert.deepEqual(store.waiting(), { count: 0, bytes: 0 });
});

test("a statement is bounded in bytes, and one large delivery still flies", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure, maxBatchBytes: 10_000, maxFlights: 9 });
  const large = { ...one, body: new Uint8Array(9_000) };
  const stored = ["a", "b", "c"].map((key) => store.store(large, by(key)));
  await turn();
  assert.deepEqual(
    calls.map(({ rows }) => rows.length),
    [1, 1, 1],
  );
  for (const call of calls) call.commit();
  await Promise.all(stored);
});

test("when the database fails every caller of the statement hears it, and the next one is tried", async () => {
  const { calls, insert } = heldInsert();
  const failures: [unknown, number][] = [];
  const store = openDeliveryStore({
    insert,
    onFailure: (error, rows) => failures.push([error, rows]),
    maxFlights: 1,
  });
  const lost = Promise.allSettled([
    store.store(one, by("a")),
    store.store(one, by("a")),
    store.store(one, by("b")),
  ]);
  await turn();
  const next = store.store(one, by("c"));
  const down = new Error("connection refused");
  calls[0]?.fail(down);
  for (const result of await lost) {
    assert.equal(result.status, "rejected");
    assert.ok(result.reason instanceof StoreUnavailableError);
    assert.equal(result.reason.cause, down);
  }
  assert.deepEqual(failures, [[down, 2]], "told once, not for each caller");
  calls[1]?.commit();
  assert.ok(await next);
});

test("an insert that forgets a key is an error, not an answer", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure });
  const stored = store.store(one, by("k"));
  await turn();
  calls[0]?.commit([]);
  await assert.rejects(stored, StoreUnavailableError);
});

test("what waits is bounded: beyond it a delivery is refused at once, and room returns", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure, maxWaitingBytes: 25_000 });
  const large = { ...one, body: new Uint8Array(10_000) };
  const kept = [store.store(large, by("a")), store.store(large, by("b"))];
  await assert.rejects(store.store(large, by("c")), /2 deliveries wait/);
  await turn();
  await assert.rejects(
    store.store(large, by("c")),
    /2 deliveries wait/,
    "in flight counts as well",
  );
  calls[0]?.commit();
  await Promise.all(kept);
  const later = store.store(large, by("c"));
  await turn();
  calls[1]?.commit();
  assert.ok(await later);
});

test("closing stores what waits, then takes nothing more", async () => {
  const { calls, insert } = heldInsert();
  const store = openDeliveryStore({ insert, onFailure, maxFlights: 1, maxRows: 1 });
  const stored = [store.store(one, by("a")), store.store(one, by("b"))];
  const closed = store[Symbol.asyncDispose]();
  await assert.rejects(store.store(one, by("c")), /stopping/);
  await turn();
  calls[0]?.commit();
  await stored[0];
  await turn();
  calls[1]?.commit();
  await Promise.all(stored);
  await closed;
  await openDeliveryStore({ insert, onFailure })[Symbol.asyncDispose]();
});
