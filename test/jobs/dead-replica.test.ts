// Holds the queue to its word when a replica is killed, or loses its database for a while.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { type Job, startQueue } from "../../src/jobs/queue.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createTestDatabase } from "../support/database.ts";
import { openInbox } from "../support/signals.ts";

type Kinds = { deliver: { effect: number } };
const log = pino({ level: "silent" });
const REPLICA = fileURLToPath(new URL("../support/queue-replica.ts", import.meta.url));

test("the job of a replica that was killed is run again by another one once 10 s pass without a sign of life", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  const replica = spawn(process.execPath, [REPLICA, own.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = openInbox<string>();
  createInterface({ input: replica.stdout }).on("line", said.add);
  await said.wait(1, 30_000);

  await using database = await openDatabase({ url: own.url });
  await using queue = await startQueue<Kinds>({ database, log });
  // This replica knows the kind only after the other one has the job.
  await queue.enqueue(database.db, "deliver", { effect: 1 });
  assert.deepEqual(await said.wait(2), ["ready", '{"effect":1}']);
  const closed = once(replica, "close");
  replica.kill("SIGKILL");
  await closed;

  const [held] = await database.sql`
    select state, heartbeat_seconds from pgboss.job where name = 'deliver'`;
  assert.deepEqual({ ...held }, { state: "active", heartbeat_seconds: 10 });
  // As if so long had passed; how soon it is noticed then is for the supervision to show.
  await database.sql`
    update pgboss.job set heartbeat_on = heartbeat_on - interval '11 seconds' where name = 'deliver'`;

  const ran = openInbox<Job<{ effect: number }>>();
  await queue.define("deliver", {}, ran.add);
  const [job] = await ran.wait(1, 30_000);
  assert.deepEqual([job?.payload, job?.attempt], [{ effect: 1 }, 2]);
});

test("a queue whose connections are all cut goes on by itself", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  await using database = await openDatabase({ url: own.url });
  await using queue = await startQueue<Kinds>({ database, log });
  const ran = openInbox<number>();
  await queue.define("deliver", {}, (job) => ran.add(job.payload.effect));
  await queue.enqueue(database.db, "deliver", { effect: 1 });
  await ran.wait(1);
  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  // The first statement on a cut connection may fail: that is for its caller to try again.
  await queue
    .enqueue(database.db, "deliver", { effect: 2 })
    .catch(() => queue.enqueue(database.db, "deliver", { effect: 2 }));
  await ran.wait(2, 30_000);
  assert.deepEqual(ran.items, [1, 2]);
});
