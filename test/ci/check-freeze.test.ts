// ci/check-freeze.sh against a real Muster, a dead port, impostors, and kept answers that were forged or are old.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../src/clock.ts";
import type { Freeze } from "../../src/domain/freeze/freeze.ts";
import { makeTestFolder } from "../support/folder.ts";
import { freezeShop, SHA, seedException, seedFreeze, TOKEN } from "../web/freeze-seed.ts";
import { type PagesServer, startPages } from "../web/pages-server.ts";
import { answering, listening } from "./impostor.ts";

const SCRIPT = fileURLToPath(new URL("../../ci/check-freeze.sh", import.meta.url));
/** Nothing listens on it. */
const DEAD = "http://127.0.0.1:9";
const DAY = 86_400;
/** Where curl and openssl are, on whatever machine. */
const PROGRAMS = "/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin";

type Told = { readonly code: number; readonly out: string; readonly err: string };
type Asked = { readonly url: string; readonly keep: string; readonly token?: string };

function check({ url, keep, token = TOKEN }: Asked, ...options: readonly string[]): Promise<Told> {
  const env = { PATH: PROGRAMS, MUSTER_FREEZE_TOKEN: token };
  const always = ["--url", url, "--repo", "shop/web", "--keep", keep, "--tries", "1"];
  return new Promise((resolve) => {
    execFile("sh", [SCRIPT, ...always, ...options], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

const start = () => startPages({ shop: freezeShop(), clock: systemClock() });

type Stage = { readonly server: PagesServer; readonly keep: string };

/** A Muster that holds what is said, and the answer about it kept. */
async function withKept(
  { server, keep }: Stage,
  change: Partial<Freeze> | null,
  ...options: readonly string[]
): Promise<Told> {
  if (change) await seedFreeze(server.bench, change);
  return await check({ url: server.url, keep }, "--ref", "main", ...options);
}

const away = (keep: string, ...options: readonly string[]) =>
  check({ url: DEAD, keep }, "--ref", "main", ...options);

async function keptFile(keep: string): Promise<string> {
  const [name = ""] = await readdir(keep);
  return join(keep, name);
}

/** As Muster would have answered that long ago: dates moved, and signed anew by whoever has the token. */
async function age(keep: string, seconds: number, token = TOKEN): Promise<void> {
  const file = await keptFile(keep);
  const text = (await readFile(file, "utf8"))
    .replace(/^signature .*\n/m, "")
    .replace(/^as_of (\d+)/m, (_, at: string) => `as_of ${Number(at) - seconds}`);
  const signature = createHmac("sha256", token).update(text).digest("hex");
  await writeFile(file, `${text}signature sha256=${signature}\n`);
}

test("an open repository goes on and a frozen one stops, whatever the policy", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const keep = folder.path;
  const open = await withKept({ server, keep }, null, "--unreachable", "closed");
  assert.deepEqual([open.code, open.out.split("\n")[0]], [0, "open"]);
  const frozen = await withKept({ server, keep }, {}, "--unreachable", "open");
  assert.equal(frozen.code, 1);
  assert.match(frozen.out, /^frozen until \d{4}-.*Z\n/);
  // That it cannot be kept changes nothing.
  const unkept = await withKept({ server, keep: SCRIPT }, null);
  assert.deepEqual([unkept.code, /could not be kept/.test(unkept.err)], [1, true]);
  assert.ok(!frozen.out.includes("signature"));
});

test("a commit with an exception goes on", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const stage = { server, keep: folder.path };
  await seedException(server.bench);
  assert.equal((await withKept(stage, {}, "--sha", SHA)).code, 0);
  assert.equal((await withKept(stage, null, "--sha", "f".repeat(40))).code, 1);
});

test("a question that Muster refuses is never taken for an outage", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const at = { url: server.url, keep: folder.path };
  const wrong = await check({ ...at, token: "wrong" }, "--unreachable", "open");
  assert.equal(wrong.code, 4);
  assert.match(wrong.err, /the token is refused \(401\): Send one of the tokens/);
  const misspelt = await check(at, "--repo", "shop/weeb", "--unreachable", "open");
  assert.equal(misspelt.code, 2);
  assert.match(misspelt.err, /Did you mean shop\/web\?/);
});

test("with Muster away the stated policy decides, and nothing kept is open except where it says closed", async () => {
  await using folder = await makeTestFolder();
  const code = async (policy: string) => (await away(folder.path, "--unreachable", policy)).code;
  assert.deepEqual([await code("open"), await code("closed")], [0, 3]);
  const { code: usual, err } = await away(folder.path);
  assert.equal(usual, 0);
  assert.match(err, /cannot be asked \(.*\)\n.*no answer about shop\/web main was kept/);
});

test("with Muster away a kept freeze stops, also one that began since", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const stage = { server, keep: folder.path };
  await withKept(stage, {});
  const told = await away(folder.path);
  assert.equal(told.code, 3);
  assert.match(told.err, /as of \d{4}-.*\n.*by the last answer FRZ-1 Black Friday covers now/);
  const tag = await away(folder.path, "--ref", "refs/tags/v9");
  assert.deepEqual([tag.code, /the last answer about main is/.test(tag.err)], [3, true]);
  assert.equal((await away(folder.path, "--repo", "shop/checkout")).code, 0);
  await using second = await makeTestFolder();
  const soon = new Date(Date.now() + 1500).toISOString();
  await using other = await start();
  const asked = await withKept(
    { server: other, keep: second.path },
    { state: "scheduled", startsAt: soon },
  );
  assert.equal(asked.code, 0);
  await systemClock().sleepUntil(new Date(soon), AbortSignal.timeout(10_000));
  assert.equal((await away(second.path)).code, 3);
});

