// The shop's GitHub tells of what happens, once and signed, and waits at its gates; what it knows survives a restart.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Shop } from "../../../src/rehearsal/shop/types.ts";
import { asApp, ask, freezeRule, signJwt, verdict } from "./as-app.ts";
import { handClock } from "./clock.ts";
import { openShop } from "./open-shop.ts";

const web = "/repos/shop/web";

type Told = { readonly headers: IncomingHttpHeaders; readonly text: string };

async function openHook(answers: number[] = []) {
  const told: Told[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    told.push({ headers: req.headers, text: Buffer.concat(chunks).toString() });
    res.writeHead(answers.shift() ?? 202).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    told,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/github/events`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const names = (told: readonly Told[]) =>
  told.map(({ headers, text }) => {
    const { action } = JSON.parse(text);
    return action ? `${headers["x-github-event"]}.${action}` : headers["x-github-event"];
  });

describe("events", () => {
  it("are signed over their bytes, and tell of what people and apps did", async () => {
    await using hook = await openHook();
    await using shop = await openShop();
    shop.github.deliverTo(hook.url);
    const app = await asApp(shop);
    await app(`${web}/rulesets`, { body: freezeRule(shop) });
    const { headSha } = shop.github.pull("shop/web", 128);
    await app(`${web}/check-runs`, { body: verdict(headSha, "failure") });
    shop.github.clickCheck("shop/web", 128, "freeze_exception");
    shop.github.push("shop/web", 128);
    shop.github.closePull("shop/web", 132);
    await shop.github.delivered();
    assert.deepEqual(names(hook.told), [
      "repository_ruleset.created",
      "check_run.completed",
      "check_run.requested_action",
      "push",
      "pull_request.synchronize",
      "pull_request.closed",
    ]);
    const [, , clicked] = hook.told;
    assert.ok(clicked);
    const { sender, requested_action, check_run, installation } = JSON.parse(clicked.text);
    assert.deepEqual(requested_action, { identifier: "freeze_exception" });
    assert.equal(sender.login, "anna-dev");
    assert.equal(check_run.pull_requests[0].number, 128);
    assert.equal(installation.id, shop.github.installation().id);
    const hmac = createHmac("sha256", shop.github.app.webhookSecret);
    const signature = `sha256=${hmac.update(clicked.text).digest("hex")}`;
    assert.equal(clicked.headers["x-hub-signature-256"], signature);
  });

  it("come from the repository's own webhook where no app is: without its installation", async () => {
    await using hook = await openHook();
    await using shop = await openShop({ githubHookOf: "repository" });
    shop.github.deliverTo(hook.url);
    const app = await asApp(shop);
    const { headSha } = shop.github.push("shop/web", 128);
    await app(`${web}/check-runs`, { body: verdict(headSha, "failure") });
    await shop.github.delivered();
    assert.deepEqual(names(hook.told), ["push", "pull_request.synchronize"]);
    assert.ok(!hook.told.some(({ text }) => "installation" in JSON.parse(text)));
  });

  it("are not sent again by themselves, but listed and sent again when asked for", async () => {
    await using hook = await openHook([503]);
    await using shop = await openShop();
    shop.github.deliverTo(hook.url);
    shop.github.push("shop/private-free", 4);
    await shop.github.delivered();
    assert.equal(hook.told.length, 2);
    const list = () => ask(shop, signJwt(shop), "/app/hook/deliveries");
    const found = (await list()).body;
    assert.deepEqual(
      found.map((each: { event: string; status_code: number }) => [each.event, each.status_code]),
      [
        ["pull_request", 202],
        ["push", 503],
      ],
    );
    const path = `/app/hook/deliveries/${found[1].id}/attempts`;
    assert.equal((await ask(shop, signJwt(shop), path, { method: "POST" })).status, 202);
    await shop.github.delivered();
    const [first, , again] = hook.told;
    assert.equal(again?.text, first?.text);
    assert.equal(again?.headers["x-github-delivery"], first?.headers["x-github-delivery"]);
    const [newest] = (await list()).body;
    assert.deepEqual([newest.redelivery, newest.status, newest.guid], [true, "OK", found[1].guid]);
  });

  it("get lost where nobody listens, and come in pages by a cursor", async () => {
    await using shop = await openShop();
    for (let count = 0; count < 3; count += 1) shop.github.pushTo("shop/private-free");
    await shop.github.delivered();
    const path = "/app/hook/deliveries?per_page=2";
    const first = await ask(shop, signJwt(shop), path);
    assert.deepEqual(
      first.body.map((each: { status_code: number }) => each.status_code),
      [0, 0],
    );
    const next = /cursor=(\d+)/.exec(first.headers.get("link") ?? "")?.[1];
    const second = await ask(shop, signJwt(shop), `${path}&cursor=${next}`);
    assert.equal(second.body.length, 1);
    assert.equal(second.headers.get("link"), null);
  });
});

describe("a gate of an environment", () => {
  it("keeps a deployment waiting until the app has reviewed it", async () => {
    await using shop = await openShop();
    const app = await asApp(shop);
    const rules = `${web}/environments/production/deployment_protection_rules`;
    const gate = { body: { integration_id: shop.github.app.id } };
    assert.equal((await app(rules, gate)).status, 201);
    assert.equal((await app(rules, gate)).status, 422);
    const before = shop.deployments().length;
    const { id } = shop.github.deploy("shop/web");
    assert.equal(shop.deployments().length, before);
    const review = (state: string) =>
      app(`${web}/actions/runs/${id}/deployment_protection_rule`, {
        body: { environment_name: "production", state, comment: "Frozen until Saturday" },
      });
    assert.equal((await review("approved")).status, 204);
    assert.equal(shop.deployments().length, before + 1);
    assert.equal((await review("rejected")).status, 403);
  });

  it("is not needed to hold the workflow: switched off, no deployment of it runs", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const app = await asApp(shop);
    const put = (verb: string) =>
      app(`${web}/actions/workflows/deploy.yml/${verb}`, { method: "PUT" });
    assert.equal((await put("disable")).status, 204);
    assert.equal(
      (await app(`${web}/actions/workflows/deploy.yml`)).body.state,
      "disabled_manually",
    );
    const body = { ref: "main", auto_merge: false, required_contexts: [] };
    const { id } = (await app(`${web}/deployments`, { body })).body;
    clock.forward(60);
    assert.deepEqual((await app(`${web}/deployments/${id}/statuses`)).body, []);
    assert.equal((await put("enable")).status, 204);
    assert.equal(shop.github.workflowsOf("shop/web")["deploy.yml"], "active");
  });
});

describe("what GitHub remembers", () => {
  it("is still there after a restart", async (t) => {
    const dir = mkdtempSync(join(tmpdir(), "shop-github-"));
    t.after(() => rmSync(dir, { recursive: true, force: true }));
    const options = { journalFile: join(dir, "shop.jsonl") };
    const seen = (shop: Shop) => [
      shop.github.rulesetsOf("shop/web"),
      shop.github.pull("shop/web", 128),
      shop.github.headOf("shop/web"),
    ];
    const before = await (async () => {
      await using shop = await openShop(options);
      const app = await asApp(shop);
      await app(`${web}/rulesets`, { body: freezeRule(shop) });
      shop.github.push("shop/web", 128);
      return seen(shop);
    })();
    await using shop = await openShop(options);
    assert.deepEqual(seen(shop), before);
  });
});
