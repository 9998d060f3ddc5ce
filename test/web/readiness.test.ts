// The page of a campaign's board: all that speaks for and against each item, and a record that outlives muster.yml.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openItems, openKey } from "../../src/domain/readiness/standing.ts";
import { decideGo, sayReadiness, voteGo } from "../../src/operations/readiness/change-board.ts";
import { readStanding } from "../../src/operations/readiness/read-standing.ts";
import { boardShop, campaign, KEY, openBoard, seePeople } from "../operations/readiness/boards.ts";
import { by } from "../operations/stage.ts";
import { HOSTILE, type PagesServer, startPages } from "./pages-server.ts";

const read = async ({ url }: PagesServer, path: string) => {
  const answer = await fetch(url + path);
  return { status: answer.status, text: await answer.text() };
};

/** A board on which everything was done that can be. */
async function seedBoard({ bench }: PagesServer): Promise<void> {
  await seePeople(bench);
  await openBoard(bench);
  const of = (user: string) => ({ board: KEY, by: by(user) });
  const said = [
    ["U0ANNA", "load", "ready", "https://load.example/runs/7"],
    ["U0OLA", "limits", "waived", HOSTILE],
    ["U0BEA", "cdn", "not-ready", "javascript:alert(1)"],
  ] as const;
  for (const [user, item, state, evidence] of said) {
    const wish = { ...of(user), item, state, evidence };
    assert.ok((await sayReadiness(bench.as(user), wish)).ok);
  }
  await voteGo(bench.as("U0OLA"), { ...of("U0OLA"), vote: "no-go", note: HOSTILE });
  const standing = await readStanding({ ...bench.ctx, now: bench.clock.now() }, campaign);
  const inSpiteOf = openKey(openItems(standing));
  const wish = { ...of("U0BEA"), go: true, note: "We have to", inSpiteOf };
  assert.ok((await decideGo(bench.as("U0BEA"), wish)).ok);
}

test("the page shows each item with its why, the votes, and the record of all that was said", async () => {
  await using server = await startPages({ shop: boardShop });
  await seedBoard(server);
  const { text } = await read(server, "/readiness/black-friday");
  assert.match(text, /<h1>Readiness for Black Friday<\/h1>/);
  assert.match(text, /Load test passed<\/th>\s*<td>Anna<\/td>/);
  assert.match(text, /<a href="https:\/\/load.example\/runs\/7"/);
  assert.match(text, /Payments: Anna and Piotr/);
  assert.match(text, /shop\/web: no freeze from /);
  assert.match(text, /<td>release managers<\/td>/);
  assert.match(text, /Ola<\/th>\s*<td><span class="pill bad">No-go/);
  assert.match(text, /Opened by Bea/);
  assert.match(text, /decides go, with 4 items open:.*We have to/);
  assert.match(text, /Item cdn: not ready/);
  assert.doesNotMatch(text, /<script|href="javascript/);
});

test("a board that nobody opened, a campaign that is not there, and the list of campaigns", async () => {
  await using server = await startPages({ shop: boardShop });
  assert.match(
    (await read(server, "/readiness/black-friday")).text,
    /Nobody has opened this board/,
  );
  assert.match(
    (await read(server, "/readiness")).text,
    /<a href="\/readiness\/black-friday">Black/,
  );
  const missing = await read(server, "/readiness/cyber-monday");
  assert.equal(missing.status, 404);
  assert.match(missing.text, /There is no campaign cyber-monday/);
});

test("last year's record stays where it was once muster.yml speaks of next year's", async () => {
  const campaigns: Record<string, typeof campaign> = { "black-friday": campaign };
  await using server = await startPages({ shop: { ...boardShop, campaigns } });
  await seedBoard(server);
  campaigns["black-friday"] = {
    ...campaign,
    ...{ startsAt: "2027-11-25T23:00:00.000Z", endsAt: "2027-11-29T23:00:00.000Z" },
  };
  assert.match(
    (await read(server, "/readiness/black-friday")).text,
    /Nobody has opened this board/,
  );
  const last = await read(server, "/readiness/black-friday/2026");
  assert.match(last.text, /says no more of.*We have to/s);
  delete campaigns["black-friday"];
  assert.match((await read(server, "/readiness/black-friday")).text, /We have to/);
});
