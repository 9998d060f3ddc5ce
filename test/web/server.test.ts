import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest, type RequestListener } from "node:http";
import { type TestContext, test } from "node:test";
import { pino } from "pino";
import { createMetrics, type Metrics } from "../../src/metrics.ts";
import { createServer, type ServerOptions } from "../../src/web/server.ts";

type Wanted = Partial<Omit<ServerOptions, "metrics">> & { metrics?: Metrics };

async function serve(t: TestContext, wanted: Wanted = {}) {
  const lines: string[] = [];
  const server = await createServer({
    host: "127.0.0.1",
    port: 0,
    log: pino({ level: "info" }, { write: (line) => void lines.push(line) }),
    metrics: createMetrics(),
    checks: {},
    hooks: (_app, _options, done) => done(),
    pages: (_app, _options, done) => done(),
    ...wanted,
  });
  t.after(() => server[Symbol.asyncDispose]());
  return { server, url: await server.listen(), lines };
}

test("healthz answers while the process lives, whatever its parts do", async (t) => {
  const { url } = await serve(t, { checks: { database: () => Promise.reject(new Error("away")) } });
  const answer = await fetch(`${url}/healthz`);
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { alive: true });
});

test("readyz names the part that cannot be used, without its password, and is 200 again after", async (t) => {
  let isAway = true;
  const { url, lines } = await serve(t, {
    checks: {
      slack: () => Promise.resolve(),
      database: () =>
        isAway
          ? Promise.reject(new Error("Cannot reach postgres://me:hunter2@db.example/muster"))
          : Promise.resolve(),
    },
  });
  const bad = await fetch(`${url}/readyz`);
  assert.equal(bad.status, 503);
  const { ready, parts } = (await bad.json()) as {
    ready: boolean;
    parts: Record<string, { ok: boolean; reason?: string }>;
  };
  assert.equal(ready, false);
  assert.deepEqual(parts["slack"], { ok: true });
  assert.match(parts["database"]?.reason ?? "", /db\.example/);
  assert.doesNotMatch(parts["database"]?.reason ?? "", /hunter2/);
  assert.ok(lines.some((line) => line.includes("not ready")));
  isAway = false;
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
});

test("a part that does not answer at all counts as not usable, and is asked once by many probes", async (t) => {
  let asked = 0;
  const waiting = Promise.withResolvers<void>();
  const { url } = await serve(t, {
    checkTimeoutMs: 50,
    checks: {
      database: () => {
        asked += 1;
        return waiting.promise;
      },
    },
  });
  const probes = [fetch(`${url}/readyz`), fetch(`${url}/readyz`), fetch(`${url}/readyz`)];
  const statuses = (await Promise.all(probes)).map(({ status }) => status);
  waiting.resolve();
  assert.deepEqual(statuses, [503, 503, 503]);
  assert.equal(asked, 1);
});

test("requests to Slack's address reach its listener with the body unread, whatever its type", async (t) => {
  const seen: { type: string | undefined; body: string }[] = [];
  const slackEvents: RequestListener = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ type: request.headers["content-type"], body });
    response.writeHead(200, { "content-type": "text/plain" }).end("taken");
  };
  const { url } = await serve(t, { slackEvents });
  const types = ["application/json; charset=utf-8", "application/x-www-form-urlencoded", "odd/;;"];
  for (const type of types) {
    const headers = { "content-type": type };
    const answer = await fetch(`${url}/slack/events`, {
      method: "POST",
      headers,
      body: "not json",
    });
    assert.equal(await answer.text(), "taken");
  }
  assert.deepEqual(
    seen,
    types.map((type) => ({ type, body: "not json" })),
  );
});

test("in rehearsal the start page and everything under /rehearsal belong to the workspace", async (t) => {
  const rehearsal: RequestListener = (request, response) =>
    void response.end(`${request.method} ${request.url}`);
  const { url } = await serve(t, { rehearsal });
  assert.equal(await (await fetch(`${url}/`)).text(), "GET /");
  assert.equal(
    await (await fetch(`${url}/rehearsal/act?x=1`, { method: "POST", body: "{}" })).text(),
    "POST /rehearsal/act?x=1",
  );
});

test("without Socket Mode's opposite, Slack's address does not exist", async (t) => {
  const { url } = await serve(t);
  const answer = await fetch(`${url}/slack/events`, { method: "POST", body: "{}" });
  assert.equal(answer.status, 404);
});

