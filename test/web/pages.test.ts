import assert from "node:assert/strict";
import { test } from "node:test";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { openIncident } from "../../src/operations/open-incident.ts";
import { findDelivery } from "../../src/storage/deliveries.ts";
import {
  HOSTILE,
  type PagesServer,
  seedDeadLetter,
  seedIncident,
  startPages,
} from "./pages-server.ts";

async function read({ url }: PagesServer, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url + path, { headers, redirect: "manual" });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

/** No markup of ours is written by anybody else, and nothing of a page runs. */
function assertHarmless(text: string): void {
  assert.doesNotMatch(text, /<script|javascript:|\son\w+=/);
}

test("an installation without incidents says so on every page", async () => {
  await using server = await startPages();
  assert.match((await read(server, "/")).text, /No incident is open\./);
  assert.match((await read(server, "/incidents")).text, /No other incident\./);
  assert.match(
    (await read(server, "/dead-letters")).text,
    /Everything that came in was understood\./,
  );
});

test("the start page shows what is open, who is on call and what needs a look", async () => {
  await using server = await startPages();
  await seedIncident(server.bench);
  await seedDeadLetter(server.bench);
  const { text, headers } = await read(server, "/");
  assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.equal(headers.get("cache-control"), "no-store");
  assert.match(text, /<a href="\/incidents\/1">INC-1<\/a>/);
  assert.match(text, /<dt>Payments<\/dt><dd>Anna Nowak, Piotr Lis<\/dd>/);
  assert.match(text, /1 delivery was not understood/);
  assert.match(text, /1 message or call given up/);
  assertHarmless(text);
});

test("the page of planned work calls it by its own name, and shows nothing that is wrong", async () => {
  await using server = await startPages();
  const { ctx } = server.bench;
  const opened = await openIncident(ctx, { title: "Move house", priority: "P4", isPlanned: true });
  assert.ok(opened.ok);
  await changeIncident(ctx, opened.incident.id, { kind: "resolve", summary: "Moved." });
  const { text } = await read(server, "/incidents/PLAN-1");
  assert.match(text, /<h1>PLAN-1 · Move house<\/h1>/);
  assert.match(text, /Finished/);
  const [head = ""] = text.split("Timeline</h2>");
  assert.doesNotMatch(head, /INC-1|P4|Resolved|\/post-mortem/);
});

test("an incident's page has its state, alerts, run, timeline and what was sent for it", async () => {
  await using server = await startPages();
  await seedIncident(server.bench);
  const { status, text } = await read(server, "/incidents/1");
  assert.equal(status, 200);
  assertHarmless(text);
  assert.ok(text.includes("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"));
  for (const part of [
    /<dt>Lead<\/dt><dd>Piotr Lis<\/dd>/,
    /<dt>Acknowledged<\/dt><dd>Anna Nowak, <time datetime="2026-11-27T18:01:00\.000Z">27 Nov 19:01:00<\/time>/,
    /10\.2 against 90\.5/,
    /<a href="https:\/\/prom\.example\/graph\?g0\.expr=x" rel="noopener noreferrer nofollow">source<\/a> <span class="soft">prom\.example/,
    /Run 1: fallback-payment-gateway/,
    /<code>PUT \/v1\/routes\/stripe on routing-admin<\/code>, answered 200/,
    /Acknowledged after 1 min/,
    /Piotr Lis leads now/,
    /<b>100 % to payu &amp; paypal<\/b>/,
    /Raise the limit/,
    /restricted_action: ask an admin/,
  ]) {
    assert.match(text, part);
  }
});

test("an incident is found by its number with or without INC-, and by nothing else", async () => {
  await using server = await startPages();
  await seedIncident(server.bench);
  assert.equal((await read(server, "/incidents/INC-1")).status, 200);
  for (const path of ["/incidents/2", "/incidents/x", "/incidents/1e9", "/incidents/99999999999"]) {
    assert.equal((await read(server, path)).status, 404, path);
  }
  assert.equal((await read(server, "/incidents/2/post-mortem.md")).status, 404);
});

