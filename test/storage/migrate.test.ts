// Holds the migration to its word: once for all replicas that start together, nothing when there is nothing.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openDatabase } from "../../src/storage/database.ts";
import { migrateDatabase } from "../../src/storage/migrate.ts";
import { createTestDatabase } from "../support/database.ts";
import { makeTestFolder } from "../support/folder.ts";

test("three replicas that start together on an empty database make every table once", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  const results = await Promise.all([1, 2, 3].map(() => migrateDatabase({ url: own.url })));
  const applied = results.map((result) => result.applied).sort((a, b) => a - b);
  assert.deepEqual(applied.slice(0, 2), [0, 0]);
  assert.ok((applied[2] ?? 0) > 0);
  await using database = await openDatabase({ url: own.url });
  const tables = await database.sql`select from pg_tables where schemaname = 'public'`;
  assert.ok(tables.length > 5, `only ${tables.length} tables`);
});

test("a database that is up to date is left alone", async () => {
  await using own = await createTestDatabase();
  assert.deepEqual(await migrateDatabase({ url: own.url }), { applied: 0, unknown: 0 });
});

async function writeMigrations(folder: string, statements: readonly string[]): Promise<string> {
  await mkdir(join(folder, "meta"), { recursive: true });
  const entries = statements.map((_, idx) => ({
    idx,
    version: "7",
    when: 1000 + idx,
    tag: `${idx}`,
    breakpoints: true,
  }));
  await writeFile(
    join(folder, "meta/_journal.json"),
    JSON.stringify({ version: "7", dialect: "postgresql", entries }),
  );
  for (const [index, text] of statements.entries())
    await writeFile(join(folder, `${index}.sql`), text);
  return folder;
}

test("a later version carries out only what is new; an older one that comes back says what it does not know", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  await using folder = await makeTestFolder();
  const first = await writeMigrations(join(folder.path, "1"), ["create table a (id int)"]);
  const second = await writeMigrations(join(folder.path, "2"), [
    "create table a (id int)",
    "create table b (id int)",
  ]);
  assert.deepEqual(await migrateDatabase({ url: own.url, folder: first }), {
    applied: 1,
    unknown: 0,
  });
  assert.deepEqual(await migrateDatabase({ url: own.url, folder: second }), {
    applied: 1,
    unknown: 0,
  });
  assert.deepEqual(await migrateDatabase({ url: own.url, folder: first }), {
    applied: 0,
    unknown: 1,
  });
});

test("a migration that fails leaves nothing half done and frees the way for the next try", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  await using folder = await makeTestFolder();
  const broken = await writeMigrations(join(folder.path, "1"), [
    "create table a (id int)",
    "create table a (id int)",
  ]);
  await assert.rejects(migrateDatabase({ url: own.url, folder: broken }));
  const mended = await writeMigrations(join(folder.path, "2"), [
    "create table a (id int)",
    "create table b (id int)",
  ]);
  assert.deepEqual(await migrateDatabase({ url: own.url, folder: mended }), {
    applied: 2,
    unknown: 0,
  });
});

test("a copy of Muster without its migrations says which file it misses", async () => {
  await using own = await createTestDatabase({ from: "empty" });
  await using folder = await makeTestFolder();
  const missing = migrateDatabase({ url: own.url, folder: folder.path });
  await assert.rejects(
    missing,
    new RegExp(`Cannot read the migrations in ${folder.path}/meta/_journal.json`),
  );
});

test("an unreachable server is told as such", async () => {
  const url = "postgres://muster:s3cr3t@127.0.0.1:1/incidents";
  await assert.rejects(
    migrateDatabase({ url }),
    /Cannot use the database incidents on 127\.0\.0\.1:1: .*ECONNREFUSED/,
  );
});