test("an unknown address is told as JSON to programs and as a page to browsers", async (t) => {
  const { url } = await serve(t);
  const json = await fetch(`${url}/nope?token=x`);
  assert.equal(json.status, 404);
  assert.deepEqual(await json.json(), { error: "There is no page /nope." });
  const page = await fetch(`${url}/<b>`, { headers: { accept: "text/html" } });
  assert.equal(page.status, 404);
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  const text = await page.text();
  assert.match(text, /^<!doctype html>/);
  assert.doesNotMatch(text, /<b>/);
});

test("a fault inside is told by its request's number, and only the log has the rest", async (t) => {
  const { url, lines } = await serve(t, {
    pages: (app, _options, done) => {
      app.get("/broken", () => Promise.reject(new Error("select hunter2 from secrets")));
      done();
    },
  });
  const answer = await fetch(`${url}/broken`, { headers: { accept: "text/html" } });
  assert.equal(answer.status, 500);
  const text = await answer.text();
  assert.doesNotMatch(text, /hunter2|at .*\.ts/);
  const id = /request (req-\w+)/.exec(text)?.[1];
  assert.ok(id);
  assert.ok(lines.some((line) => line.includes(id) && line.includes("select hunter2")));
});

test("metrics count requests by route, deliveries, effects and lateness", async (t) => {
  const metrics = createMetrics();
  metrics.watchLedger(() =>
    Promise.resolve({ owed: 3, sent: 1, dead: 2, oldestOwedSeconds: 7, deadDeliveries: 4 }),
  );
  const none = { open: 0, staged: 0, drifted: 0, unknown: 0, failed: 0, unenforced: 0 };
  metrics.watchFreezes(() =>
    Promise.resolve({ repositories: { ...none, frozen: 12 }, lagSeconds: 5 }),
  );
  metrics.countDelivery({ hook: "grafana", source: "grafana", status: 202 });
  metrics.countEffect({ kind: "post", outcome: "done" });
  metrics.observeLaneWait(0.2);
  metrics.observeTimerLateness(-1);
  const { url } = await serve(t, { metrics });
  await fetch(`${url}/healthz`);
  const answer = await fetch(`${url}/metrics`);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  for (const line of [
    'muster_http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} 1',
    'muster_deliveries_total{hook="grafana",source="grafana",status="202"} 1',
    'muster_effects_total{kind="post",outcome="done"} 1',
    'muster_lane_wait_seconds_bucket{le="0.25"} 1',
    "muster_timer_lateness_seconds_sum 0",
    'muster_outbox_rows{state="owed"} 3',
    'muster_outbox_rows{state="dead"} 2',
    "muster_outbox_oldest_owed_seconds 7",
    "muster_dead_deliveries 4",
    'muster_freeze_repositories{state="frozen"} 12',
    "muster_freeze_lag_seconds 5",
  ]) {
    assert.ok(text.includes(`${line}\n`), line);
  }
  assert.match(text, /nodejs_eventloop_lag_seconds /);
});

test("metrics answer without the ledger while the database is away", async (t) => {
  const metrics = createMetrics();
  metrics.watchLedger(() => Promise.reject(new Error("away")));
  const { url } = await serve(t, { metrics });
  const answer = await fetch(`${url}/metrics`);
  assert.equal(answer.status, 200);
  const text = await answer.text();
  assert.match(text, /nodejs_eventloop_lag_seconds /);
  assert.doesNotMatch(text, /^muster_(outbox|dead)/m);
});

test("closing lets a request end that is under way, and ends streams of events at once", async (t) => {
  const stream = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const { server, url } = await serve(t, {
    rehearsal: (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(": hello\n\n");
      response.once("close", () => stream.resolve());
    },
    slackEvents: async (_request, response) => {
      arrived.resolve();
      await slow.promise;
      response.end("done");
    },
  });
  const headers = { accept: "text/event-stream" };
  const events = httpRequest(`${url}/rehearsal/events`, { headers }).end();
  events.on("error", () => undefined);
  const [response] = await once(events, "response");
  response.on("error", () => undefined).resume();
  const pending = fetch(`${url}/slack/events`, { method: "POST", body: "" });
  await arrived.promise;
  const closed = server[Symbol.asyncDispose]();
  await stream.promise;
  slow.resolve();
  assert.equal(await (await pending).text(), "done");
  await closed;
  await assert.rejects(fetch(`${url}/healthz`));
});
