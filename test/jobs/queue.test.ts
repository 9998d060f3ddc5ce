// Holds the job queue to its word: commits with the decision, retries, dead letters, several replicas.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { pino } from "pino";
import { systemClock, testClock } from "../../src/clock.ts";
import { HopelessJob, type Queue, startQueue } from "../../src/jobs/queue.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createTestDatabase } from "../support/database.ts";
import { openInbox } from "../support/signals.ts";
import { until } from "../support/stage.ts";

type Kinds = { deliver: { effect: number }; drain: { channel: string } };
const log = pino({ level: "silent" });

async function openReplicas(count: number, clock = systemClock()) {
  const stack = new AsyncDisposableStack();
  const { url } = stack.use(await createTestDatabase({ from: "empty" }));
  const database = stack.use(await openDatabase({ url }));
  const start = async () => stack.use(await startQueue<Kinds>({ database, log, clock }));
  const queues = await Promise.all(Array.from({ length: count }, start));
  const [queue] = queues as [Queue<Kinds>];
  return { database, queues, queue, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("a job is run because the transaction that made it commits, without any look for it", async (t) => {
  // No clock ticks: what runs was told of. The floor under a lost notice (30 s) is beyond the wait.
  t.mock.timers.enable({ apis: ["setInterval"] });
  await using at = await openReplicas(1);
  const ran = openInbox<unknown>();
  await at.queue.define("deliver", {}, (job) => ran.add(job));
  const id = await at.database.db.transaction((tx) =>
    at.queue.enqueue(tx, "deliver", { effect: 7 }),
  );
  await ran.wait(1);
  assert.deepEqual(ran.items, [{ id, payload: { effect: 7 }, attempt: 1 }]);
});

test("a job of a transaction that rolls back is never run", async () => {
  await using at = await openReplicas(1);
  const ran = openInbox<number>();
  await at.queue.define("deliver", {}, (job) => ran.add(job.payload.effect));
  const undone = at.database.db.transaction(async (tx) => {
    await at.queue.enqueue(tx, "deliver", { effect: 1 });
    throw new Error("no");
  });
  await assert.rejects(undone, /no/);
  await at.queue.enqueue(at.database.db, "deliver", { effect: 2 });
  await ran.wait(1);
  assert.deepEqual(ran.items, [2]);
  assert.equal((await at.queue.counts())[0]?.waiting, 0);
});

test("three replicas that start at once on an empty database share a burst, each job run once", async () => {
  await using at = await openReplicas(3);
  const ran = openInbox<number>();
  const by = new Set<number>();
  const isShared = Promise.withResolvers<void>();
  for (const [replica, queue] of at.queues.entries()) {
    await queue.define("deliver", {}, async (job) => {
      by.add(replica);
      if (by.size > 1) isShared.resolve();
      // A replica has room for a few jobs only: the rest is for the others, however late they come.
      await isShared.promise;
      ran.add(job.payload.effect);
    });
  }
  await at.database.db.transaction(async (tx) => {
    for (let effect = 0; effect < 200; effect++) await at.queue.enqueue(tx, "deliver", { effect });
  });
  await ran.wait(200);
  assert.deepEqual(new Set(ran.items).size, 200);
  assert.equal(ran.items.length, 200);
  assert.ok(by.size > 1, `only replica ${[...by]} worked`);
});

test("a failed job is tried again; one slow job does not hold up the others", async () => {
  await using at = await openReplicas(1);
  const ran = openInbox<string>();
  const slow = Promise.withResolvers<void>();
  await at.queue.define("deliver", { firstDelaySeconds: 1 }, async ({ payload, attempt }) => {
    if (payload.effect === 0) await slow.promise;
    ran.add(`${payload.effect}#${attempt}`);
    if (payload.effect === 1 && attempt === 1) throw new Error("Slack said 503");
  });
  for (const effect of [0, 1, 2]) await at.queue.enqueue(at.database.db, "deliver", { effect });
  await ran.wait(3, 30_000);
  slow.resolve();
  await ran.wait(4);
  assert.deepEqual([...ran.items].sort(), ["0#1", "1#1", "1#2", "2#1"]);
  assert.equal(ran.items.at(-1), "0#1");
});

test("a job that fails for good is a dead letter with its reason, and can be made a job again", async () => {
  await using at = await openReplicas(1);
  const ran = openInbox<number>();
  let isMended = false;
  await at.queue.define("deliver", { attempts: 1 }, (job) => {
    ran.add(job.attempt);
    if (!isMended) throw new Error("channel_not_found");
  });
  await at.queue.enqueue(at.database.db, "deliver", { effect: 5 });
  await ran.wait(1);
  const letter = await findDeadLetter(at.queue);
  assert.deepEqual(
    { payload: letter.payload, reason: letter.reason, attempts: letter.attempts },
    { payload: { effect: 5 }, reason: "channel_not_found", attempts: 1 },
  );
  isMended = true;
  assert.equal(await at.queue.redrive("deliver", letter.id), true);
  await ran.wait(2);
  assert.equal(await at.queue.redrive("deliver", letter.id), false);
  assert.deepEqual(await at.queue.deadLetters("deliver"), []);
});

test("a run that takes too long is aborted, and the job tried again", async () => {
  await using at = await openReplicas(1);
  const ran = openInbox<string>();
  await at.queue.define("deliver", { limitSeconds: 1 }, async ({ attempt }, signal) => {
    if (attempt === 1) await once(signal, "abort");
    ran.add(`${attempt}, ${signal.aborted ? "aborted" : "in time"}`);
  });
  await at.queue.enqueue(at.database.db, "deliver", { effect: 1 });
  assert.deepEqual(await ran.wait(2, 30_000), ["1, aborted", "2, in time"]);
});

test("a hopeless job is not tried again", async () => {
  await using at = await openReplicas(1);
  await at.queue.define("deliver", { attempts: 5 }, () =>
    Promise.reject(new HopelessJob("the token was revoked")),
  );
  await at.queue.enqueue(at.database.db, "deliver", { effect: 1 });
  const letter = await findDeadLetter(at.queue);
  assert.equal(letter.reason, "the token was revoked");
  assert.equal(letter.attempts, 1);
});

async function findDeadLetter(queue: Queue<Kinds>) {
  const isThere = async () => (await queue.deadLetters("deliver")).length > 0;
  await until(isThere, "a dead letter");
  const [letter] = await queue.deadLetters("deliver");
  assert.ok(letter);
  return letter;
}

test("of one key only one job waits", async () => {
  await using at = await openReplicas(1);
  const [running, release] = [openInbox<string>(), Promise.withResolvers<void>()];
  await at.queue.define("drain", { isOnePerKey: true }, async (job) => {
    running.add(job.payload.channel);
    await release.promise;
  });
  const enqueue = (key: string) =>
    at.queue.enqueue(
      at.database.db,
      "drain",
      { channel: key },
      { singletonKey: key, startAfter: new Date(Date.now() + 60_000) },
    );
  assert.ok(await enqueue("C1"));
  assert.equal(await enqueue("C1"), undefined);
  assert.ok(await enqueue("C2"));
  const [counts] = await at.queue.counts();
  assert.deepEqual(counts, { name: "drain", waiting: 0, delayed: 2, active: 0, dead: 0 });
  release.resolve();
});

test("a key on a kind that does not heed keys is refused", async () => {
  await using at = await openReplicas(1);
  await at.queue.define("deliver", {}, () => undefined);
  await assert.rejects(
    at.queue.enqueue(at.database.db, "deliver", { effect: 1 }, { singletonKey: "C1" }),
    /Job deliver was given the key C1: define it with isOnePerKey/,
  );
});

test("a delayed job waits for business time, and runs when the clock is forwarded to it", async () => {
  const clock = testClock(new Date("2026-11-22T10:00:00Z"));
  await using at = await openReplicas(2, clock);
  const ran = openInbox<number>();
  for (const queue of at.queues)
    await queue.define("deliver", {}, (job) => ran.add(job.payload.effect));
  const at30 = new Date("2026-11-22T10:30:00Z");
  await at.queue.enqueue(at.database.db, "deliver", { effect: 30 }, { startAfter: at30 });
  await at.queue.enqueue(at.database.db, "deliver", { effect: 0 }, { startAfter: clock.now() });
  await ran.wait(1);
  await clock.forward(20 * 60_000);
  assert.equal((await at.queue.counts())[0]?.delayed, 1);
  await clock.forward(10 * 60_000);
  await ran.wait(2);
  assert.deepEqual(ran.items, [0, 30]);
});

test("stopping waits for the job in hand", async () => {
  const ended: string[] = [];
  {
    await using at = await openReplicas(1);
    const started = openInbox<void>();
    await at.queue.define("deliver", {}, async () => {
      started.add();
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended.push("job");
    });
    await at.queue.enqueue(at.database.db, "deliver", { effect: 1 });
    await started.wait(1);
  }
  ended.push("queue");
  assert.deepEqual(ended, ["job", "queue"]);
});
