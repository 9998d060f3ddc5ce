import assert from "node:assert/strict";
import { mkdtemp, rename, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pino } from "pino";
import { openRunbookFolder } from "../../src/config/runbook-folder.ts";

const runbook = (id: string, title: string) => `muster: 1
id: ${id}
title: ${title}
owner: oncall:payments
steps:
  - id: look
    kind: manual
    title: Look at it
    timeout: 1h
  - id: over
    kind: end
    outcome: success
`;

async function openFolder(t: TestContext, files: Readonly<Record<string, string>>) {
  const dir = await mkdtemp(join(tmpdir(), "muster-runbooks-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line) => void lines.push(line) });
  const folder = await openRunbookFolder({ dir, connections: {}, log, pollMs: 0 });
  t.after(() => folder[Symbol.dispose]());
  return { dir, folder, lines };
}

test("a folder's runbooks are found by their id; other files are left alone", async (t) => {
  const { folder } = await openFolder(t, {
    "first.yml": runbook("first", "First"),
    "second.yaml": runbook("second", "Second"),
    "README.md": "# Runbooks",
    ".hidden.yml": "not: a runbook",
  });
  assert.deepEqual(folder.problems(), []);
  assert.deepEqual(
    folder.list().map(({ runbook }) => runbook.id),
    ["first", "second"],
  );
  const first = folder.find("first");
  assert.equal(first?.source, runbook("first", "First"));
  assert.match(first?.sha256 ?? "", /^[0-9a-f]{64}$/);
});

test("a file that turns bad keeps its last good version, and its problem is told", async (t) => {
  const { dir, folder, lines } = await openFolder(t, { "first.yml": runbook("first", "First") });
  await writeFile(
    join(dir, "first.yml"),
    runbook("first", "First").replace("kind: end", "kind: nd"),
  );
  await folder.refresh();
  assert.equal(folder.find("first")?.runbook.title, "First");
  assert.equal(folder.problems()[0]?.line, 11);
  assert.ok(lines.some((line) => /first\.yml:11:\d+/.test(line)));

  await writeFile(join(dir, "first.yml"), runbook("first", "Better"));
  await folder.refresh();
  assert.equal(folder.find("first")?.runbook.title, "Better");
  assert.deepEqual(folder.problems(), []);
});

test("an unchanged file is not read again", async (t) => {
  const { folder } = await openFolder(t, { "first.yml": runbook("first", "First") });
  const before = folder.find("first");
  await folder.refresh();
  assert.equal(folder.find("first"), before);
});

test("a deleted file's runbook is gone, a new file's is there", async (t) => {
  const { dir, folder } = await openFolder(t, { "first.yml": runbook("first", "First") });
  await unlink(join(dir, "first.yml"));
  await writeFile(join(dir, "second.yml"), runbook("second", "Second"));
  await folder.refresh();
  assert.equal(folder.find("first"), undefined);
  assert.equal(folder.find("second")?.runbook.title, "Second");
});

test("a folder that is away for a moment takes no runbook with it", async (t) => {
  const { dir, folder } = await openFolder(t, { "first.yml": runbook("first", "First") });
  await rename(dir, `${dir}-away`);
  await folder.refresh();
  assert.equal(folder.find("first")?.runbook.title, "First");
  assert.match(folder.problems()[0]?.message ?? "", /MUSTER_RUNBOOKS/);
  await rename(`${dir}-away`, dir);
  await folder.refresh();
  assert.deepEqual(folder.problems(), []);
});

test("a stored version that this Muster cannot read is an error that says what is wrong", async (t) => {
  const { folder } = await openFolder(t, {});
  assert.equal(folder.readSnapshot(runbook("first", "First"), "first").title, "First");
  assert.throws(
    () => folder.readSnapshot(runbook("first", "First").replace("muster: 1", "muster: 9"), "first"),
    /runbook first cannot be read[\s\S]*first\.yml:1:\d+/,
  );
});
