// From a stored delivery to an incident: real bodies in, alerts and incidents out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { readDelivery } from "../../src/intake/read-delivery.ts";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { understandDeliveries } from "../../src/operations/understand-deliveries.ts";
import { listAlertsOfIncident } from "../../src/storage/alerts.ts";
import { listDeadLetters } from "../../src/storage/deliveries.ts";
import { listOpenIncidents } from "../../src/storage/incidents.ts";
import { listPages } from "../../src/storage/pages.ts";
import { listTimeline } from "../../src/storage/timeline.ts";
import { openWorkbench, type Workbench } from "../support/operations.ts";
import { body, send, understand } from "./alerts.ts";

const minutes = (count: number): number => count * 60_000;

const open = async (bench: Workbench) => await listOpenIncidents(bench.ctx.db);

describe("an alert", () => {
  it("from a real Alertmanager opens one incident and pages the first on call", async () => {
    await using bench = await openWorkbench();
    await send(bench, await readFile("test/fixtures/alertmanager/real-firing.json", "utf8"));
    await understand(bench);
    const [incident, ...others] = await open(bench);
    assert.ok(incident);
    assert.equal(others.length, 0);
    assert.equal(incident.priority, "P1");
    const pages = await listPages(bench.ctx.db, incident.id);
    assert.deepEqual(
      pages.map((page) => page.user),
      ["U0ANNA"],
    );
  });

  it("repeated only counts", async () => {
    await using bench = await openWorkbench();
    for (let turn = 0; turn < 4; turn += 1) {
      await send(bench, body([{ name: "PaymentAuthRateDrop" }]));
      await understand(bench);
      await bench.clock.forward(minutes(1));
    }
    const incidents = await open(bench);
    assert.equal(incidents.length, 1);
    const [alert] = await listAlertsOfIncident(bench.ctx.db, incidents[0]?.id ?? "");
    assert.equal(alert?.count, 4);
  });

  it("of the same service joins the open incident; of another opens its own", async () => {
    await using bench = await openWorkbench();
    await send(bench, body([{ name: "PaymentAuthRateDrop" }]));
    await send(bench, body([{ name: "Checkout5xxHigh" }]));
    await send(bench, body([{ name: "SearchSlow", labels: { service: "search" } }]));
    await understand(bench);
    const incidents = await open(bench);
    assert.deepEqual(incidents.map((incident) => incident.service).sort(), ["checkout", "search"]);
    const checkout = incidents.find((incident) => incident.service === "checkout");
    const alerts = await listAlertsOfIncident(bench.ctx.db, checkout?.id ?? "");
    assert.equal(alerts.length, 2);
  });

  it("joins within ten minutes of the last one that joined, however old the incident is", async () => {
    await using bench = await openWorkbench();
    for (const name of ["PaymentAuthRateDrop", "Checkout5xxHigh", "CheckoutSlow"]) {
      await send(bench, body([{ name }]));
      await understand(bench);
      await bench.clock.forward(minutes(8));
    }
    assert.equal((await open(bench)).length, 1);
    await bench.clock.forward(minutes(3));
    await send(bench, body([{ name: "CartSlow" }]));
    await understand(bench);
    assert.equal((await open(bench)).length, 2);
  });

  it("that recovers marks itself, tells the incident, and closes nothing", async () => {
    await using bench = await openWorkbench();
    await send(bench, body([{ name: "PaymentAuthRateDrop" }]));
    await understand(bench);
    await bench.clock.forward(minutes(5));
    const end = bench.clock.now().toISOString();
    await send(bench, body([{ name: "PaymentAuthRateDrop", status: "resolved" }], undefined, end));
    await understand(bench);
    const [incident] = await open(bench);
    assert.equal(incident?.status, "investigating");
    const timeline = await listTimeline(bench.ctx.db, incident?.id ?? "");
    assert.ok(timeline.some(({ entry }) => entry.kind === "alert" && entry.change === "recovered"));
  });

  it("that fires again soon after the resolve reopens the incident and asks for a new acknowledge", async () => {
    await using bench = await openWorkbench();
    await send(bench, body([{ name: "PaymentAuthRateDrop" }]));
    await understand(bench);
    const [first] = await open(bench);
    assert.ok(first);
    await changeIncident(bench.ctx, first.id, { kind: "acknowledge" });
    await bench.clock.forward(minutes(5));
    const end = bench.clock.now().toISOString();
    await send(bench, body([{ name: "PaymentAuthRateDrop", status: "resolved" }], undefined, end));
    await understand(bench);
    await changeIncident(bench.ctx, first.id, { kind: "resolve", summary: "done" });
    await bench.clock.forward(minutes(12));
    await send(bench, body([{ name: "PaymentAuthRateDrop" }], bench.clock.now().toISOString()));
    await understand(bench);
    const incidents = await open(bench);
    assert.deepEqual(
      incidents.map(({ id, acknowledgedAt }) => ({ id, acknowledgedAt })),
      [{ id: first.id, acknowledgedAt: null }],
    );
    const waiting = (await listPages(bench.ctx.db, first.id)).filter(
      (page) => page.state === "waiting",
    );
    assert.equal(waiting.length, 1);
  });
});

