// The pages about freezes: what is declared, what GitHub was really brought to, and what happened meanwhile.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { insertFreezeEvent } from "../../src/storage/freezes.ts";
import { savePerson } from "../../src/storage/people.ts";
import { freezeShop, REASON, seedException, seedFreeze, seedRepository } from "./freeze-seed.ts";
import { HOSTILE, type PagesServer, startPages } from "./pages-server.ts";

const start = () => startPages({ shop: freezeShop() });

async function read({ url }: PagesServer, path: string) {
  const answer = await fetch(url + path);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

const bea = {
  ...{ user: "U0BEA", teamId: "T0", handle: "bea", name: "Bea Wilk", email: null },
  ...{ zone: "UTC", isMember: true, refusal: null, fetchedAt: new Date(0) },
};

const both = { repositories: ["shop/checkout", "shop/web"] };
const scope = { services: [], branches: ["~DEFAULT_BRANCH"], tags: ["refs/tags/v*"], deploys: [] };

test("an installation without freezes says so, and shows every repository as open", async () => {
  await using server = await start();
  const { text } = await read(server, "/freezes");
  assert.match(text, /No code freeze is declared\./);
  assert.match(text, /<td class="narrow">shop\/checkout<\/td>\s*<td><span class="pill ">open</);
  assert.match(text, /<a href="\/freezes" aria-current="page">Code freezes<\/a>/);
});

test("a freeze is called active only once every repository was read back as held", async () => {
  await using server = await start();
  await seedFreeze(server.bench, { state: "scheduled", scope: { ...scope, ...both } });
  await seedRepository(server.bench);
  const partly = (await read(server, "/freezes")).text;
  assert.match(partly, /pill bad">partially active: 1 of 2 repositories held, 1 unknown</);
  await seedRepository(server.bench, { repository: "shop/checkout" });
  const whole = (await read(server, "/freezes")).text;
  assert.match(whole, /pill good">active: 2 of 2 repositories held</);
  await seedRepository(server.bench, { repository: "shop/checkout", state: "drifted" });
  const drifted = (await read(server, "/freezes")).text;
  assert.match(drifted, /pill bad">partially active: 1 of 2 repositories held, 1 changed by hand</);
});

test("what cannot be enforced is never called held", async () => {
  await using server = await start();
  await seedFreeze(server.bench);
  await seedRepository(server.bench, { state: "unenforced", mode: "advisory" });
  const { text } = await read(server, "/freezes/1");
  assert.match(text, /announced, not enforced/);
  assert.match(text, /advisory: GitHub refuses rules there/);
  assert.doesNotMatch(text, /pill good/);
});

test("a freeze's page has its window in its zone, why, who decided, what it holds and its exceptions", async () => {
  await using server = await start();
  const { ctx } = server.bench;
  await savePerson(ctx.db, bea);
  const at = ctx.clock.now().toISOString();
  const by = { id: "U0OLA", name: "Ola" };
  const ballot = {
    ...{ need: 1, from: [], exclude: ["U0BEA"], eligible: ["U0OLA"], askedAt: at, decidedAt: at },
    ...({ state: "granted", votes: [{ by, at, vote: "approve", note: "go" }] } as const),
  };
  await seedFreeze(server.bench, {
    title: HOSTILE,
    scope: { ...scope, ...both },
    decided: [
      {
        ...{ id: randomUUID(), reason: REASON, ballot },
        change: { kind: "declare" },
        by: { type: "person", user: "U0BEA", via: "modal" },
      },
    ],
  });
  await seedRepository(server.bench, { error: `422: ${HOSTILE}` });
  await seedException(server.bench, { title: HOSTILE, url: "javascript:alert(1)" });
  const { text, status } = await read(server, "/freezes/FRZ-1");
  assert.equal(status, 200);
  assert.doesNotMatch(text, /<script|javascript:|\son\w+=/);
  for (const part of [
    /2026-11-27 18:00 CET \(17:00 UTC\) to 2026-11-29 19:00 CET \(18:00 UTC\) in Europe\/Warsaw/,
    /<dt>Reason<\/dt><dd>the board wants calm<\/dd>/,
    /branches the default branch; tags v\*/,
    /<dt>Declared by<\/dt><dd>Bea Wilk,/,
    /Declaration: 1 of 1, granted/,
    /Ola: approved \(go\)/,
    /EXC-1<\/td>\s*<td>shop\/web#7 &lt;script&gt;/,
    /1 of 2<br><span class="soft">Bea Wilk: approved/,
    /422: &lt;script&gt;/,
  ]) {
    assert.match(text, part);
  }
});

test("everything that happened stands in order, and what passed the freeze is counted", async () => {
  await using server = await start();
  const { ctx } = server.bench;
  const { id } = await seedFreeze(server.bench);
  await seedRepository(server.bench);
  const base = { exceptionId: null, key: null, actor: { type: "muster", via: "job" } } as const;
  const event = async (minutes: number, what: string, detail: Record<string, unknown> = {}) => {
    const ofFreeze = what.startsWith("freeze.");
    await insertFreezeEvent(ctx.db, {
      ...{ ...base, id: randomUUID(), what, detail },
      at: new Date(ctx.clock.now().getTime() + (minutes - 60) * 60_000),
      freezeId: ofFreeze ? id : null,
      repository: ofFreeze ? null : "shop/web",
    });
  };
  await event(2, "repository.frozen", { mode: "app_check" });
  await event(3, "freeze.active");
  const url = "https://github.com/shop/web/pull/7";
  await event(20, "pull.merged", { pull: 7, url, mergedBy: "bea-dev", exception: 4 });
  await event(25, "pull.merged", { pull: 8, mergedBy: "root", exception: null });
  await event(30, "rule.bypassed", { login: "root", nested: { secret: 1 } });
  const { text } = await read(server, "/freezes/1");
  assert.match(
    text,
    /What passed it so far<\/h2>\s*<ul class="plain"><li>Merged while it held: 2<\/li><li>of these without an exception: 1<\/li><li>Rule bypassed: 1/,
  );
  const told = [...text.matchAll(/<li class="[^"]*" id="[^"]*">.*?<p>(.*?)<\/p>/gs)];
  assert.deepEqual(
    told.map(([, line = ""]) => line.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ")),
    [
      "read back as held shop/web required check of the GitHub App",
      "active: everything was read back as held",
      "merged shop/web #7, by: bea-dev, EXC-4",
      "merged without an exception shop/web #8, by: root",
      "rule bypassed shop/web by: root",
    ],
  );
  assert.match(text, /<li class="bad" id="[^"]*">(?:(?!<\/li>).)*merged without an exception/s);
  assert.match(text, /<th scope="col">Held from<\/th>/);
});

test("a freeze that nobody declared is not found, and the pages stand behind the door", async () => {
  await using server = await start();
  const missing = await read(server, "/freezes/9");
  assert.equal(missing.status, 404);
  assert.match(missing.text, /There is no code freeze 9\./);
  await using closed = await startPages({ access: { password: "p", isLocal: true } });
  assert.equal((await read(closed, "/freezes")).status, 401);
  assert.equal((await read(closed, "/freezes/1")).status, 401);
});
