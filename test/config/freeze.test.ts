// The sections of muster.yml about freezes and campaigns: defaults, wall-clock times, and every mistake at its line.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { formatProblem } from "../../src/config/problem.ts";
import { readShopFile } from "../../src/config/read-shop-file.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../../src/domain/freeze/settings.ts";

const env = { TOKEN: "t0ken" };

function read(text: string) {
  return readShopFile(text, "muster.yml", { env, isOnLoopback: true, url: "http://127.0.0.1" });
}

function shopOf(text: string) {
  const { settings, problems } = read(text);
  assert.ok(settings, problems.map(formatProblem).join("\n"));
  return settings.shop;
}

const problemsOf = (text: string) => read(text).problems.map(formatProblem);

test("a file that says nothing of freezes gets the defaults the documentation names", () => {
  assert.deepEqual(shopOf("").freeze, DEFAULT_FREEZE_SETTINGS);
});

test("who decides on a declaration and on exceptions follows the managers where it is not said", () => {
  const { freeze } = shopOf(`freeze:
  managers: [ "user:U0OLA" ]
  exceptions: { need: 1, valid_for: 30m }
`);
  assert.deepEqual(freeze.approval, { need: 1, from: ["user:U0OLA"] });
  assert.deepEqual(freeze.exceptions, {
    ...{ need: 1, validForMinutes: 30 },
    from: ["user:U0OLA", "role:incident_commander"],
  });
});

test("logins of GitHub are known in whatever case they are written", () => {
  const { freeze } = shopOf(`github: { people: { Anna-Dev: "@anna" } }\n`);
  assert.deepEqual(freeze.people, { "anna-dev": "@anna" });
});

test("tokens come from the environment, and an unset one lets nobody in", () => {
  assert.deepEqual(shopOf(`freeze: { token: "\${TOKEN}" }\n`).freeze.tokens, ["t0ken"]);
  assert.deepEqual(shopOf(`freeze: { token: "\${NONE:-}" }\n`).freeze.tokens, []);
  const [problem = ""] = problemsOf(`freeze:\n  token: literal-secret\n`);
  assert.match(
    problem,
    /^muster\.yml:2:10: freeze\.token: a secret stands .* such as FREEZE_TOKEN/,
  );
});

test("a campaign's times are those of its zone, whatever the clocks do there", () => {
  const { campaigns } = shopOf(`zone: Europe/Warsaw
campaigns:
  spring: { from: "2027-03-28T01:30", to: 2027-03-28T03:30 }
  autumn: { from: "2026-10-25T02:30", to: 2026-10-25T02:30 }
  abroad: { from: 2026-11-27T00:00, to: 2026-11-30T23:59, zone: America/New_York }
`);
  const spring = campaigns["spring"];
  assert.deepEqual(
    [spring?.startsAt, spring?.endsAt],
    ["2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"],
  );
  // That time comes twice: a freeze around it holds for longer rather than for less.
  const autumn = campaigns["autumn"];
  assert.deepEqual(
    [autumn?.startsAt, autumn?.endsAt],
    ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"],
  );
  assert.equal(campaigns["abroad"]?.startsAt, "2026-11-27T05:00:00.000Z");
  assert.equal(campaigns["abroad"]?.readiness.length, 10);
});

test("all mistakes are told at once, each at its line with the fix", () => {
  const told = problemsOf(`groups: { release-managers: ["@bea"] }
services:
  checkout: { repositories: [ shop/wbe ] }
github: { repositories: [ shop/web ] }
freeze:
  managers: [ "group:release-manager" ]
  deploys: [ workflow ]
  incidents: { services: [ chekout ] }
campaigns:
  a: { from: 2026-11-30T00:00, to: 2026-11-27T00:00 }
  b: { from: 2026-02-30T00:00, to: 2026-11-27T00:00 }
  c: { from: 2027-03-28T02:30, to: 2027-03-29T00:00, zone: Europe/Warsaw, services: [ web ] }
`);
  assert.deepEqual(
    told.map((line) => line.replace(/^(muster\.yml:\d+):\d+: /, "$1: ")),
    [
      'muster.yml:3: services.checkout.repositories[1]: "shop/wbe" is not in github.repositories. Did you mean shop/web?',
      'muster.yml:6: freeze.managers[1]: there is no group "release-manager". Did you mean release-managers?',
      "muster.yml:7: freeze.deploys: workflow switches workflows off, and none is named. Write freeze.workflows.",
      'muster.yml:8: freeze.incidents.services[1]: there is no service "chekout". Did you mean checkout?',
      'muster.yml:10: campaigns.a.to: ends at "2026-11-27T00:00", not after its start "2026-11-30T00:00". Exchange them.',
      'muster.yml:11: campaigns.b.from: there is no such time, found "2026-02-30T00:00". Write a day of the calendar.',
      'muster.yml:12: campaigns.c.from: the clocks of Europe/Warsaw are put forward over "2027-03-28T02:30". Write an hour that exists.',
      'muster.yml:12: campaigns.c.services[1]: there is no service "web". Add it to services, or leave it out.',
    ],
  );
});

test("values out of their range say what to write instead", () => {
  const told = problemsOf(`freeze:
  exceptions: { need: 0 }
  branches: [ main ]
  tags: [ v1 ]
  lift: { mode: never }
`).join("\n");
  assert.match(told, /muster\.yml:2:\d+: freeze\.exceptions\.need: .* from 1 to 10, found 0/);
  assert.match(told, /freeze\.branches\[1\]: write a list of patterns .*, found "main"/);
  assert.match(told, /freeze\.tags\[1\]: .*, found "v1"/);
  assert.match(told, /freeze\.lift\.mode: write one of auto, ask, found "never"/);
});

test("the sample file describes the campaign of the sample shop", async () => {
  const text = await readFile(new URL("../../muster.yml", import.meta.url), "utf8");
  const { freeze, campaigns, services } = shopOf(text);
  assert.equal(campaigns["black-friday"]?.startsAt, "2026-11-26T23:00:00.000Z");
  assert.deepEqual(services["checkout"]?.repositories, ["shop/web", "shop/checkout"]);
  assert.equal(freeze.people["piotr-dev"], "@piotr");
});
