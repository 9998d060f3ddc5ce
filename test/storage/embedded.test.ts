// Holds the embedded server to its word: it starts anywhere, loses nothing, leaves nothing, and says what is wrong.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, watch, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { pino } from "pino";
import { connect } from "../../src/storage/connect.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { startEmbeddedPostgres } from "../../src/storage/embedded.ts";
import { makeTestFolder, type TestFolder } from "../support/folder.ts";
import { awaitEnd, EMBEDDED_MUSTER, spawnMuster } from "../support/spawn-muster.ts";

const log = pino({ level: "silent" });

/** A folder with a new, stopped database: made once and copied, for making one takes a second. */
async function makeDataFolder() {
  seed ??= makeSeed();
  const folder = await makeTestFolder();
  await promisify(execFile)("cp", ["-a", `${(await seed).path}/.`, folder.path]);
  return folder;
}

let seed: Promise<TestFolder> | undefined;

async function makeSeed(): Promise<TestFolder> {
  const folder = await makeTestFolder();
  await using _postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  return folder;
}

after(async () => (await seed)?.[Symbol.asyncDispose]());

async function writeNote(url: string, text: string): Promise<void> {
  const sql = connect(url, { max: 1, name: "test" });
  await sql`create table if not exists notes (text text)`;
  await sql`insert into notes values (${text})`;
  await sql.end();
}

async function readNotes(url: string): Promise<string[]> {
  const sql = connect(url, { max: 1, name: "test" });
  const rows = await sql<{ text: string }[]>`select text from notes order by text`;
  await sql.end();
  return rows.map((row) => row.text);
}

async function readServerPid(home: string): Promise<number> {
  const text = await readFile(join(home, "postgres-18", "postmaster.pid"), "utf8");
  return Number.parseInt(text, 10);
}

test("a second start finds what the first wrote, on no TCP port, with every commit on the disk", async () => {
  await using folder = await makeTestFolder();
  {
    await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
    await writeNote(postgres.url, "kept");
  }
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  assert.deepEqual(await readNotes(postgres.url), ["kept"]);
  await using database = await openDatabase({ url: postgres.url });
  const [row] = await database.sql`select current_setting('listen_addresses') as tcp,
    current_setting('fsync') as fsync, current_setting('server_encoding') as encoding`;
  assert.deepEqual(row, { tcp: "", fsync: "on", encoding: "UTF8" });
});

test("kill -9 of Muster stops its server, loses no commit, and the next start need not wait for it", async () => {
  await using folder = await makeDataFolder();
  for (const round of ["1", "2", "3"]) {
    await using muster = await spawnMuster({ args: [folder.path] });
    const server = await readServerPid(muster.home);
    await writeNote(muster.url, round);
    muster.child.kill("SIGKILL");
    if (round === "2") await awaitEnd(server);
  }
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  assert.deepEqual(await readNotes(postgres.url), ["1", "2", "3"]);
});

test("when the server is killed too, with all it was doing, the next start recovers every commit", async () => {
  await using folder = await makeDataFolder();
  const muster = await spawnMuster({ args: [folder.path] });
  const server = await readServerPid(muster.home);
  await writeNote(muster.url, "committed");
  process.kill(server, "SIGKILL");
  await muster[Symbol.asyncDispose]();
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  assert.deepEqual(await readNotes(postgres.url), ["committed"]);
});

test("Ctrl-C in the terminal leaves the server to Muster, which still writes before it ends", async () => {
  await using folder = await makeDataFolder();
  await using muster = await spawnMuster({ args: [folder.path] });
  const server = await readServerPid(muster.home);
  const closed = once(muster.child, "close");
  process.kill(-muster.pid, "SIGINT");
  assert.deepEqual(await closed, [0, null]);
  await awaitEnd(server, 0);
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  await using database = await openDatabase({ url: postgres.url });
  assert.equal((await database.sql`select from farewells`).length, 1);
});

