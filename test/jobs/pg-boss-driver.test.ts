// A script of the queue's whose connection is lost fails, and the next one works.
import assert from "node:assert/strict";
import { it } from "node:test";
import { pgBossDriver } from "../../src/jobs/pg-boss-driver.ts";
import { connect } from "../../src/storage/connect.ts";
import { createTestDatabase } from "../support/database.ts";
import { until } from "../support/stage.ts";
import { openWire } from "../support/wire.ts";

it("a script of the queue's fails when its connection is lost, and the next one works", async () => {
  await using database = await createTestDatabase({ from: "empty" });
  await using line = await openWire(database.url);
  const watch = connect(database.url, { max: 1, name: "test" });
  const sql = connect(line.url, { max: 1, name: "jobs" });
  const driver = pgBossDriver(sql, () => undefined);
  const script = driver.executeSql("begin; select pg_sleep(60); commit");
  const isUnderWay = async () =>
    (await watch`select from pg_stat_activity where wait_event = 'PgSleep'`).length > 0;
  await until(isUnderWay, "the script to be under way");
  line.cut();
  await assert.rejects(script);
  line.mend();
  const { rows } = await driver.executeSql("begin; select 3 as three; commit");
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [{ three: 3 }],
  );
  await sql.end({ timeout: 1 });
  await watch.end({ timeout: 1 });
});
