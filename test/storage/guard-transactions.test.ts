// A connection that is lost in mid-transaction fails that transaction and nothing else.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { connect } from "../../src/storage/connect.ts";
import { createTestDatabase } from "../support/database.ts";
import { openWire } from "../support/wire.ts";

describe("a connection lost in mid-transaction", () => {
  it("fails the transaction, and the next one works", async () => {
    await using database = await createTestDatabase({ from: "empty" });
    await using line = await openWire(database.url);
    const sql = connect(line.url, { max: 1, name: "test" });
    await assert.rejects(
      sql.begin(async (tx) => {
        await tx.unsafe("select 1");
        line.cut();
        await tx.unsafe("select 2");
      }),
    );
    line.mend();
    const [row] = await sql.begin(async (tx) => await tx.unsafe("select 3 as three"));
    assert.deepEqual({ ...row }, { three: 3 });
    await sql.end({ timeout: 1 });
  });

  it("fails it as well when its work goes on with something else meanwhile", async () => {
    await using database = await createTestDatabase({ from: "empty" });
    await using line = await openWire(database.url);
    const sql = connect(line.url, { max: 1, name: "test" });
    const cut = Promise.withResolvers<void>();
    const begun = sql.begin(async (tx) => {
      await tx.unsafe("select 1");
      line.cut();
      await cut.promise;
      await tx.unsafe("select 2");
    });
    await assert.rejects(begun);
    cut.resolve();
    line.mend();
    assert.equal((await sql.unsafe("select 3")).length, 1);
    await sql.end({ timeout: 1 });
  });
});