test("with Muster away a kept answer that knows no freeze for now goes on", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const tomorrow = new Date(Date.now() + DAY * 1000).toISOString();
  await withKept({ server, keep: folder.path }, { state: "scheduled", startsAt: tomorrow });
  const { code, err } = await away(folder.path);
  assert.equal(code, 0);
  assert.match(err, /by the last answer no freeze covers now/);
});

test("a planned window is believed however old the answer is, an open end for its time only", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await withKept({ server, keep: folder.path }, {});
  await age(folder.path, 30 * DAY);
  assert.equal((await away(folder.path)).code, 3);
  await using second = await makeTestFolder();
  await using other = await start();
  await withKept({ server: other, keep: second.path }, { endsAt: null });
  assert.equal((await away(second.path)).code, 3);
  await age(second.path, 2 * DAY);
  assert.equal((await away(second.path)).code, 0);
  assert.equal((await away(second.path, "--max-age", String(7 * DAY))).code, 3);
});

test("a freeze that waits to be let go is believed past its end", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const past = new Date(Date.now() - 60_000).toISOString();
  const lift = { mode: "ask", earlyNeed: 1, extendNeed: 1 } as const;
  const told = await withKept({ server, keep: folder.path }, { endsAt: past, lift });
  assert.deepEqual([told.code, told.out.split("\n")[0]], [1, "frozen until it is lifted"]);
  assert.equal((await away(folder.path)).code, 3);
});

test("an exception that was granted holds with Muster away, for its commit alone", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await seedException(server.bench);
  await withKept({ server, keep: folder.path }, {}, "--sha", SHA);
  assert.equal((await away(folder.path, "--sha", SHA)).code, 0);
  assert.equal((await away(folder.path, "--sha", "f".repeat(40))).code, 3);
  assert.equal((await away(folder.path)).code, 3);
});

test("a kept answer that was changed, or that another token signed, stops", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await withKept({ server, keep: folder.path }, {});
  const file = await keptFile(folder.path);
  const genuine = await readFile(file, "utf8");
  for (const forged of [
    genuine.replace(/^window .*\n/m, ""),
    genuine.replace(/^frozen until.*/, "open"),
    genuine.replace(/^signature .*\n/m, ""),
    "open\n",
    "",
  ]) {
    await writeFile(file, forged);
    const { code, err } = await away(folder.path);
    assert.equal(code, 4, forged);
    assert.match(err, /was changed, or was signed with another token/);
  }
  await writeFile(file, genuine);
  await age(folder.path, 60, "another-token");
  assert.equal((await away(folder.path)).code, 4);
  const unsigned = await check({ url: DEAD, keep: folder.path, token: "" }, "--ref", "main");
  assert.equal(unsigned.code, 4);
  assert.match(unsigned.err, /without MUSTER_FREEZE_TOKEN it cannot be verified/);
});

test("an answer about another branch or repository is not taken for one about this", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await withKept({ server, keep: folder.path }, null);
  const kept = await readFile(await keptFile(folder.path), "utf8");
  await using replayed = await answering(200, kept);
  const told = await check({ url: replayed.url, keep: folder.path }, "--ref", "release/1");
  assert.equal(told.code, 0);
  assert.match(told.err, /it answered another question/);
});

