// The shop's Prometheus answers and alert fingerprints, compared with what the real programs give.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fingerprint } from "../../../src/rehearsal/shop/fingerprint.ts";
import { openShop } from "./open-shop.ts";
import { read } from "./read.ts";

describe("a fingerprint", () => {
  it("is the one a real Alertmanager gave to the same labels", () => {
    const labels = {
      alertname: "PaymentAuthorizationDrop",
      cluster: "loopback",
      gateway: "payu",
      instance: "127.0.0.1:19100",
      job: "shop",
      priority: "P1",
      service: "checkout",
      severity: "critical",
      team: "payments",
    };
    assert.equal(fingerprint(labels), "e67515c8e3015730");
  });
});

describe("an instant query", () => {
  const ask = async (query: string, method: "GET" | "POST" = "GET") => {
    await using shop = await openShop();
    const form = new URLSearchParams({ query });
    const response =
      method === "GET"
        ? await fetch(`${shop.url}/api/v1/query?${form}`)
        : await fetch(`${shop.url}/api/v1/query`, { method, body: form });
    return read(response);
  };

  it("gives one series for a full selector, by GET and by POST", async () => {
    for (const method of ["GET", "POST"] as const) {
      const { body } = await ask('payment:auth_pct:baseline7d{gateway="payu"}', method);
      assert.equal(body.status, "success");
      assert.equal(body.data.resultType, "vector");
      assert.deepEqual(body.data.result[0].metric, {
        __name__: "payment:auth_pct:baseline7d",
        gateway: "payu",
      });
      assert.equal(body.data.result[0].value[1], "93.9");
    }
  });

  it("gives every gateway when the selector has no labels, and follows patterns", async () => {
    assert.equal((await ask("payment:auth_pct:5m")).body.data.result.length, 3);
    const { body } = await ask('payment:auth_pct:5m{gateway=~"pay.+"}');
    assert.equal(body.data.result.length, 2);
  });

  it("drops the labels in a sum and the name in an increase", async () => {
    const sum = await ask('sum(increase(payment_attempts_total{gateway="stripe"}[5m]))');
    assert.deepEqual(sum.body.data.result[0].metric, {});
    assert.ok(Number(sum.body.data.result[0].value[1]) > 500);
    const increase = await ask("increase(payment_attempts_total[5m])");
    assert.deepEqual(increase.body.data.result[0].metric, { gateway: "stripe" });
  });

  it("is empty for a metric or a label value that does not exist", async () => {
    for (const query of ["no_such_metric", 'payment:auth_pct:5m{gateway="adyen"}']) {
      const { status, body } = await ask(query);
      assert.equal(status, 200);
      assert.deepEqual(body.data.result, []);
    }
  });

  it("gives a number as a series without labels, as those ask who only look", async () => {
    const { body } = await ask("vector(1)");
    assert.equal(body.data.resultType, "vector");
    assert.deepEqual(body.data.result[0].metric, {});
    assert.equal(body.data.result[0].value[1], "1");
  });

  for (const query of [
    "",
    "sum(",
    "vector(up)",
    "foo{",
    'foo{a~"b"}',
    "foo[5m",
    "frobnicate(foo)",
    "foo bar",
  ]) {
    it(`is refused as bad_data when it says ${JSON.stringify(query)}`, async () => {
      const { status, body } = await ask(query);
      assert.equal(status, 400);
      assert.equal(body.errorType, "bad_data");
    });
  }
});
