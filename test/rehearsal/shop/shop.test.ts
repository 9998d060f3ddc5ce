// The sample shop as its users see it: healthy, broken, healed, and switched to another gateway.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { get, openReceiver, openShop, put, query } from "./open-shop.ts";

describe("a healthy shop", () => {
  it("stays quiet for ten minutes: no alert, every rate near its baseline", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    for (let minute = 0; minute < 10; minute += 1) {
      await shop.tick(60);
      for (const { auth_pct, baseline_auth_pct } of Object.values(shop.figures().gateways)) {
        assert.ok(Math.abs((auth_pct ?? 0) - baseline_auth_pct) < 0.6);
      }
    }
    assert.deepEqual(receiver.deliveries, []);
    assert.equal((await get(shop, "/healthz")).body.ok, true);
  });
});

describe("breaking and healing", () => {
  it("tells the receiver within a second of traffic that stripe stopped authorizing", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    shop.break("stripe");
    await shop.tick(1);
    const [delivery] = receiver.deliveries;
    assert.equal(delivery?.status, "firing");
    const [alert] = delivery?.alerts ?? [];
    assert.equal(alert?.labels["alertname"], "PaymentAuthRateDrop");
    assert.equal(alert?.labels["gateway"], "stripe");
    assert.equal(alert?.labels["severity"], "critical");
    assert.equal(alert?.annotations["baseline"], "94.2");
    assert.equal(alert?.endsAt, "0001-01-01T00:00:00Z");
    await shop.tick(20);
    assert.ok(((await query(shop, 'payment:auth_pct:5m{gateway="stripe"}')) ?? 99) < 12);
    assert.ok(((await query(shop, "checkout:5xx_pct:5m")) ?? 99) < 0.5);
  });

  it("says resolved once, with the same fingerprint and start, after the shop has recovered", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    shop.break("stripe");
    await shop.tick(2);
    shop.heal("stripe");
    await shop.tick(40);
    await shop.tick(40);
    assert.deepEqual(
      receiver.deliveries.map((delivery) => delivery.status),
      ["firing", "resolved"],
    );
    const [fired, resolved] = receiver.deliveries.map((delivery) => delivery.alerts[0]);
    assert.equal(resolved?.fingerprint, fired?.fingerprint);
    assert.equal(resolved?.startsAt, fired?.startsAt);
    assert.ok(Date.parse(resolved?.endsAt ?? "") >= Date.parse(fired?.startsAt ?? ""));
  });

  it("a bad release raises 5xx and script errors and leaves authorization alone", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    shop.break("release");
    await shop.tick(10);
    assert.deepEqual(receiver.deliveries.map(({ groupKey }) => groupKey).sort(), [
      '{}:{alertname="Checkout5xxHigh", service="checkout"}',
      '{}:{alertname="JsErrorSpike", service="checkout"}',
    ]);
    assert.ok(((await query(shop, "web:js_error_pct:5m")) ?? 0) > 1);
    assert.ok(((await query(shop, 'payment:auth_pct:5m{gateway="stripe"}')) ?? 0) > 93);
  });

  it("a traffic peak saturates the database and makes checkout slow, under the 5xx limit", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    shop.break("peak");
    await shop.tick(1);
    await shop.tick(20);
    assert.deepEqual(
      receiver.deliveries.map(({ alerts }) => alerts[0]?.labels["alertname"]).sort(),
      ["CheckoutSlow", "DbSaturation"],
    );
    assert.ok(((await query(shop, "checkout:latency_p95_seconds:5m")) ?? 0) > 2);
    assert.ok(((await query(shop, "max(db:cpu_pct:1m)")) ?? 0) > 80);
  });
});

