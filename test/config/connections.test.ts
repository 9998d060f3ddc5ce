import assert from "node:assert/strict";
import { test } from "node:test";
import { formatProblem } from "../../src/config/problem.ts";
import { readShopFile } from "../../src/config/read-shop-file.ts";

const env = { T: "t0ken", R: "rehearsal-t0ken", EMPTY: "" };

function read(text: string) {
  return readShopFile(text, "muster.yml", { env, isOnLoopback: true, url: "http://127.0.0.1" });
}

function settingsOf(text: string) {
  const { settings, problems } = read(text);
  assert.ok(settings, problems.map(formatProblem).join("\n"));
  return settings;
}

const problemsOf = (text: string) => read(text).problems.map(formatProblem);

test("flag systems take their token bare, and LaunchDarkly's address is known", () => {
  const { connections } = settingsOf(`connections:
  flags: { kind: unleash, base_url: "https://flags.example/unleash/", token: "\${T}" }
  ld: { kind: launchdarkly, token: "\${T}", timeout: 2s }
`);
  const auth = { kind: "header", name: "authorization", value: "t0ken" };
  const none = { rehearsal: null, checkPath: null, keyTtlMs: null };
  assert.deepEqual(connections["flags"], {
    ...{ name: "flags", kind: "unleash", baseUrl: "https://flags.example/unleash", auth },
    ...{ timeoutMs: 10_000, ...none },
  });
  assert.deepEqual(connections["ld"], {
    ...{ name: "ld", kind: "launchdarkly", baseUrl: "https://app.launchdarkly.com", auth },
    ...{ timeoutMs: 2_000, ...none },
  });
});

test("an address for drills has a secret of its own and never gets the other", () => {
  const { connections } = settingsOf(`connections:
  a: { kind: http, base_url: "https://a.example", token: "\${T}", rehearsal_base_url: "https://b.example/" }
  c: { kind: http, base_url: "https://a.example", token: "\${T}", header: X-Key, check: /ok,
       rehearsal_base_url: "https://b.example", rehearsal_token: "\${R}" }
`);
  assert.deepEqual(connections["a"]?.rehearsal, {
    baseUrl: "https://b.example",
    auth: { kind: "none" },
  });
  assert.deepEqual(connections["c"]?.rehearsal, {
    baseUrl: "https://b.example",
    auth: { kind: "header", name: "X-Key", value: "rehearsal-t0ken" },
  });
  assert.equal(connections["c"]?.checkPath, "/ok");
});

test("an empty secret is taken on this machine only, as the sample shop's may be", () => {
  const { connections } = settingsOf(`connections:
  a: { kind: unleash, base_url: "http://127.0.0.1:4010", token: "\${EMPTY:-}" }
`);
  assert.deepEqual(connections["a"]?.auth, { kind: "none" });
});

test("every mistake in connections, github and break_glass is told with its line and what to write", () => {
  assert.deepEqual(
    problemsOf(`connections:
  a: { kind: unleach, base_url: "https://a.example" }
  b: { kind: unleash, token: "\${T}" }
  c: { kind: launchdarkly }
  d: { kind: prometheus, base_url: "https://d.example", check: /x }
  e: { kind: http, base_url: "https://e.example", check: e }
  f: { kind: http, base_url: "https://f.example", rehearsal_token: "\${R}" }
  g: { kind: http, base_url: "https://g.example", rehearsal_base_url: "https://g.example/" }
  h: { kind: unleash, base_url: "https://h.example", token: "\${T}", rehearsal_base_url: "https://i.example" }
  i: { kind: unleash, base_url: "https://i.example", token: "\${EMPTY:-}" }
  j: { kind: unleash, base_url: "https://j.example", token: in-the-file }
github:
  repositories: [ shop, shop/web, Shop/Web, shop/.. ]
  environments: []
autonomy: sometimes
break_glass: [ group:manager, oncall:payments, lead ]
groups: { managers: [ "@ola" ] }
`),
    [
      'muster.yml:2:14: connections.a.kind: write one of http, prometheus, unleash, launchdarkly, found "unleach". Did you mean unleash?',
      "muster.yml:3:3: connections.b.base_url is missing: write an address such as https://api.example.com.",
      `muster.yml:4:3: connections.c.token is missing: write \${VARIABLE}.`,
      'muster.yml:5:57: Unknown key "check" in connections.d. Known here: kind, base_url, token, header, user, password, timeout.',
      'muster.yml:6:58: connections.e.check: begin with a single /; host and scheme belong to the connection, found "e".',
      "muster.yml:7:68: connections.f.rehearsal_token: belongs to an address for drills. Add rehearsal_base_url.",
      "muster.yml:8:71: connections.g.rehearsal_base_url: is base_url itself: a drill would change what customers use. Write another.",
      `muster.yml:9:89: connections.h.rehearsal_base_url: needs a token of its own, for the other is never sent there. Add rehearsal_token: \${VARIABLE}.`,
      "muster.yml:10:61: connections.i.token: the secret is empty. Set its variable.",
      `muster.yml:11:61: connections.j.token: a secret stands in the file itself. Set an environment variable to it, such as J_TOKEN, and write \${J_TOKEN} here (without a default).`,
      'muster.yml:13:19: github.repositories[1]: write a repository as owner/name, such as shop/web, found "shop".',
      'muster.yml:13:45: github.repositories[4]: write a repository as owner/name, such as shop/web, found "shop/..".',
      "muster.yml:14:17: github.environments: write at least one environment, or leave it out to allow all, found [].",
      'muster.yml:15:11: autonomy: write true or false, found "sometimes".',
      'muster.yml:16:16: break_glass[1]: there is no group "manager". Did you mean managers?',
      'muster.yml:16:31: break_glass[2]: there is no team "payments". Add it to teams, or leave it out.',
      'muster.yml:16:48: break_glass[3]: write any_responder, incident_members, oncall:<team>, group:<name>, role:<incident role> or user:<id>, found "lead".',
    ],
  );
});

test("a repository stands in the list once, whatever its case", () => {
  assert.deepEqual(problemsOf("github: { repositories: [ shop/web, Shop/Web ] }"), [
    "muster.yml:1:37: github.repositories[2]: Shop/Web stands in the list already. Keep one.",
  ]);
});

test("without a word about it nothing acts by itself, and an incident's commander may break the glass", () => {
  const { shop } = settingsOf("");
  const { repositories, environments, autonomy, breakGlass } = shop;
  assert.deepEqual(
    { repositories, environments, autonomy, breakGlass },
    {
      ...{ repositories: [], environments: null, autonomy: false },
      breakGlass: ["role:incident_commander"],
    },
  );
  const said = settingsOf(`github: { repositories: [ shop/web ], environments: [ production ] }
autonomy: true
break_glass: []
`).shop;
  assert.deepEqual(said.repositories, ["shop/web"]);
  assert.deepEqual(said.environments, ["production"]);
  assert.equal(said.autonomy, true);
  assert.deepEqual(said.breakGlass, []);
});
