// The page of drills: what was rehearsed when, and what no list of incidents shows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startDrill } from "../../src/operations/start-drill.ts";
import { savePerson } from "../../src/storage/people.ts";
import { SWITCH } from "../operations/runbooks.ts";
import { shelfOf } from "../support/shelf.ts";
import { type PagesServer, startPages } from "./pages-server.ts";

const read = async ({ url }: PagesServer, path: string) => {
  const answer = await fetch(url + path);
  return { text: await answer.text() };
};

const anna = {
  ...{ user: "U0ANNA", teamId: "T0", handle: "anna", name: "Anna", email: null },
  ...{ zone: "UTC", isMember: true, refusal: null, fetchedAt: new Date(0) },
};

test("the drill record says which runbooks were never rehearsed, and lists drills that no other list has", async () => {
  await using server = await startPages({ runbooks: shelfOf(SWITCH) });
  const wish = {
    slug: "switch-gateway",
    inputs: { from: "a" },
    by: { id: "U0ANNA", name: "Anna" },
  };
  await savePerson(server.bench.ctx.db, anna);
  const drill = await startDrill(server.bench.as("U0ANNA"), wish);
  assert.ok(drill.ok, JSON.stringify(drill));
  const { text } = await read(server, "/drills");
  assert.match(
    text,
    /Switch the gateway<\/th>\s*<td>never<\/td>\s*<td>30 d\s*<span class="pill warn">overdue/,
  );
  assert.match(text, /DRILL: Switch the gateway/);
  assert.doesNotMatch((await read(server, "/incidents")).text, /DRILL/);
  assert.match((await read(server, "/incidents/1")).text, /This is a drill/);
});
