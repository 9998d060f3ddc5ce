// The shop's alerting and what it remembers over a restart.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { get, openReceiver, openShop, put } from "./open-shop.ts";

describe("alerting", () => {
  it("tries again until a receiver that answers 503 takes the alert", async () => {
    await using receiver = await openReceiver([503, 503]);
    let time = Date.parse("2026-11-22T13:00:00Z");
    await using shop = await openShop({ clock: { now: () => new Date(time) } });
    shop.alertTo(receiver.url);
    shop.break("stripe");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await shop.tick(1);
      time += 1000;
    }
    assert.equal(receiver.deliveries.length, 1);
    assert.equal(receiver.deliveries[0]?.alerts[0]?.startsAt, "2026-11-22T13:00:00.000Z");
  });

  it("repeats a firing alert after a minute, not sooner", async () => {
    await using receiver = await openReceiver();
    let time = Date.parse("2026-11-22T13:00:00Z");
    await using shop = await openShop({
      alertTo: receiver.url,
      clock: { now: () => new Date(time) },
    });
    shop.break("stripe");
    for (let second = 0; second < 70; second += 1) {
      await shop.tick(1);
      time += 1000;
    }
    assert.deepEqual(
      receiver.deliveries.map((delivery) => delivery.status),
      ["firing", "firing"],
    );
  });

  it("links each alert to a page that shows the figures behind it", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    shop.break("stripe");
    await shop.tick(1);
    const link = receiver.deliveries[0]?.alerts[0]?.generatorURL ?? "";
    const page = await get(shop, link.replace(shop.url, ""));
    assert.match(page.body.expression, /^payment:auth_pct:baseline7d\{gateway="stripe"\} - /);
    const names = page.body.series.map(({ series }: { series: string }) => series);
    assert.ok(names.includes('payment:auth_pct:5m{gateway="stripe"}'));
  });

  it("puts two broken gateways into one group", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    shop.break("stripe");
    await shop.tick(1);
    shop.break("payu");
    await shop.tick(1);
    assert.deepEqual(
      receiver.deliveries.map(({ alerts }) => alerts.map((alert) => alert.labels["gateway"])),
      [["stripe"], ["stripe", "payu"]],
    );
  });
});

describe("after a restart", () => {
  it("remembers the routing, what is broken, the keys and the alert it still has to end", async () => {
    const dir = mkdtempSync(join(tmpdir(), "shop-"));
    const journalFile = join(dir, "shop.jsonl");
    await using receiver = await openReceiver();
    const body = { fallback: "payu", fallback_pct: 100 };
    {
      await using shop = await openShop({ journalFile, alertTo: receiver.url });
      shop.break("stripe");
      await shop.tick(2);
      await put(shop, "stripe", body, "effect-1");
    }
    await using shop = await openShop({ journalFile, alertTo: receiver.url });
    assert.ok(shop.isBroken("stripe"));
    assert.equal(shop.routes().stripe.fallback_pct, 100);
    assert.equal((await put(shop, "stripe", body, "effect-1")).body.revision, 2);
    assert.equal(shop.log().filter((request) => request.changed).length, 1);
    await shop.tick(30);
    assert.deepEqual(
      receiver.deliveries.map((delivery) => delivery.status),
      ["firing", "resolved"],
    );
    rmSync(dir, { recursive: true });
  });
});
