// GET /api/freeze: who may ask, what is answered in both forms, and how a wrong question is told.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { test } from "node:test";
import { insertFreezeEvent } from "../../src/storage/freezes.ts";
import {
  freezeShop,
  REASON,
  SHA,
  seedException,
  seedFreeze,
  seedRepository,
  TOKEN,
} from "./freeze-seed.ts";
import { type PagesServer, startPages } from "./pages-server.ts";

const bearer = { authorization: `Bearer ${TOKEN}` };
const start = (tokens?: readonly string[]) => startPages({ shop: freezeShop(tokens) });

async function ask(
  { url }: PagesServer,
  query: string,
  init: { headers?: Record<string, string>; method?: string } = {},
) {
  const answer = await fetch(`${url}/api/freeze?${query}`, { headers: bearer, ...init });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

const json = async (server: PagesServer, query: string) =>
  JSON.parse((await ask(server, query)).text) as Record<string, unknown>;

const plain = async (server: PagesServer, query: string) =>
  await ask(server, query, { headers: { ...bearer, accept: "text/plain" } });

const hmac = (text: string) => `sha256=${createHmac("sha256", TOKEN).update(text).digest("hex")}`;

test("a repository that nothing holds is open", async () => {
  await using server = await start();
  const { text, status } = await plain(server, "repo=shop/web&ref=main");
  assert.equal(status, 200);
  assert.equal(text.split("\n")[0], "open");
  const answer = await json(server, "repo=shop/web");
  assert.deepEqual([answer["frozen"], answer["may_pass"], answer["until"]], [false, true, null]);
});

test("a held repository is frozen until the latest end, and GitHub's part is told as it is", async () => {
  await using server = await start();
  const freeze = await seedFreeze(server.bench);
  const before = await json(server, "repo=shop/web&ref=main");
  assert.deepEqual(
    [before["frozen"], before["enforced"], before["state"]],
    [true, false, "unknown"],
  );
  await seedRepository(server.bench);
  const answer = await json(server, "repo=shop/web&ref=main");
  assert.deepEqual(answer["freezes"], [
    { number: freeze.number, title: "Black Friday", from: freeze.startsAt, until: freeze.endsAt },
  ]);
  assert.deepEqual(
    ["frozen", "may_pass", "enforced", "mode", "state", "until"].map((key) => answer[key]),
    [true, false, true, "app_check", "frozen", freeze.endsAt],
  );
});

test("the reason of a freeze is in no answer", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  for (const form of ["json", "plain"]) {
    const { text } = await ask(server, `repo=shop/web&format=${form}`);
    assert.ok(text.includes("Black Friday") && !text.includes(REASON), text);
  }
});

test("the plain form says on its first line what a shell needs, and 423 to those who ask for it", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  const frozen = await plain(server, "repo=shop/web&ref=main");
  assert.equal(frozen.status, 200);
  assert.match(frozen.text, /^frozen until 2026-11-29T18:00:00Z\nrepository shop\/web\nref main\n/);
  assert.equal((await plain(server, "repo=shop/web&ref=main&fail=1")).status, 423);
  assert.equal((await plain(server, "repo=shop/checkout&fail=1")).status, 200);
});

test("a freeze of an incident has no end to name", async () => {
  await using server = await start();
  await seedFreeze(server.bench, { endsAt: null });
  const { text } = await plain(server, "repo=shop/web");
  assert.match(text, /^frozen until it is lifted\n/);
  assert.match(text, /^window FRZ-1 \d+ - auto Black Friday$/m);
});

test("only the branches of the freeze are frozen", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  await seedRepository(server.bench);
  const first = async (ref: string) =>
    (await plain(server, `repo=shop/web&ref=${ref}`)).text.split(" ")[0]?.split("\n")[0];
  assert.deepEqual(
    [await first("main"), await first("refs/heads/release/1.2"), await first("feature/x")],
    ["frozen", "frozen", "open"],
  );
});

test("a commit with an exception may pass until that expires, and no other commit may", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  await seedException(server.bench);
  for (const query of [`ref=main&sha=${SHA}`, `ref=${SHA}`, `sha=${SHA.toUpperCase()}`]) {
    const { text, status } = await plain(server, `repo=shop/web&fail=1&${query}`);
    assert.equal(status, 200);
    assert.match(text, new RegExp(`^open\\n.*^exception EXC-1 ${SHA} \\d+$`, "ms"));
  }
  const other = `repo=shop/web&ref=main&sha=${"f".repeat(40)}&fail=1`;
  assert.equal((await plain(server, other)).status, 423);
  const { exception } = await json(server, `repo=shop/web&ref=main&sha=${SHA}`);
  assert.deepEqual(exception, {
    ...{ number: 1, pull: 7, sha: SHA, expires_at: "2026-11-27T19:00:00.000Z" },
  });
  await server.bench.clock.forward(3_600_000);
  assert.equal((await plain(server, `repo=shop/web&ref=main&sha=${SHA}&fail=1`)).status, 423);
});

test("what an exception has merged may be deployed, by the commit that the merge made", async () => {
  await using server = await start();
  const { ctx } = server.bench;
  await seedFreeze(server.bench);
  const merged = async (exception: number | null, mergeSha: string) =>
    await insertFreezeEvent(ctx.db, {
      ...{ id: randomUUID(), at: ctx.clock.now(), actor: { type: "muster", via: "job" } },
      ...{ freezeId: null, exceptionId: null, repository: "shop/web", key: mergeSha },
      ...{ what: "pull.merged", detail: { pull: 7, headSha: SHA, mergeSha, exception } },
    });
  await merged(4, "a".repeat(40));
  await merged(null, "b".repeat(40));
  const { exception, may_pass: mayPass } = await json(
    server,
    `repo=shop/web&ref=main&sha=${"A".repeat(40)}`,
  );
  assert.deepEqual(
    [mayPass, exception],
    [true, { number: 4, pull: 7, sha: "a".repeat(40), expires_at: null }],
  );
  for (const other of [`sha=${"b".repeat(40)}`, `ref=${"c".repeat(40)}`, "ref=main"]) {
    assert.equal((await plain(server, `repo=shop/web&fail=1&${other}`)).status, 423, other);
  }
});

