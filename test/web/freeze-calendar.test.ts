// GET /freezes.ics, read by a reader of our tests that knows RFC 5545 and nothing of its writer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lockFreeze, saveFreeze } from "../../src/storage/freezes.ts";
import { type Component, instantOf, readCalendar, textOf } from "../support/read-calendar.ts";
import { freezeShop, REASON, seedFreeze, TOKEN } from "./freeze-seed.ts";
import { type PagesServer, startPages } from "./pages-server.ts";

const start = (tokens?: readonly string[]) => startPages({ shop: freezeShop(tokens) });

async function fetchCalendar({ url }: PagesServer, query = `token=${TOKEN}`) {
  const answer = await fetch(`${url}/freezes.ics?${query}`);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

async function eventsOf(server: PagesServer): Promise<readonly Component[]> {
  const calendar = readCalendar((await fetchCalendar(server)).text);
  return calendar.children.filter(({ name }) => name === "VEVENT");
}

const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  assert.equal(list.length, 1);
  assert.ok(first);
  return first;
};

const DAY_MS = 86_400_000;
const days = (from: Date, many: number) => new Date(from.getTime() + many * DAY_MS).toISOString();

test("a calendar without a freeze is a calendar", async () => {
  await using server = await start();
  const { text, headers } = await fetchCalendar(server);
  assert.match(headers.get("content-type") ?? "", /^text\/calendar/);
  const calendar = readCalendar(text);
  assert.equal(calendar.name, "VCALENDAR");
  assert.equal(textOf(calendar, "VERSION"), "2.0");
  assert.ok(textOf(calendar, "PRODID"));
  assert.equal(textOf(calendar, "X-WR-TIMEZONE"), "Europe/Warsaw");
  assert.deepEqual(calendar.children, []);
});

test("a freeze is an event in UTC, with its local times, its repositories and its page, and not its reason", async () => {
  await using server = await start();
  const title =
    "Black Friday; żółty, and\r\nBEGIN:VEVENT \\ a very long title that has to be folded 🧊";
  const freeze = await seedFreeze(server.bench, { title });
  const { text } = await fetchCalendar(server);
  assert.ok(!text.includes(REASON));
  const event = only(await eventsOf(server));
  assert.equal(textOf(event, "UID"), `freeze-${freeze.id}@muster`);
  assert.equal(instantOf(event, "DTSTART"), "2026-11-27T17:00:00.000Z");
  assert.equal(instantOf(event, "DTEND"), "2026-11-29T18:00:00.000Z");
  assert.ok(instantOf(event, "DTSTAMP"));
  const shown =
    "Black Friday; żółty, and BEGIN:VEVENT \\ a very long title that has to be folded 🧊";
  assert.equal(textOf(event, "SUMMARY"), `Code freeze: ${shown} (FRZ-1)`);
  assert.equal(
    textOf(event, "DESCRIPTION"),
    "2026-11-27 18:00 CET (17:00 UTC) to 2026-11-29 19:00 CET (18:00 UTC)\nRepositories: shop/web",
  );
  assert.deepEqual(
    ["STATUS", "TRANSP", "URL"].map((name) => textOf(event, name)),
    ["CONFIRMED", "TRANSPARENT", "http://127.0.0.1:3000/freezes/1"],
  );
});

test("a change keeps the event and raises its sequence; a cancelled one is said to be cancelled", async () => {
  await using server = await start();
  const { ctx } = server.bench;
  const now = ctx.clock.now();
  const { id } = await seedFreeze(server.bench, { state: "scheduled", startsAt: days(now, 1) });
  const before = only(await eventsOf(server));
  const freeze = await lockFreeze(ctx.db, id);
  assert.ok(freeze);
  const by = { type: "person", user: "U0BEA", via: "button" } as const;
  const ended = { at: now.toISOString(), by, why: "cancelled" } as const;
  await saveFreeze(ctx.db, { ...freeze, state: "cancelled", ended });
  const after = only(await eventsOf(server));
  assert.equal(textOf(after, "UID"), textOf(before, "UID"));
  assert.ok(Number(textOf(after, "SEQUENCE")) > Number(textOf(before, "SEQUENCE")));
  assert.deepEqual([textOf(before, "STATUS"), textOf(after, "STATUS")], ["CONFIRMED", "CANCELLED"]);
  assert.equal(instantOf(after, "DTEND"), instantOf(before, "DTEND"));
});

test("what was never decided is in no calendar, and neither is what is over a year old", async () => {
  await using server = await start();
  const now = server.bench.ctx.clock.now();
  await seedFreeze(server.bench, { state: "drafted" });
  await seedFreeze(server.bench, { state: "proposed" });
  await seedFreeze(server.bench, { state: "denied" });
  const { scheduledAt: _, ...discarded } = await seedFreeze(server.bench);
  await saveFreeze(server.bench.ctx.db, { ...discarded, state: "cancelled" });
  const by = { type: "muster", via: "timer" } as const;
  const past = (from: number) => ({
    ...({ state: "lifted", startsAt: days(now, from), endsAt: days(now, from + 2) } as const),
    ended: { at: days(now, from + 2), by, why: "over" } as const,
  });
  await seedFreeze(server.bench, past(-400));
  await seedFreeze(server.bench, past(-300));
  const event = only(await eventsOf(server));
  assert.equal(instantOf(event, "DTSTART"), days(now, -300));
});

test("a freeze that was lifted early ends when it was lifted, and one of an incident has not ended yet", async () => {
  await using server = await start();
  const now = server.bench.ctx.clock.now();
  const by = { type: "person", user: "U0BEA", via: "button" } as const;
  const ended = { at: now.toISOString(), by, why: "early" } as const;
  await seedFreeze(server.bench, { state: "lifting", ended });
  await seedFreeze(server.bench, { endsAt: null });
  const [lifted, open] = await eventsOf(server);
  assert.ok(lifted && open);
  assert.equal(instantOf(lifted, "DTEND"), now.toISOString());
  assert.ok(instantOf(open, "DTEND") > now.toISOString());
  assert.match(textOf(open, "DESCRIPTION"), /until its incident is resolved/);
});

test("the token stands in the address, and without one configured this machine alone is answered", async () => {
  await using server = await start();
  assert.equal((await fetchCalendar(server, "")).status, 401);
  assert.equal((await fetchCalendar(server, "token=wrong")).status, 401);
  assert.equal((await fetchCalendar(server, `token=${TOKEN}&token=${TOKEN}`)).status, 401);
  const headers = { authorization: `Bearer ${TOKEN}` };
  assert.equal((await fetch(`${server.url}/freezes.ics`, { headers })).status, 200);
  await using local = await start([]);
  assert.equal((await fetchCalendar(local, "")).status, 200);
  const proxied = await fetch(`${local.url}/freezes.ics`, {
    headers: { "x-forwarded-for": "9.9.9.9" },
  });
  assert.equal(proxied.status, 403);
});
