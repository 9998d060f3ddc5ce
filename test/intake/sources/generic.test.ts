import assert from "node:assert/strict";
import { test } from "node:test";
import { delivery, first, jsonDelivery, refused, signalsOf, understood } from "../deliveries.ts";

test("every field of the documented form arrives", () => {
  const signal = first(signalsOf("generic", "disk.json"));
  assert.equal(signal.alertKey, "disk-7");
  assert.equal(signal.priority, "P2");
  assert.equal(signal.value, "95");
  assert.equal(signal.baseline, "90");
  assert.deepEqual(signal.labels, {
    service: "database",
    severity: "high",
    host: "db-1",
    env: "production",
    urgent: "true",
  });
  assert.equal(signal.occurredAt?.toISOString(), "2026-11-22T12:38:06.000Z");
  assert.deepEqual(signal.links, [
    { label: "source", url: "https://monitoring.sklep.example/disk/7" },
  ]);
});

test("one message is enough, and the same message is the same alert", () => {
  const read = (body: unknown) => first(understood(jsonDelivery("generic", body)).signals);
  const a = read({ message: "Disk full\non db-1" });
  assert.equal(a.title, "Disk full");
  assert.equal(a.summary, "Disk full\non db-1");
  assert.equal(a.priority, undefined, "nothing suggested");
  assert.equal(read({ message: "Disk full\non db-1", state: "ok" }).alertKey, a.alertKey);
  assert.notEqual(read({ message: "Disk full\non db-2" }).alertKey, a.alertKey);
});

test("the words of many senders mean firing, recovered, acknowledged or muted", () => {
  const cases = {
    DOWN: "firing",
    Alerting: "firing",
    resolved: "recovered",
    UP: "recovered",
    ack: "acknowledged",
    silenced: "muted",
  };
  for (const [word, state] of Object.entries(cases)) {
    const signal = first(understood(jsonDelivery("generic", { title: "t", status: word })).signals);
    assert.equal(signal.state, state, word);
  }
});

test("an unknown state fires and says so", () => {
  const reading = understood(jsonDelivery("generic", { title: "t", state: "wobbly" }));
  assert.equal(first(reading.signals).state, "firing");
  assert.match(reading.note ?? "", /"wobbly"/);
});

test("a list, an `alerts` list, a form and a query are read alike", () => {
  assert.equal(
    understood(jsonDelivery("generic", [{ title: "a" }, { title: "b" }])).signals.length,
    2,
  );
  assert.equal(understood(jsonDelivery("generic", { alerts: [{ title: "a" }] })).signals.length, 1);
  const form = delivery("generic", { body: Buffer.from("title=Zam%C3%B3wienia&state=down") });
  assert.equal(first(understood(form).signals).title, "Zamówienia");
  const get = delivery("generic", { method: "GET", query: "title=a&state=up" });
  assert.equal(first(understood(get).signals).state, "recovered");
});

test("a form in an older character set keeps its letters", () => {
  const signal = first(
    understood(
      delivery("generic", {
        headers: { "content-type": "application/json; charset=iso-8859-2" },
        body: Buffer.from([
          ...Buffer.from('{"title":"p'),
          0xb3,
          ...Buffer.from("atno"),
          0xb6,
          0xe6,
          ...Buffer.from('"}'),
        ]),
      }),
    ).signals,
  );
  assert.equal(signal.title, "płatność");
});

test("what cannot be understood is refused with what to send instead", () => {
  assert.match(
    refused(delivery("generic", { body: Buffer.from('{"title": ') })),
    /not JSON \(Unexpected end of JSON input\)/,
  );
  assert.match(
    refused(delivery("generic", { body: Buffer.from("disk full") })),
    /neither JSON nor a form/,
  );
  assert.match(refused(delivery("generic")), /empty/);
  assert.match(refused(jsonDelivery("generic", {})), /`title` or `message`/);
  assert.match(refused(jsonDelivery("generic", [])), /`title` or `message`/);
  assert.match(refused(jsonDelivery("generic", ["x"])), /`title` or `message`/);
  assert.match(
    refused(delivery("generic", { body: Uint8Array.of(0xff, 0xfe, 0x7b) })),
    /neither UTF-8/,
  );
});