test("a second Muster on the folder is told who has it and what to do; the first is not disturbed", async () => {
  await using folder = await makeDataFolder();
  await using first = await spawnMuster({ args: [folder.path] });
  const server = await readServerPid(first.home);
  await assert.rejects(startEmbeddedPostgres({ dataDir: folder.path, log }), (error: Error) => {
    assert.ok(
      error.message.includes(`${folder.path} is in use by another Muster (process ${first.pid})`),
      error.message,
    );
    assert.ok(error.message.includes(`its PostgreSQL is process ${server}`));
    assert.match(error.message, /MUSTER_DATA_DIR .* DATABASE_URL/);
    return true;
  });
  await writeNote(first.url, "undisturbed");
});

test("of two that start at once on an empty folder one wins and the other is told", async () => {
  await using folder = await makeTestFolder();
  const results = await Promise.allSettled([1, 2].map(() => spawnMuster({ args: [folder.path] })));
  await using stack = new AsyncDisposableStack();
  const reasons: string[] = [];
  for (const result of results) {
    if (result.status === "fulfilled") stack.use(result.value);
    else reasons.push(String(result.reason));
  }
  assert.equal(reasons.length, 1, `${reasons.length} of 2 failed: ${reasons}`);
  assert.match(reasons[0] ?? "", /is in use by another Muster/);
});

test("a number in the lock file that is now another program's does not keep the server from starting", async () => {
  await using folder = await makeDataFolder();
  const { home } = await (async () => {
    await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
    return postgres;
  })();
  const stranger = [
    process.pid,
    join(home, "postgres-18"),
    0,
    5432,
    join(home, "socket"),
    "",
    "",
    "ready",
  ];
  await writeFile(join(home, "postgres-18", "postmaster.pid"), `${stranger.join("\n")}\n`);
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  await writeNote(postgres.url, "started");
});

test("a folder too deep for a socket address works", async () => {
  await using folder = await makeTestFolder();
  const dataDir = join(folder.path, "a-folder-with-a-long-name/".repeat(6), "data");
  await using postgres = await startEmbeddedPostgres({ dataDir, log });
  await writeNote(postgres.url, "deep");
  assert.equal(postgres.home, dataDir);
  assert.ok(Buffer.byteLength(dataDir) > 108);
});

test("a server that dies by itself is reported", async () => {
  await using folder = await makeDataFolder();
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  process.kill(await readServerPid(postgres.home), "SIGKILL");
  assert.match(
    (await postgres.lost).message,
    /The embedded PostgreSQL in .* ended with status 137/,
  );
});

test("a damaged database is called damaged, with PostgreSQL's own words", async () => {
  await using folder = await makeDataFolder();
  const { home } = await (async () => {
    await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
    return postgres;
  })();
  await writeFile(join(home, "postgres-18/global/pg_control"), "rubbish");
  await assert.rejects(startEmbeddedPostgres({ dataDir: folder.path, log }), (error: Error) => {
    assert.match(
      error.message,
      /is damaged\. Bring the folder back from a backup; or move it away/,
    );
    assert.match(error.message, /Its last lines:\n {2}.*(FATAL|PANIC)/);
    return true;
  });
});

test("a data folder that cannot be made is named", async () => {
  await using folder = await makeTestFolder();
  await writeFile(join(folder.path, "file"), "");
  const dataDir = join(folder.path, "file", "data");
  await assert.rejects(startEmbeddedPostgres({ dataDir, log }), (error: Error) => {
    assert.ok(
      error.message.startsWith(
        `Cannot make the data folder ${dataDir} (ENOTDIR). Set MUSTER_DATA_DIR`,
      ),
      error.message,
    );
    return true;
  });
});

test("a first start that is killed while it makes the database leaves nothing in the next one's way", async () => {
  await using folder = await makeTestFolder();
  const changes = watch(folder.path);
  const muster = spawn(process.execPath, [EMBEDDED_MUSTER, folder.path], { stdio: "ignore" });
  const closed = once(muster, "close");
  for await (const { filename } of changes) if (filename?.includes("unfinished")) break;
  muster.kill("SIGKILL");
  await closed;
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  await writeNote(postgres.url, "made");
  const left = (await readdir(folder.path)).filter((name) => name.includes("unfinished"));
  assert.deepEqual(left, []);
});