test("what is coming is told as windows, so that a kept copy can be judged by", async () => {
  await using server = await start();
  const at = (hours: number) => new Date(Date.parse("2026-11-28T00:00:00Z") + hours * 3_600_000);
  await seedFreeze(server.bench, {
    ...{ state: "scheduled", startsAt: at(0).toISOString(), endsAt: at(24).toISOString() },
    title: "Evil\nsignature sha256=00",
  });
  const { text } = await plain(server, "repo=shop/web&ref=main");
  const seconds = at(0).getTime() / 1000;
  assert.match(
    text,
    new RegExp(`^window FRZ-1 ${seconds} ${seconds + 86_400} auto Evil signature sha256=00$`, "m"),
  );
  assert.equal(text.match(/^signature /gm)?.length, 1);
  assert.equal(text.split("\n")[0], "open");
});

test("both forms are signed by the caller's token, in the header and in themselves", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  const told = await plain(server, "repo=shop/web");
  assert.equal(told.headers.get("x-muster-signature"), hmac(told.text));
  const [, statement = "", signature] = /^(.*\n)signature (.*)\n$/s.exec(told.text) ?? [];
  assert.equal(signature, hmac(statement));
  const answer = await ask(server, "repo=shop/web");
  assert.equal(answer.headers.get("x-muster-signature"), hmac(answer.text));
  const { signed } = JSON.parse(answer.text);
  assert.equal(signed.statement, statement);
  assert.equal(signed.signature, hmac(statement));
});

test("any of two tokens opens, and nothing else does", async () => {
  await using server = await start(["old-token", TOKEN]);
  const as = async (authorization?: string) =>
    (await ask(server, "repo=shop/web", { headers: authorization ? { authorization } : {} }))
      .status;
  assert.deepEqual([await as("Bearer old-token"), await as(`bearer ${TOKEN}`)], [200, 200]);
  assert.deepEqual(
    [await as(), await as("Bearer wrong"), await as("Basic b2xkLXRva2Vu"), await as("Bearer ")],
    [401, 401, 401, 401],
  );
  const inAddress = await ask(server, `repo=shop/web&token=${TOKEN}`, { headers: {} });
  assert.equal(inAddress.status, 401);
  assert.match(inAddress.headers.get("www-authenticate") ?? "", /^Bearer/);
});

test("without a token configured this machine is answered, unsigned, and nobody else", async () => {
  await using server = await start([]);
  const here = await ask(server, "repo=shop/web", { headers: {} });
  assert.equal(here.status, 200);
  assert.equal(JSON.parse(here.text).signed, null);
  assert.equal(here.headers.get("x-muster-signature"), null);
  const proxied = await ask(server, "repo=shop/web", { headers: { "x-forwarded-for": "9.9.9.9" } });
  assert.equal(proxied.status, 403);
  assert.match(proxied.text, /freeze\.token in muster\.yml/);
});

test("a wrong question names the parameter and what to write instead", async () => {
  await using server = await start();
  const cases: readonly (readonly [string, number, string, RegExp])[] = [
    ["", 400, "repo", /repo is missing\. Write repo=owner\/name\./],
    ["repository=shop/web", 400, "repository", /no parameter "repository"/],
    ["repo=shop/web&reff=main", 400, "reff", /Did you mean ref\?/],
    ["repo=shop", 400, "repo", /repo is "shop"\. Write it as owner\/name\./],
    ["repo=shop/web&repo=shop/x", 400, "repo", /more than once/],
    ["repo=shop/web&ref=a%0Ab", 400, "ref", /Write the name of a branch or tag/],
    ["repo=shop/web&sha=abc", 400, "sha", /40 hex digits/],
    ["repo=shop/web&format=xml", 400, "format", /Write json or plain/],
    ["repo=shop/web&fail=yes", 400, "fail", /Write 0 or 1/],
    ["repo=shop/weeb", 404, "repo", /Did you mean shop\/web\?/],
    ["repo=other/thing", 404, "repo", /Add it there\./],
  ];
  for (const [query, status, parameter, message] of cases) {
    const answer = await ask(server, query);
    assert.equal(answer.status, status, query);
    const body = JSON.parse(answer.text);
    assert.equal(body.parameter, parameter, query);
    assert.match(body.error, message, query);
  }
  const told = await plain(server, "repo=shop/weeb");
  assert.match(told.text, /^unknown\nerror .*Did you mean shop\/web\?\n$/);
});

test("names of repositories are found in whatever case they are written", async () => {
  await using server = await start();
  assert.equal((await json(server, "repo=Shop/WEB"))["repository"], "shop/web");
});

test("HEAD says the same with no body, and nothing between may keep an answer", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  const head = await ask(server, "repo=shop/web&fail=1", { method: "HEAD", headers: bearer });
  assert.deepEqual([head.status, head.text], [423, ""]);
  assert.equal(head.headers.get("cache-control"), "no-store");
});

test("while the database cannot be asked, the answer is unknown and never open", async () => {
  await using server = await start();
  await server.bench.database[Symbol.asyncDispose]();
  const { status, text } = await plain(server, "repo=shop/web");
  assert.equal(status, 503);
  assert.match(text, /^unknown\nerror Muster cannot tell now\./);
});
