import assert from "node:assert/strict";
import { test } from "node:test";
import { delivery, first, fixture, refused, signalsOf, understood } from "../deliveries.ts";

const query = (file: string) =>
  Buffer.from(fixture(`uptimerobot/${file}`))
    .toString()
    .trim();

test("a GET with everything in its query goes down and up under one key", () => {
  const down = first(
    understood(delivery("uptimerobot", { method: "GET", query: query("query-down.txt") })).signals,
  );
  const up = first(
    understood(delivery("uptimerobot", { method: "GET", query: query("query-up.txt") })).signals,
  );
  assert.equal(down.alertKey, "778368750");
  assert.equal(down.state, "firing");
  assert.equal(down.title, "ur checker: HTTP 500 - Internal Server Error");
  assert.equal(down.priority, "P2");
  assert.equal(down.occurredAt?.toISOString(), "2016-11-27T02:54:06.000Z");
  assert.equal(up.alertKey, down.alertKey);
  assert.equal(up.state, "recovered");
  assert.deepEqual(up.startedAt, down.startedAt, "up minus its duration is when it went down");
});

test("the address with our secret in it is not kept", () => {
  const signals = understood(delivery("uptimerobot", { query: query("query-down.txt") })).signals;
  assert.ok(!JSON.stringify(signals).includes("s3cr3turl"));
});

test("JSON with names and number types of the user's own is understood", () => {
  const down = first(signalsOf("uptimerobot", "down.json"));
  assert.equal(down.state, "firing");
  assert.equal(down.title, "Web Server: Host Is Unreachable");
  assert.ok(
    !JSON.stringify(down).includes("*alertFriendlyDuration*"),
    "a variable never filled in",
  );
  assert.equal(first(signalsOf("uptimerobot", "up.json")).state, "recovered");
});

test("a form is understood whatever its content type says", () => {
  const signal = first(signalsOf("uptimerobot", "form-down.form"));
  assert.equal(signal.title, "Pulse — feed: Timeout");
});

test("a certificate that ends is a notice with a key of its own", () => {
  const signal = first(signalsOf("uptimerobot", "certificate.json"));
  assert.equal(signal.kind, "notice");
  assert.equal(signal.priority, "P4");
  assert.equal(signal.alertKey, "778368750:certificate");
});

test("the body wins over the query, and HTML encoding is undone once", () => {
  const signal = first(
    understood(
      delivery("uptimerobot", {
        query: "monitorID=1&alertType=1&monitorFriendlyName=Query",
        body: Buffer.from(
          "alertType=2&monitorFriendlyName=Sklep+%26%2340%3Bstaging%26%2341%3B+%26amp%3Blt%3B",
        ),
      }),
    ).signals,
  );
  assert.equal(signal.state, "recovered");
  assert.equal(signal.labels["monitor"], "Sklep (staging) &lt;");
});

test("values that name no monitor or no type are refused with what to send", () => {
  assert.match(refused(delivery("uptimerobot", { query: "alertType=1" })), /monitorID/);
  assert.match(refused(delivery("uptimerobot", { query: "monitorID=1" })), /alertType/);
});
