import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { formatProblem } from "../../src/config/problem.ts";
import { readConfig } from "../../src/config/read-config.ts";
import type { Env } from "../../src/config/read-environment.ts";
import { DEFAULT_PROMISES } from "../../src/domain/promises.ts";

const root = new URL("../..", import.meta.url).pathname;

async function read(text: string, env: Env = {}) {
  const folder = await mkdtemp(join(tmpdir(), "muster-config-"));
  try {
    await writeFile(join(folder, "muster.yml"), text);
    return await readConfig(env, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function problemsOf(text: string, env: Env = {}): Promise<readonly string[]> {
  const result = await read(text, env);
  return result.ok ? [] : result.problems.map(formatProblem);
}

async function configOf(text: string, env: Env = {}) {
  const result = await read(text, env);
  assert.ok(result.ok, result.ok ? "" : result.problems.map(formatProblem).join("\n"));
  return result.config;
}

test("the shipped muster.yml describes the sample shop and works with an empty environment", async () => {
  const result = await readConfig({}, root);
  assert.ok(result.ok, result.ok ? "" : result.problems.map(formatProblem).join("\n"));
  const { config } = result;
  assert.equal(config.slack, null);
  assert.equal(config.url, "http://127.0.0.1:3000");
  assert.equal(config.slackApiUrl, "https://slack.com/api/");
  assert.deepEqual(config.shop.teams["payments"]?.onCall, ["@anna", "@piotr"]);
  assert.deepEqual(config.shop.promises, DEFAULT_PROMISES);
  assert.deepEqual(
    config.hooks.map((hook) => [hook.name, hook.source, hook.auth.kind]),
    ["alertmanager", "grafana", "sentry", "uptimerobot", "generic"].map((each) => [
      each,
      each,
      "none",
    ]),
  );
  assert.equal(config.connections["prod"]?.baseUrl, "http://127.0.0.1:4010");
  assert.equal(config.shop.routes[0]?.runbook, "fallback-payment-gateway");
});

test("SHOP_URL points the sample's connections at another shop", async () => {
  const result = await readConfig({ SHOP_URL: "http://127.0.0.1:9/" }, root);
  assert.ok(result.ok);
  assert.equal(result.config.connections["routing-admin"]?.baseUrl, "http://127.0.0.1:9");
});

test("the shipped muster.yml is refused as soon as others can reach its open hooks", async () => {
  const result = await readConfig({ HOST: "0.0.0.0" }, root);
  assert.ok(!result.ok);
  assert.equal(result.problems.length, 5);
  for (const problem of result.problems) {
    assert.match(
      formatProblem(problem),
      /^muster\.yml:\d+:\d+: hooks\.\w+\.auth: .*HOST=127\.0\.0\.1/,
    );
  }
});

test("an empty file is a whole configuration", async () => {
  const config = await configOf("");
  assert.deepEqual(config.hooks, []);
  assert.equal(config.shop.zone, "UTC");
  assert.equal(config.shop.announceChannel, "incidents");
});

test("sections whose entries are all commented out count as absent", async () => {
  const config = await configOf("services:\n  # checkout:\nroutes:\nhooks:\n");
  assert.deepEqual(config.shop.services, {});
});

test("all problems of environment and file are told at once, with place and fix", async () => {
  const text = `slak: {}
zone: Europe/Warsow
teams:
  payments:
    on_cal: []
default_team: paymnts
hooks:
  prod:
    source: grafanna
    auth: none
routes:
  - match: { a: b }
connections:
  x: { kind: http }
`;
  const env = { PORT: "99999", LOG_LEVEL: "loud", MUSTER_RUNBOOK: "x" };
  assert.deepEqual(await problemsOf(text, env), [
    'environment: PORT is "99999". Write a number from 0 (any free port) to 65535.',
    'environment: LOG_LEVEL is "loud". Write one of trace, debug, info, warn, error, fatal, silent.',
    "environment: MUSTER_RUNBOOK is not a variable of Muster. Did you mean MUSTER_RUNBOOKS?",
    'muster.yml:1:1: Unknown key "slak". Did you mean slack?',
    'muster.yml:2:7: zone: write a time zone such as Europe/Warsaw, found "Europe/Warsow".',
    "muster.yml:4:3: teams.payments.on_call is missing: write a list of people.",
    'muster.yml:5:5: Unknown key "on_cal" in teams.payments. Did you mean on_call?',
    'muster.yml:6:15: default_team: there is no team "paymnts". Did you mean payments?',
    'muster.yml:9:13: hooks.prod.source: write one of alertmanager, generic, grafana, sentry, uptimerobot, found "grafanna". Did you mean grafana?',
    "muster.yml:12:5: routes[1]: names no service. Write service: <name>, or ignore: true.",
    "muster.yml:14:3: connections.x.base_url is missing: write an address such as https://api.example.com.",
  ]);
});

test("a secret in the file is refused without being repeated", async () => {
  const text = `hooks:
  grafana: { token: hunter2-hunter2 }
  sentry: { signature: "\${S:-hunter2-hunter2}" }
connections:
  flags: { kind: http, base_url: "https://flags.example", token: hunter2-hunter2 }
  prod: { kind: prometheus, base_url: "https://me:hunter2-hunter2@prom.example" }
`;
  const problems = await problemsOf(text, {});
  assert.equal(problems.length, 4);
  assert.match(
    problems[0] ?? "",
    /^muster\.yml:2:21: hooks\.grafana\.token: .*\$\{GRAFANA_TOKEN\}/,
  );
  assert.doesNotMatch(problems.join("\n"), /hunter2/);
});

test("a variable that is not set is named where it is used", async () => {
  const text = `hooks:\n  a:\n    source: generic\n    token: ["\${NEW}", "\${OLD:-}"]\nzone: \${ZONE}\n`;
  assert.deepEqual(await problemsOf(text, { OLD: "x" }), [
    "muster.yml:4:13: The environment variable NEW is not set. Set it.",
    `muster.yml:5:7: The environment variable ZONE is not set. Set it, or write a default as \${ZONE:-…}.`,
  ]);
});

test("two secrets of a hook may be valid at once, and an unset second one is none", async () => {
  const text = `hooks:\n  generic:\n    token: ["\${NEW}", "\${OLD:-}"]\n`;
  const both = await configOf(text, { NEW: "n", OLD: "o", HOST: "0.0.0.0" });
  assert.deepEqual(both.hooks[0]?.auth, { kind: "token", secrets: ["n", "o"] });
  const one = await configOf(text, { NEW: "n" });
  assert.deepEqual(one.hooks[0]?.auth, { kind: "token", secrets: ["n"] });
});

test("a connection's credentials are Bearer, Basic, or in a header it names", async () => {
  const text = `connections:
  a: { kind: http, base_url: "https://a.example/api/", token: "\${T}", timeout: 3s, key_ttl: 1d }
  b: { kind: prometheus, base_url: "https://b.example", user: me, password: "\${T}" }
  c: { kind: http, base_url: "https://c.example", header: X-Key, token: "\${T}" }
`;
  const { connections } = await configOf(text, { T: "s3cret" });
  assert.deepEqual(connections["a"], {
    name: "a",
    kind: "http",
    baseUrl: "https://a.example/api",
    auth: { kind: "bearer", token: "s3cret" },
    rehearsal: null,
    checkPath: null,
    timeoutMs: 3_000,
    keyTtlMs: 86_400_000,
  });
  assert.deepEqual(connections["b"]?.auth, { kind: "basic", user: "me", password: "s3cret" });
  assert.deepEqual(connections["c"]?.auth, { kind: "header", name: "X-Key", value: "s3cret" });
});

test("priorities change only what they name, and an update may be promised to nobody", async () => {
  const text = "priorities:\n  P1: { ack: 15m }\n  P2: { update: none }\n";
  const { promises } = (await configOf(text)).shop;
  assert.deepEqual(promises.P1, { ...DEFAULT_PROMISES.P1, ackMinutes: 15 });
  assert.deepEqual(promises.P2, { ...DEFAULT_PROMISES.P2, updateMinutes: null });
});

test("a route that nothing can reach is refused", async () => {
  const text = "routes:\n  - { match: {}, ignore: true }\n  - { match: { a: b }, ignore: true }\n";
  assert.deepEqual(await problemsOf(text), [
    "muster.yml:3:5: routes[2]: is never reached: routes[1] matches every alert. Move that one to the end.",
  ]);
});

test("YAML that is none is told with its line and what to write", async () => {
  assert.deepEqual(await problemsOf("teams:\n  a:\n    on_call: [@anna]\n"), [
    'muster.yml:3:15: A plain value cannot start with this character. Write it in quotes, such as "@anna".',
  ]);
  assert.deepEqual(await problemsOf("zone: UTC\nzone: UTC\n"), [
    "muster.yml:2:1: This key stands twice in one mapping. Keep one of them.",
  ]);
});

test("a missing file names the variable that says where it is", async () => {
  const result = await readConfig({ MUSTER_CONFIG: "elsewhere.yml" }, root);
  assert.ok(!result.ok);
  assert.match(result.problems.map(formatProblem).join(), /^elsewhere\.yml: .*MUSTER_CONFIG/);
});

const halves: readonly { env: Env; says: RegExp }[] = [
  { env: { SLACK_BOT_TOKEN: "xoxb-1" }, says: /SLACK_SIGNING_SECRET .* nor SLACK_APP_TOKEN/ },
  { env: { SLACK_SIGNING_SECRET: "s" }, says: /^environment: SLACK_BOT_TOKEN is not set/ },
  { env: { SLACK_APP_TOKEN: "xapp-1" }, says: /^environment: SLACK_BOT_TOKEN is not set/ },
  {
    env: { SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xapp-2" },
    says: /SLACK_BOT_TOKEN holds an app-level token/,
  },
  { env: { MUSTER_RUNBOOKS: "nowhere" }, says: /MUSTER_RUNBOOKS is .*nowhere\. There is no such/ },
  { env: { GITHUB_APP_ID: "1" }, says: /GITHUB_APP_PRIVATE_KEY is not set/ },
  {
    env: { GITHUB_APP_ID: "1", GITHUB_APP_PRIVATE_KEY: "-----BEGIN pw@ KEY-----" },
    says: /GITHUB_APP_PRIVATE_KEY is no private key\. Set it to the whole text of the \.pem/,
  },
  { env: { MUSTER_URL: "muster.example" }, says: /MUSTER_URL is "muster\.example"/ },
  { env: { DATABASE_URL: "mysql://u:pw@h/d" }, says: /DATABASE_URL is not of the form postgres/ },
];

for (const { env, says } of halves) {
  test(`an environment with only ${Object.keys(env).join(" and ")} is refused`, async () => {
    const problems = await problemsOf("", env);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", says);
    assert.doesNotMatch(problems[0] ?? "", /pw@/);
  });
}

test("a bot token with a signing secret is HTTP mode, with an app token Socket Mode", async () => {
  const tokens = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" };
  assert.equal((await configOf("", tokens)).slack?.mode, "http");
  const socket = { ...tokens, SLACK_APP_TOKEN: "xapp-1" };
  assert.deepEqual((await configOf("", socket)).slack, {
    mode: "socket",
    botToken: "xoxb-1",
    appToken: "xapp-1",
  });
});

test("variables that are set to nothing count as not set", async () => {
  const config = await configOf("", { PORT: "", SLACK_BOT_TOKEN: " ", DATABASE_URL: "" });
  assert.equal(config.port, 3000);
  assert.equal(config.slack, null);
  assert.equal(config.databaseUrl, null);
});

test("addresses are put into one form, whatever slashes they end with", async () => {
  const env = { MUSTER_URL: "https://m.example/x//", SLACK_API_URL: "http://127.0.0.1:4000/api" };
  const config = await configOf("", env);
  assert.equal(config.url, "https://m.example/x");
  assert.equal(config.shop.url, "https://m.example/x");
  assert.equal(config.slackApiUrl, "http://127.0.0.1:4000/api/");
  assert.equal((await configOf("", { HOST: "::1", PORT: "0" })).url, "http://[::1]:0");
});

test("an app's key may come in one line, as files of variables have it", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const env = { GITHUB_APP_ID: "42", GITHUB_APP_PRIVATE_KEY: pem.replaceAll("\n", "\\n") };
  assert.deepEqual((await configOf("", env)).github, {
    kind: "app",
    appId: "42",
    privateKey: pem,
  });
});
