// The same over Socket Mode: two connections, each brought back whatever happens to it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { openSlackBench } from "../slack-bench.ts";

const mode = { kind: "socket", appToken: "xapp-test", staggerMs: 0 } as const;

describe("Socket Mode", () => {
  it("takes commands, forms and clicks as HTTP does", async () => {
    await using slack = await openSlackBench({ mode });
    await slack.eventually(() => {
      const health = slack.app.health();
      return (health.ok && health.connected === 2) || undefined;
    });
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new Search slow"),
    );
    const wrong = await slack.slack
      .as("U0ANNA")
      .submitView(form.id, { title: "   ", priority: "P3" });
    assert.equal(wrong.ok, false, "the correction reaches the form");
    const done = await slack.modalOf("U0ANNA", (anna) =>
      anna.submitView(form.id, { title: "Search is slow", priority: "P3" }),
    );
    assert.match(done.text, /INC-1\* is declared/);
    assert.ok(slack.slack.deliveries.every(({ via }) => via === "socket"));
  });

  it("goes on while one connection is cut, and opens it again", async () => {
    await using slack = await openSlackBench({ mode });
    const connected = () => {
      const health = slack.app.health();
      return health.ok ? health.connected : 0;
    };
    await slack.eventually(() => connected() === 2 || undefined);
    slack.slack.faults.dropSocket(0);
    const opened = () =>
      slack.slack.calls.filter(({ method }) => method === "apps.connections.open").length;
    await slack.eventually(() => opened() === 3 || undefined);
    const answer = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new p2 Checkout slow"),
    );
    assert.match(answer.text, /You declared P2 INC-1/);
    await slack.eventually(() => connected() === 2 || undefined);
    assert.equal((await findIncidentByNumber(slack.bench.ctx.db, 1))?.priority, "P2");
  });
});
