// GitHub's webhook over HTTP: what is taken, what is refused, and what is kept of it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { describe, it } from "node:test";
import { pino } from "pino";
import { createMetrics } from "../../src/metrics.ts";
import { storeGithubDelivery } from "../../src/operations/freezes/store-github-delivery.ts";
import { understandGithubDelivery } from "../../src/operations/freezes/understand-github-delivery.ts";
import { listLetters } from "../../src/storage/dead-letters.ts";
import { githubDeliveries } from "../../src/storage/tables/freezes.ts";
import {
  type GithubEventsOptions,
  type GithubRefusal,
  githubEventRoutes,
} from "../../src/web/github-events.ts";
import { createServer } from "../../src/web/server.ts";
import { checkRun, post, pullRequest, unknown } from "../support/github-deliveries.ts";
import { openWorkbench } from "../support/operations.ts";

const SECRET = "It's a Secret to Everybody";

async function serve(change: Partial<GithubEventsOptions> = {}) {
  const bench = await openWorkbench();
  const refused: GithubRefusal[] = [];
  const statuses: number[] = [];
  const server = await createServer({
    host: "127.0.0.1",
    port: 0,
    log: pino({ level: "silent" }),
    metrics: createMetrics(),
    checks: {},
    hooks: (_app, _options, done) => done(),
    pages: (_app, _options, done) => done(),
    github: githubEventRoutes({
      secret: SECRET,
      clock: bench.clock,
      store: async (arrival) => await storeGithubDelivery(bench.ctx, arrival),
      count: (status) => void statuses.push(status),
      onRefused: (refusal) => void refused.push(refusal),
      ...change,
    }),
  });
  return {
    bench,
    refused,
    statuses,
    url: await server.listen(),
    kept: async () => await bench.ctx.db.select().from(githubDeliveries),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}

async function errorOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error?: string };
  return error ?? "";
}

describe("a signed delivery", () => {
  it("is stored before it is answered, and a repeat of it is one delivery", async () => {
    await using site = await serve();
    const sent = pullRequest("opened");
    const first = await post(site.url, sent, { secret: SECRET });
    assert.equal(first.status, 202);
    assert.deepEqual(await first.json(), { accepted: true, id: sent.id });
    const again = await post(site.url, sent, { secret: SECRET });
    assert.equal(again.status, 202);
    assert.deepEqual(await again.json(), { accepted: true, id: sent.id, repeated: true });
    const kept = await site.kept();
    assert.deepEqual(
      kept.map(({ id, event, body }) => ({ id, event, body })),
      [sent],
    );
    assert.deepEqual(site.statuses, [202, 202]);
  });

  it("of any kind is kept; of one that means nothing to us what it was", async () => {
    await using site = await serve();
    const sent = [
      unknown("star"),
      checkRun("completed", { name: "lint" }),
      checkRun("requested_action", { name: "lint" }),
    ];
    for (const each of sent) {
      assert.equal((await post(site.url, each, { secret: SECRET })).status, 202);
    }
    const repository = { full_name: "shop/web" };
    const sender = { login: "piotr-dev" };
    assert.deepEqual(
      (await site.kept()).map(({ event, body }) => [event, body]),
      [
        ["star", { action: "created", repository, sender }],
        ["check_run", { action: "completed", repository, sender }],
        ["check_run", { action: "requested_action", repository, sender }],
      ],
    );
    assert.ok(
      (await site.kept()).every(({ understoodAt }) => understoodAt),
      "it does not wait to be read from what was kept of it",
    );
  });

  it("as a form is the JSON in it", async () => {
    await using site = await serve();
    const sent = pullRequest("opened");
    const text = new URLSearchParams({ payload: JSON.stringify(sent.body) }).toString();
    assert.equal((await post(site.url, sent, { secret: SECRET, text })).status, 202);
    assert.deepEqual((await site.kept())[0]?.body, sent.body);
  });

  it("that is no JSON, or holds what a database cannot, is kept all the same and shown as a dead letter", async () => {
    await using site = await serve();
    const broken = { secret: SECRET, text: '{"action":"opened",' };
    assert.equal((await post(site.url, pullRequest("opened"), broken)).status, 202);
    const odd = pullRequest("opened");
    const text = JSON.stringify({ ...odd.body, odd: "a\0b\ud800" });
    assert.equal((await post(site.url, odd, { secret: SECRET, text })).status, 202);
    while (await understandGithubDelivery(site.bench.ctx));
    const [letter, ...more] = await listLetters(site.bench.ctx.db, 10);
    assert.deepEqual(more, []);
    assert.equal(letter?.hook, "github");
    assert.match(Buffer.from(letter?.body ?? []).toString(), /"action":"opened"/);
  });

  it("of 25 MB is taken, a larger one is refused before it is read", async () => {
    await using site = await serve({ bodyLimitBytes: 100_000 });
    const sent = pullRequest("opened");
    const fits = JSON.stringify({ ...sent.body, pad: "x".repeat(90_000) });
    assert.equal((await post(site.url, sent, { secret: SECRET, text: fits })).status, 202);
    const large = JSON.stringify({ ...sent.body, pad: "x".repeat(110_000) });
    const answer = await post(site.url, sent, { secret: SECRET, text: large });
    assert.equal(answer.status, 413);
    assert.match(await errorOf(answer), /100000 bytes/);
  });
});

