// The public status page and its feed: open to everybody, harmless whatever was written, honest where nothing was.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { ComponentState } from "../../src/domain/runbook/state/step-state.ts";
import { listRuns } from "../../src/storage/runs.ts";
import { insertStatusText } from "../../src/storage/status-texts.ts";
import { HOSTILE, type PagesServer, seedIncident, startPages } from "./pages-server.ts";

async function read({ url }: PagesServer, path: string) {
  const answer = await fetch(url + path, { redirect: "manual" });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

type Said = { readonly component: string; readonly state: ComponentState; readonly text: string };

async function publish({ bench }: PagesServer, ...said: readonly Said[]): Promise<void> {
  const incident = await seedIncident(bench, "Secret title of an incident");
  const [run] = await listRuns(bench.ctx.db, incident.id);
  assert.ok(run);
  for (const each of said) {
    await bench.clock.forward(60_000);
    const about = { incidentId: incident.id, runId: run.id };
    const at = bench.clock.now();
    await insertStatusText(bench.ctx.db, { ...each, ...about, id: randomUUID(), at });
  }
}

const SLOW = { component: "checkout", state: "degraded", text: "Card payments are slow." } as const;
const FINE = { component: "checkout", state: "operational", text: "All is well again." } as const;

test("a status page on which nothing was ever said does not claim that all is well", async () => {
  await using server = await startPages();
  const page = await read(server, "/status");
  assert.equal(page.status, 200);
  assert.match(page.text, /Nothing has been reported\./);
  assert.doesNotMatch(page.text, /operational|works/);
  assert.match((await read(server, "/status/feed.xml")).text, /<updated>1970-01-01/);
});

test("the status page shows each component's latest state, and everything that was said", async () => {
  await using server = await startPages();
  const search = { component: "search", state: "major_outage", text: "Search is out." } as const;
  await publish(server, SLOW, FINE, search);
  const { text } = await read(server, "/status");
  const [table = "", history = ""] = text.split("<h2>");
  assert.match(table, /<th scope="row">Checkout<\/th><td><span class="pill good">operational/);
  assert.match(table, /<th scope="row">search<\/th><td><span class="pill bad">out/);
  assert.doesNotMatch(table, /Card payments are slow/);
  assert.match(table, /Something is out\./);
  assert.match(history, /Search is out\.[\s\S]*All is well again\.[\s\S]*Card payments are slow\./);
});

test("the status page is open to everybody, and tells nothing of the incident behind it", async () => {
  await using server = await startPages({ access: { password: "s3cret", isLocal: false } });
  await publish(server, SLOW);
  for (const path of ["/status", "/status/", "/status/feed.xml"]) {
    const { status, text } = await read(server, path);
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /Secret title|INC-1|\/incidents/);
  }
  assert.equal((await read(server, "/incidents")).status, 401);
});

test("what people write cannot become markup on the page or in the feed", async () => {
  await using server = await startPages();
  await publish(server, { ...SLOW, text: `${HOSTILE} ]]> </content> \u0001` });
  const page = await read(server, "/status");
  assert.doesNotMatch(page.text, /<script/);
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  const feed = await read(server, "/status/feed.xml");
  assert.match(feed.headers.get("content-type") ?? "", /^application\/atom\+xml/);
  assert.doesNotMatch(feed.text, /<script/);
  assert.ok(!feed.text.includes("\u0001"));
  assert.match(feed.text, /&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &quot;quotes&quot;/);
  assert.equal(feed.text.match(/<entry>/g)?.length, 1);
  assert.match(
    feed.text,
    /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/,
  );
});