describe("switching a gateway", () => {
  it("moves stripe's payments to payu, where they are authorized, and the alert ends", async () => {
    await using receiver = await openReceiver();
    await using shop = await openShop({ alertTo: receiver.url });
    const usual = await query(shop, 'sum(increase(payment_attempts_total{gateway="payu"}[5m]))');
    shop.break("stripe");
    await shop.tick(5);
    assert.deepEqual(await put(shop, "stripe", { fallback: "payu", fallback_pct: 100 }), {
      status: 200,
      body: { gateway: "stripe", fallback: "payu", fallback_pct: 100, revision: 2 },
    });
    await shop.tick(25);
    const moved = await query(shop, 'sum(increase(payment_attempts_total{gateway="payu"}[5m]))');
    assert.ok((moved ?? 0) > 2 * (usual ?? 0));
    assert.ok(((await query(shop, 'payment:auth_pct:5m{gateway="payu"}')) ?? 0) > 94.2 - 1);
    assert.ok(Number.isNaN(await query(shop, 'payment:auth_pct:5m{gateway="stripe"}')));
    assert.equal(receiver.deliveries.at(-1)?.status, "resolved");
  });

  it("keeps stripe's own rate low while only a fifth of it is moved", async () => {
    await using shop = await openShop();
    shop.break("stripe");
    await put(shop, "stripe", { fallback: "payu", fallback_pct: 20 });
    await shop.tick(25);
    assert.ok(((await query(shop, 'payment:auth_pct:5m{gateway="stripe"}')) ?? 99) < 12);
    assert.ok(((await query(shop, 'payment:auth_pct:5m{gateway="payu"}')) ?? 0) > 94.2 - 2);
  });

  it("gives the traffic back when only the percentage is set to zero", async () => {
    await using shop = await openShop();
    await put(shop, "stripe", { fallback: "payu", fallback_pct: 100 });
    const { body } = await put(shop, "stripe", { fallback_pct: 0 });
    assert.deepEqual(body, { gateway: "stripe", fallback: "payu", fallback_pct: 0, revision: 3 });
  });

  it("answers the same key with the same answer and changes nothing the second time", async () => {
    await using shop = await openShop();
    const body = { fallback: "payu", fallback_pct: 100 };
    const first = await put(shop, "stripe", body, "effect-1");
    await put(shop, "stripe", { fallback_pct: 0 }, "effect-2");
    assert.deepEqual(await put(shop, "stripe", body, "effect-1"), first);
    assert.equal(shop.routes().stripe.fallback_pct, 0);
    const { requests } = (await get(shop, "/v1/log")).body;
    assert.deepEqual(
      requests.map((request: { key: string; changed: boolean; replayed: boolean }) => [
        request.key,
        request.changed,
        request.replayed,
      ]),
      [
        ["effect-1", true, false],
        ["effect-2", true, false],
        ["effect-1", false, true],
      ],
    );
  });

  it("refuses a key that comes back with another request", async () => {
    await using shop = await openShop();
    await put(shop, "stripe", { fallback: "payu", fallback_pct: 100 }, "effect-1");
    const answer = await put(shop, "stripe", { fallback: "paypal", fallback_pct: 100 }, "effect-1");
    assert.equal(answer.status, 422);
    assert.equal(shop.routes().stripe.fallback, "payu");
  });

  for (const [body, says] of [
    [{ fallback: "adyen", fallback_pct: 10 }, /adyen/],
    [{ fallback: "stripe", fallback_pct: 10 }, /own fallback/],
    [{ fallback: "payu", fallback_pct: 101 }, /101/],
    [{ fallback_pct: 10 }, /needs a fallback/],
    [[], /\[\]/],
  ] as const) {
    it(`refuses ${JSON.stringify(body)} and quotes what is wrong`, async () => {
      await using shop = await openShop();
      const answer = await put(shop, "stripe", body);
      assert.equal(answer.status, 422);
      assert.match(answer.body.error, says);
      assert.equal(shop.routes().stripe.revision, 1);
    });
  }

  it("wants the token when it has one", async () => {
    await using shop = await openShop({ token: "s3cret" });
    assert.equal((await put(shop, "stripe", { fallback: "payu", fallback_pct: 1 })).status, 401);
    const response = await fetch(`${shop.url}/v1/routes/stripe`, {
      method: "PUT",
      headers: { authorization: "Bearer s3cret" },
      body: '{"fallback":"payu","fallback_pct":1}',
    });
    assert.equal(response.status, 200);
  });

  it("can lose the answer after the change is made, or fail without making it", async () => {
    await using shop = await openShop();
    shop.misbehave("lose-answer", 1);
    await assert.rejects(put(shop, "stripe", { fallback: "payu", fallback_pct: 100 }));
    assert.equal(shop.routes().stripe.fallback_pct, 100);
    shop.misbehave({ status: 503 }, 1);
    assert.equal((await put(shop, "stripe", { fallback_pct: 0 })).status, 503);
    assert.equal(shop.routes().stripe.fallback_pct, 100);
  });
});