describe("a storm", () => {
  it("of three hundred alerts of one service is one incident", async () => {
    await using bench = await openWorkbench();
    for (let index = 0; index < 300; index += 1) {
      await send(bench, body([{ name: "PodDown", labels: { pod: `p${index}` } }]));
    }
    await understand(bench);
    const incidents = await open(bench);
    assert.equal(incidents.length, 1);
    const alerts = await listAlertsOfIncident(bench.ctx.db, incidents[0]?.id ?? "");
    assert.equal(alerts.length, 300);
  });

  it("over many services opens ten incidents in a minute and gathers the rest in one", async () => {
    await using bench = await openWorkbench();
    for (let index = 0; index < 40; index += 1) {
      await send(bench, body([{ name: "Down", labels: { service: `s${index}` } }]));
    }
    await understand(bench);
    const incidents = await open(bench);
    assert.equal(incidents.length, 11);
    const storm = incidents.find((incident) => incident.service === null);
    const gathered = await listAlertsOfIncident(bench.ctx.db, storm?.id ?? "");
    assert.equal(gathered.length, 30);
  });

  it("understood by two processes at once opens no twins", async () => {
    await using bench = await openWorkbench();
    for (let index = 0; index < 60; index += 1) {
      await send(bench, body([{ name: "PodDown", labels: { pod: `p${index}` } }]));
    }
    await Promise.all([understand(bench), understand(bench), understand(bench)]);
    await understand(bench);
    assert.equal((await open(bench)).length, 1);
  });
});

describe("a body nobody understands", () => {
  it("is kept as a dead letter with the reason, and the others go on", async () => {
    await using bench = await openWorkbench();
    await send(bench, "{ this is not JSON");
    await send(bench, body([{ name: "PaymentAuthRateDrop" }]));
    await understand(bench);
    const [letter] = await listDeadLetters(bench.ctx.db, 10);
    assert.match(letter?.reason ?? "", /JSON/);
    assert.equal((await open(bench)).length, 1);
  });
});

describe("a body that Muster itself fails on", () => {
  it("becomes a dead letter, and holds up none of the others", async () => {
    await using bench = await openWorkbench();
    await send(bench, body([{ name: "First" }]));
    await send(bench, body([{ name: "Poison", labels: { service: "search" } }]));
    await send(bench, body([{ name: "Last", labels: { service: "pages" } }]));
    const reader = {
      read: (row: Parameters<typeof readDelivery>[0]) => {
        const reading = readDelivery(row);
        if (JSON.stringify(reading).includes("Poison")) throw new Error("cannot read property x");
        return reading;
      },
      serviceOf: () => undefined,
    };
    while ((await understandDeliveries(bench.ctx, reader, 50)) > 0);
    const letters = await listDeadLetters(bench.ctx.db, 10);
    assert.deepEqual(
      letters.map(({ reason }) => reason),
      ["Muster failed on it: cannot read property x"],
    );
    assert.equal((await open(bench)).length, 2);
  });
});