describe("a delivery is refused", () => {
  it("with 401 where its signature is missing, of another secret, or of other bytes", async () => {
    await using site = await serve();
    const { id, event, body } = pullRequest("opened");
    const bytes = JSON.stringify(body);
    const headers = { "x-github-delivery": id, "x-github-event": event };
    const unsigned = await fetch(`${site.url}/github/events`, {
      method: "POST",
      headers,
      body: bytes,
    });
    assert.equal(unsigned.status, 401);
    assert.match(await errorOf(unsigned), /X-Hub-Signature-256/);
    const other = await post(site.url, { id, event, body }, { secret: "another" });
    assert.equal(other.status, 401);
    const signature = other.headers;
    assert.ok(signature);
    for (const value of ["sha256=", "sha256=zz", `sha1=${"0".repeat(40)}`, "0".repeat(64)]) {
      const forged = await fetch(`${site.url}/github/events`, {
        method: "POST",
        headers: { ...headers, "x-hub-signature-256": value },
        body: bytes,
      });
      assert.equal(forged.status, 401, value);
    }
    assert.deepEqual(await site.kept(), []);
    assert.ok(site.refused.every(({ isForged }) => isForged));
    assert.equal(site.refused.length, 6);
  });

  it("with 401 where one byte of it was changed", async () => {
    await using site = await serve();
    const sent = pullRequest("opened");
    const text = JSON.stringify(sent.body);
    const { createHmac } = await import("node:crypto");
    const signature = createHmac("sha256", SECRET).update(text).digest("hex");
    const answer = await fetch(`${site.url}/github/events`, {
      method: "POST",
      headers: {
        "x-github-delivery": sent.id,
        "x-github-event": sent.event,
        "x-hub-signature-256": `sha256=${signature}`,
      },
      body: text.replace("shop/web", "shop/wep"),
    });
    assert.equal(answer.status, 401);
  });

  it("with 404 and what to do where no secret is set", async () => {
    await using site = await serve({ secret: null });
    const answer = await post(site.url, pullRequest("opened"), { secret: "" });
    assert.equal(answer.status, 404);
    assert.match(await errorOf(answer), /GITHUB_WEBHOOK_SECRET/);
    assert.deepEqual(await site.kept(), []);
  });

  it("with 400 where it is no delivery of GitHub, with 405 where nothing is posted", async () => {
    await using site = await serve();
    const bare = await fetch(`${site.url}/github/events`, { method: "POST", body: "{}" });
    assert.equal(bare.status, 400);
    const looked = await fetch(`${site.url}/github/events`);
    assert.equal(looked.status, 405);
    assert.equal(looked.headers.get("allow"), "POST");
  });

  it("with 503 where it cannot be stored, or not in time: then it is no delivery that arrived", async () => {
    await using broken = await serve({ store: () => Promise.reject(new Error("away")) });
    const sent = pullRequest("opened");
    const answer = await post(broken.url, sent, { secret: SECRET });
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "5");
    assert.doesNotMatch(await errorOf(answer), /away/);
    await using slow = await serve({
      store: () => Promise.withResolvers<boolean>().promise,
      storeTimeoutMs: 20,
    });
    assert.equal((await post(slow.url, sent, { secret: SECRET })).status, 503);
  });

  it("with 400 where it ends before its announced length", async () => {
    await using site = await serve();
    const call = httpRequest(`${site.url}/github/events`, {
      method: "POST",
      headers: {
        "x-github-delivery": "1",
        "x-github-event": "push",
        "x-hub-signature-256": "sha256=00",
        "content-length": 50,
      },
    });
    call.on("error", () => undefined);
    call.write("{");
    await once(call, "socket");
    await new Promise((resolve) => call.write('"', resolve));
    call.destroy();
    while (site.refused.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(site.refused[0]?.status, 400);
  });
});
