// Holds the database handle to its word: both clients, transactions, and messages when there is no server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "drizzle-orm";
import { integer, jsonb, pgTable, timestamp } from "drizzle-orm/pg-core";
import { openDatabase } from "../../src/storage/database.ts";
import { createTestDatabase } from "../support/database.ts";

const notes = pgTable("notes", {
  id: integer().primaryKey(),
  writtenAt: timestamp({ withTimezone: true }).notNull(),
  body: jsonb().$type<{ text: string }>().notNull(),
});
const note = { id: 1, writtenAt: new Date("2026-11-22T10:00:00.123Z"), body: { text: "zażółć" } };

async function openNotes() {
  const stack = new AsyncDisposableStack();
  const { url } = stack.use(await createTestDatabase({ from: "empty" }));
  const database = stack.use(await openDatabase({ url }));
  await database.sql`create table notes (id int primary key, written_at timestamptz not null, body jsonb not null)`;
  return { ...database, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test("dates and JSON come back from the typed pool and from the raw client alike", async () => {
  await using database = await openNotes();
  await database.db.insert(notes).values(note);
  const again = database.sql.json(note.body);
  await database.sql`insert into notes values (2, ${note.writtenAt}, ${again})`;
  assert.deepEqual(await database.db.select().from(notes).orderBy(notes.id), [
    note,
    { ...note, id: 2 },
  ]);
  const raw = await database.sql`select id, written_at as "writtenAt", body from notes order by id`;
  assert.deepEqual([...raw], [note, { ...note, id: 2 }]);
});

test("a transaction that throws leaves nothing behind, and one inside another is undone alone", async () => {
  await using database = await openNotes();
  const broken = database.db.transaction(async (tx) => {
    await tx.insert(notes).values(note);
    throw new Error("changed my mind");
  });
  await assert.rejects(broken, /changed my mind/);
  await database.db.transaction(async (tx) => {
    await tx.insert(notes).values(note);
    await assert.rejects(
      tx.transaction(async (inner) => {
        await inner.insert(notes).values({ ...note, id: 2 });
        throw new Error("only this");
      }),
      /only this/,
    );
  });
  const [{ count }] = (await database.sql`select count(*)::int from notes`) as [{ count: number }];
  assert.equal(count, 1);
});

test("sessions name themselves, think in UTC and do not keep a forgotten transaction open", async () => {
  await using database = await openNotes();
  const [row] = await database.db.execute(
    sql`select current_setting('application_name') as name, current_setting('TimeZone') as zone,
      current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  assert.deepEqual(row, { name: "muster", zone: "UTC", idle: "1min" });
});

test("an unreachable server is named with the fix and without the password", async () => {
  const url = "postgres://muster:s3cr3t@127.0.0.1:1/incidents";
  await assert.rejects(openDatabase({ url }), (error: Error) => {
    assert.equal(error.name, "DatabaseUnreachable");
    assert.match(
      error.message,
      /^Cannot use the database incidents on 127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
    assert.match(error.message, /Start the server, or correct the host and port in DATABASE_URL/);
    assert.doesNotMatch(error.message, /s3cr3t/);
    return true;
  });
});

test("a database that does not exist is told apart from a server that does not", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  const url = own.url.replace(/\/test_\w+/, "/no_such_database");
  await assert.rejects(
    openDatabase({ url }),
    /"no_such_database" does not exist\. Create the database/,
  );
});

test("an address that is none is refused without being repeated", async () => {
  await assert.rejects(openDatabase({ url: "mysql://u:s3cr3t@h/db" }), (error: Error) => {
    assert.match(error.message, /not of the form postgres:\/\/user:password@host:port\/database/);
    assert.doesNotMatch(error.message, /s3cr3t/);
    return true;
  });
});

test("ping answers while the server lives and says so when it does not", async () => {
  const own = await createTestDatabase({ from: "empty" });
  await using database = await openDatabase({ url: own.url });
  await database.ping();
  await own[Symbol.asyncDispose]();
  await assert.rejects(database.ping(), { name: "DatabaseUnreachable" });
});