test("the post-mortem is a page without scripts and a file to take along", async () => {
  await using server = await startPages();
  await seedIncident(server.bench);
  const page = await read(server, "/incidents/1/post-mortem");
  assert.match(page.text, /<strong>bold<\/strong>/);
  assert.doesNotMatch(page.text, /<script|href="javascript/);
  const file = await read(server, "/incidents/1/post-mortem.md");
  assert.equal(file.headers.get("content-type"), "text/markdown; charset=utf-8");
  assert.equal(
    file.headers.get("content-disposition"),
    'attachment; filename="inc-1-post-mortem.md"',
  );
  assert.ok(file.text.includes(HOSTILE));
});

test("a dead letter is shown without its secrets, and read again at the press of a button", async () => {
  await using server = await startPages();
  const id = await seedDeadLetter(server.bench);
  const { text } = await read(server, "/dead-letters");
  assertHarmless(text);
  assert.doesNotMatch(text, /hunter2/);
  assert.match(text, /The body is not Grafana&#39;s\./);
  const action = /action="([^"]+)"/.exec(text)?.[1] ?? "";
  assert.equal(action, `/dead-letters/${id}/replay`);

  const press = () =>
    fetch(server.url + action, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: server.url },
      redirect: "manual",
    });
  const pressed = await press();
  assert.equal(pressed.status, 303);
  assert.equal(pressed.headers.get("location"), "/dead-letters?replayed=1");
  assert.equal((await findDelivery(server.bench.ctx.db, id))?.state, "received");
  assert.equal((await press()).status, 409);
  assert.match((await read(server, "/dead-letters?replayed=1")).text, /is being read again/);
});

test("a form of another site replays nothing", async () => {
  await using server = await startPages();
  const id = await seedDeadLetter(server.bench);
  for (const headers of [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: server.url },
  ] as Record<string, string>[]) {
    const answer = await fetch(`${server.url}/dead-letters/${id}/replay`, {
      method: "POST",
      headers,
    });
    assert.equal(answer.status, 403);
  }
  assert.equal((await findDelivery(server.bench.ctx.db, id))?.state, "dead");
});

test("what is no dead letter cannot be replayed", async () => {
  await using server = await startPages();
  for (const id of ["nope", "00000000-0000-4000-8000-000000000000"]) {
    const answer = await fetch(`${server.url}/dead-letters/${id}/replay`, { method: "POST" });
    assert.equal(answer.status, 409);
  }
});

test("without a password the pages answer only this machine, under a name of this machine", async () => {
  await using server = await startPages();
  const { port } = new URL(server.url);
  await using remote = await startPages({ access: { password: null, isLocal: false } });
  const closed = await read(remote, "/incidents");
  assert.equal(closed.status, 403);
  assert.match(closed.text, /MUSTER_PAGES_PASSWORD/);
  assert.doesNotMatch(closed.text, /<nav/);
  const proxied = await read(server, "/incidents", { "x-forwarded-for": "203.0.113.9" });
  assert.equal(proxied.status, 403);
  // fetch sets Host itself; a rebinding page cannot choose it either, but its name stands there.
  const rebound = await rawGet(server.url, `evil.example:${port}`);
  assert.match(rebound, /^HTTP\/1\.1 403 /);
  assert.match(await rawGet(server.url, `localhost:${port}`), /^HTTP\/1\.1 200 /);
});

test("with a password the pages want it from everybody, and only from the right one open", async () => {
  await using server = await startPages({ access: { password: "s3cret", isLocal: true } });
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`me:${password}`).toString("base64")}`,
  });
  const asked = await read(server, "/incidents");
  assert.equal(asked.status, 401);
  assert.match(asked.headers.get("www-authenticate") ?? "", /^Basic realm="Muster"/);
  assert.equal((await read(server, "/incidents", basic("wrong"))).status, 401);
  assert.equal((await read(server, "/incidents", basic("s3cret"))).status, 200);
  const style = /href="(\/assets\/[^"]+)"/.exec(asked.text)?.[1] ?? "";
  assert.match((await read(server, style)).headers.get("cache-control") ?? "", /immutable/);
});

test("in rehearsal the menu leads back to the workspace, which owns the start page", async () => {
  await using server = await startPages({ isRehearsing: true });
  assert.match((await read(server, "/incidents")).text, /<a href="\/">Rehearsal workspace<\/a>/);
  assert.equal((await read(server, "/")).status, 404);
});

async function rawGet(url: string, host: string): Promise<string> {
  const { connect } = await import("node:net");
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /incidents HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const chunks = await socket.toArray();
  return Buffer.concat(chunks).toString();
}