test("a signature that does not verify, and a refused token, stop whatever the policy says of outages", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await using nothing = await makeTestFolder();
  await withKept({ server, keep: folder.path }, null);
  const genuine = await readFile(await keptFile(folder.path), "utf8");
  for (const [status, body] of [
    [200, genuine.replace(/^signature .*/m, `signature sha256=${"0".repeat(64)}`)],
    [200, genuine.replace(/^signature .*\n/m, "")],
    [401, "corporate proxy"],
  ] as const) {
    await using other = await answering(status, body);
    const at = { url: other.url, keep: nothing.path };
    const { code, err } = await check(at, "--ref", "main", "--unreachable", "open");
    assert.equal(code, 4, body);
    assert.match(err, /does not verify with MUSTER_FREEZE_TOKEN|the token is refused \(401\)/);
    assert.doesNotMatch(err, /cannot be asked/);
  }
  assert.deepEqual(await readdir(nothing.path), []);
});

test("whatever stands before Muster and answers in its place is an outage", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await withKept({ server, keep: folder.path }, {});
  for (const [status, body] of [
    [200, "<html>log in first</html>"],
    [200, "open\n"],
    [200, `open\nrepository shop/web\nref main\nas_of 1 -\nsignature sha256=0123`],
    [404, "no backend"],
    [403, "<html>blocked</html>"],
    [429, "slow down"],
    [500, "unknown\nerror a bug\n"],
    [302, ""],
    [502, "bad gateway"],
  ] as const) {
    await using impostor = await answering(status, body);
    const at = { url: impostor.url, keep: folder.path };
    const told = await check(at, "--ref", "main", "--timeout", "1");
    assert.equal(told.code, 3, `${status} ${body}`);
    assert.match(told.err, /Muster cannot be asked/);
  }
});

test("a copy of a genuine answer that something between kept is not taken for a fresh one", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  await withKept({ server, keep: folder.path }, null);
  await age(folder.path, 3600);
  await using stale = await answering(200, await readFile(await keptFile(folder.path), "utf8"));
  const at = { url: stale.url, keep: folder.path };
  const told = await check(at, "--ref", "main", "--unreachable", "closed");
  assert.equal(told.code, 3);
  assert.match(told.err, /the answer is 3\d\d\d s old/);
  await using second = await makeTestFolder();
  const goesOn = await check({ url: stale.url, keep: second.path }, "--ref", "main");
  assert.equal(goesOn.code, 0);
  assert.match(goesOn.err, /the last answer is 3\d\d\d s old.*\n.*no freeze covers now/);
});

test("a clock that is slow does not open what was frozen when Muster answered", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  const startsAt = new Date(Date.now() + DAY * 1000).toISOString();
  const endsAt = new Date(Date.now() + 2 * DAY * 1000).toISOString();
  await withKept({ server, keep: folder.path }, { state: "scheduled", startsAt, endsAt });
  assert.equal((await away(folder.path)).code, 0);
  await age(folder.path, -1.5 * DAY);
  assert.equal((await away(folder.path)).code, 3);
});

test("one lost answer is no outage: it is asked again", async () => {
  await using server = await start();
  await using folder = await makeTestFolder();
  let asked = 0;
  const flaky = createServer(async (request, response) => {
    asked += 1;
    if (asked === 1) {
      response.writeHead(503).end("starting");
      return;
    }
    const { authorization = "", accept = "" } = request.headers;
    const answer = await fetch(`${server.url}${request.url}`, {
      headers: { authorization, accept },
    });
    response.writeHead(answer.status).end(await answer.text());
  });
  await using peer = await listening(flaky);
  const told = await check({ url: peer.url, keep: folder.path }, "--ref", "main", "--tries", "2");
  assert.deepEqual([told.code, told.out.split("\n")[0], asked], [0, "open", 2]);
});

test("what is wrongly called says what to write", async () => {
  const folder = "/nonexistent";
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["--unreachable", "maybe"], /write closed-in-campaign, open or closed/],
    [["--max-age", "1h"], /"1h": .*whole seconds/],
    [["--tries", ""], /"": .*a number from 1/],
    [["--reff", "main"], /there is no option --reff/],
    [["--ref"], /--ref wants a value/],
  ];
  for (const [options, message] of cases) {
    const { code, err } = await check({ url: DEAD, keep: folder }, ...options);
    assert.equal(code, 2);
    assert.match(err, message);
  }
  const help = await check({ url: DEAD, keep: folder }, "--help");
  assert.deepEqual([help.code, /exit status:/.test(help.out)], [0, true]);
});
