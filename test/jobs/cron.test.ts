// Holds the cron to its word: one replica runs a slot, a slot's claim and its work are one, wrong schedules are refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { type CronSchedule, startCron } from "../../src/jobs/cron.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createTestDatabase } from "../support/database.ts";
import { openInbox } from "../support/signals.ts";

const log = pino({ level: "silent" });
const everySecond = { name: "tick", cron: "* * * * * *", timezone: "Europe/Warsaw" };

async function openEmpty() {
  const stack = new AsyncDisposableStack();
  const { url } = stack.use(await createTestDatabase());
  const database = stack.use(await openDatabase({ url }));
  return { ...database, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("of three replicas one runs each slot, and all of a slot's claim is in the database", async () => {
  await using database = await openEmpty();
  const slots = openInbox<string>();
  const tick: CronSchedule["tick"] = (_tx, slot) => Promise.resolve(slots.add(slot.toISOString()));
  {
    await using stack = new AsyncDisposableStack();
    for (let replica = 0; replica < 3; replica++) {
      stack.use(startCron({ db: database.db, log, schedules: [{ ...everySecond, tick }] }));
    }
    await slots.wait(3);
  }
  assert.equal(new Set(slots.items).size, slots.items.length, `a slot ran twice: ${slots.items}`);
  const rows = await database.sql`select key from cron_runs order by key`;
  assert.deepEqual(
    rows.map((row) => row["key"]),
    slots.items.map((slot) => `tick:${slot}`).sort(),
  );
});

test("a slot whose work fails is tried again, and not counted as done before", async () => {
  await using database = await openEmpty();
  const tries = openInbox<string>();
  const looked = Promise.withResolvers<void>();
  const tick: CronSchedule["tick"] = async (tx, slot) => {
    await tx.execute(sql`select 1`);
    tries.add(slot.toISOString());
    if (tries.items.filter((each) => each === slot.toISOString()).length === 1)
      throw new Error("not now");
    await looked.promise;
  };
  await using _cron = startCron({ db: database.db, log, schedules: [{ ...everySecond, tick }] });
  const [first] = await tries.wait(1);
  const before = await database.sql`select from cron_runs where key = ${`tick:${first}`}`;
  looked.resolve();
  assert.equal(before.length, 0);
  for (let count = 2; !tries.items.slice(1).includes(first ?? ""); count++) await tries.wait(count);
});

test("a schedule that cannot be read is refused with its name", () => {
  const tick = () => Promise.resolve();
  const start = (schedule: Partial<CronSchedule>) => () =>
    startCron({ db: {} as never, log, schedules: [{ ...everySecond, tick, ...schedule }] });
  assert.throws(
    start({ cron: "61 * * * *" }),
    /Schedule tick has the cron "61 \* \* \* \*", which cannot be read: /,
  );
  assert.throws(
    start({ timezone: "Europe/Warszawa" }),
    /time zone "Europe\/Warszawa": write an IANA name/,
  );
});
