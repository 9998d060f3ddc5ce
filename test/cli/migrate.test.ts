import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestDatabase } from "../support/database.ts";
import { run } from "./console.ts";

test("an empty database gets its tables once", async () => {
  await using database = await createTestDatabase({ from: "empty" });
  const env = { DATABASE_URL: database.url };
  const first = await run(["migrate"], { env });
  assert.equal(first.code, 0);
  assert.match(first.out.join(), /^\d+ migrations? applied\.$/);
  assert.deepEqual((await run(["migrate"], { env })).out, ["The database is up to date."]);
});

test("a database that does not answer is told with its address and the fix, without its password", async () => {
  const env = { DATABASE_URL: "postgres://me:hunter2@127.0.0.1:1/muster" };
  const { code, err } = await run(["migrate"], { env });
  assert.equal(code, 1);
  assert.match(err.join(), /muster on 127\.0\.0\.1:1.*Start the server/);
  assert.doesNotMatch(err.join(), /hunter2/);
});
