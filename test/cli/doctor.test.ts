import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { readManifest } from "../../src/cli/checks/slack.ts";
import { createTestDatabase } from "../support/database.ts";
import { folderOf, ROOT, run } from "./console.ts";

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const manifest = await readManifest(`${ROOT}manifest.yml`);
const { bot, bot_optional } = manifest.oauth_config.scopes;

type Slack = {
  readonly scopes?: readonly string[];
  readonly date?: Date;
  readonly answers?: Readonly<Record<string, Record<string, unknown>>>;
};

/** Answers as Slack does, as far as doctor asks. */
async function startSlack(
  t: TestContext,
  { scopes = [...bot, ...bot_optional], date, answers }: Slack = {},
) {
  const usual: Record<string, Record<string, unknown>> = {
    "auth.test": { ok: true, user: "muster", team: "Shop" },
    "apps.connections.open": { ok: true, url: "wss://example" },
    "conversations.list": { ok: true, channels: [{ name: "incidents", is_archived: false }] },
  };
  const url = await serve(t, (request, response) => {
    const method = (request.url ?? "").split("/").at(-1) ?? "";
    response.setHeader("x-oauth-scopes", scopes.join(","));
    if (date) response.setHeader("date", date.toUTCString());
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify(answers?.[method] ?? usual[method] ?? { ok: false, error: "unknown_method" }),
    );
  });
  return `${url}/api/`;
}

async function examine(
  t: TestContext,
  slack: Slack = {},
  more: Record<string, string> = {},
  muster = "",
) {
  const cwd = await folderOf(t, { "muster.yml": muster });
  const database = await createTestDatabase();
  t.after(() => database[Symbol.asyncDispose]());
  const env = {
    DATABASE_URL: database.url,
    SLACK_API_URL: await startSlack(t, slack),
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
    ...more,
  };
  const { code, out } = await run(["doctor"], { cwd, env });
  return { code, text: out.join("\n") };
}

test("where everything is in place, doctor says so and the exit code is 0", async (t) => {
  const { code, text } = await examine(t);
  assert.equal(code, 0, text);
  assert.doesNotMatch(text, /^(bad|warn)/m);
  assert.match(text, /^ok +node +24\./m);
  assert.match(text, /^ok +database +PostgreSQL 18/m);
  assert.match(text, /^ok +slack token +muster in Shop/m);
  assert.match(text, /^ok +clock +agrees/m);
  assert.match(text, /^ok +announcements +#incidents/m);
  assert.match(text, /^Ready to start\.$/m);
});

test("a refused token is told with the variable to change", async (t) => {
  const { code, text } = await examine(t, {
    answers: { "auth.test": { ok: false, error: "invalid_auth" } },
  });
  assert.equal(code, 1);
  assert.match(text, /^bad +slack token +Slack refuses SLACK_BOT_TOKEN: invalid_auth\. Copy it/m);
});

test("a scope that is missing is a fault, an optional one a warning", async (t) => {
  const [gone, ...others] = bot;
  const { code, text } = await examine(t, { scopes: others });
  assert.equal(code, 1);
  assert.match(text, new RegExp(`^bad +slack scopes +missing: ${gone}\\.`, "m"));
  assert.match(text, new RegExp(`^warn +slack scopes +optional.*${bot_optional[0]}`, "m"));
});

test("a clock that Slack would not believe is a fault", async (t) => {
  const { code, text } = await examine(t, { date: new Date(Date.now() - 400_000) });
  assert.equal(code, 1);
  assert.match(text, /^bad +clock +(399|40\d) s ahead of Slack's/m);
});

test("in Socket Mode the app token has to open a connection", async (t) => {
  const answers = { "apps.connections.open": { ok: false, error: "missing_scope" } };
  const { code, text } = await examine(t, { answers }, { SLACK_APP_TOKEN: "xapp-1" });
  assert.equal(code, 1);
  assert.match(text, /^bad +slack socket +.*connections:write/m);
  assert.doesNotMatch(text, /slack secret/);
});

test("an archived channel of announcements is a fault, one that is not there yet is none", async (t) => {
  const archived = { ok: true, channels: [{ name: "incidents", is_archived: true }] };
  const bad = await examine(t, { answers: { "conversations.list": archived } });
  assert.match(bad.text, /^bad +announcements +#incidents is archived/m);
  const absent = { ok: true, channels: [], response_metadata: { next_cursor: "" } };
  const good = await examine(t, { answers: { "conversations.list": absent } });
  assert.match(good.text, /^ok +announcements +#incidents, made when/m);
});

test("a Slack that cannot be reached is told with its address", async (t) => {
  const { code, text } = await examine(t, {}, { SLACK_API_URL: "http://127.0.0.1:1/api/" });
  assert.equal(code, 1);
  assert.match(text, /^bad +slack +no answer to auth\.test: .*http:\/\/127\.0\.0\.1:1\/api\//m);
});

test("repositories without access to GitHub are told with the variable to set", async (t) => {
  const { code, text } = await examine(t, {}, {}, "github: { repositories: [ shop/web ] }");
  assert.equal(code, 0, text);
  assert.match(
    text,
    /^warn +github +GitHub is not connected\. Set GITHUB_TOKEN, or GITHUB_APP_ID/m,
  );
});

test("a mistake in muster.yml does not hide one in the database", async (t) => {
  const cwd = await folderOf(t, { "muster.yml": "slak: {}" });
  const env = { DATABASE_URL: "postgres://127.0.0.1:1/muster" };
  const { code, out } = await run(["doctor"], { cwd, env });
  const text = out.join("\n");
  assert.equal(code, 1);
  assert.match(text, /^bad +configuration +muster\.yml:1:1: Unknown key "slak"/m);
  assert.match(text, /^bad +database +Cannot use the database/m);
});
