import assert from "node:assert/strict";
import { test } from "node:test";
import { showDelivery } from "../../src/intake/show-delivery.ts";
import { delivery, fixture } from "./deliveries.ts";

test("UptimeRobot's echo of our address, secret included, is masked in query, form and JSON", () => {
  const query = Buffer.from(fixture("uptimerobot/query-down.txt")).toString().trim();
  const json = Buffer.from(JSON.stringify({ monitor_alert_contacts: "s3cr3turl", monitorID: 1 }));
  const shown = [
    showDelivery(delivery("uptimerobot", { query })),
    showDelivery(delivery("uptimerobot", { body: Buffer.from(query) })),
    showDelivery(delivery("uptimerobot", { body: json })),
  ];
  for (const { query: shownQuery, body } of shown) {
    assert.ok(!`${shownQuery}${body}`.includes("s3cr3turl"));
    assert.match(`${shownQuery}${body}`, /•••/);
  }
  assert.match(shown[0]?.query ?? "", /monitorFriendlyName=ur checker/);
});

test("what the failing request of a buyer carried is masked in a Sentry body", () => {
  const { body } = showDelivery(
    delivery("sentry", { body: fixture("sentry/event-checkout.json") }),
  );
  for (const secret of ["sid", "203.0.113.25", "Cookie", "kupujacy@sklep.example"]) {
    assert.equal(body.includes(`"${secret}"`), false, secret);
  }
  assert.match(body, /TypeError/);
});

test("a body that is not JSON is shown with its secrets masked by name", () => {
  const broken = '{"title": "x", "token": "abc", "api_key": "def", password=ghi, "state": "ok"';
  const { body } = showDelivery(delivery("generic", { body: Buffer.from(broken) }));
  assert.equal(body, '{"title": "x", "token": •••, "api_key": •••, password=•••, "state": "ok"');
});

test("what is shown is bounded, and bytes that are no text are shown as hex", () => {
  const long = showDelivery(
    delivery("generic", { body: Buffer.from(`["${"x".repeat(90_000)}"]`) }),
  );
  assert.ok(long.body.length <= 20_000);
  const bytes = showDelivery(delivery("generic", { body: Uint8Array.of(0xff, 0x00) }));
  assert.equal(bytes.body, "ff00");
});
