// What reaches Muster from Slack acts once, for the right people only, and is never left without an answer.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { DrizzleQueryError } from "drizzle-orm";
import type { Context } from "../../../src/operations/context.ts";
import { listAudit } from "../../../src/storage/audit.ts";
import { findIncidentByNumber, listOpenIncidents } from "../../../src/storage/incidents.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

const SECRET = "test-signing-secret";

function signed(body: string, seconds: number): Record<string, string> {
  const base = `v0:${seconds}:${body}`;
  return {
    "x-slack-request-timestamp": String(seconds),
    "x-slack-signature": `v0=${createHmac("sha256", SECRET).update(base).digest("hex")}`,
  };
}

type Sent = { readonly body: string; readonly at?: Date; readonly type?: string };

async function send(slack: SlackBench, { body, at, type }: Sent): Promise<Response> {
  const seconds = Math.floor((at ?? new Date()).getTime() / 1000);
  return await fetch(slack.url, {
    method: "POST",
    body,
    headers: {
      "content-type": type ?? "application/x-www-form-urlencoded",
      ...signed(body, seconds),
    },
  });
}

let triggers = 0;

function command(text: string, change: Record<string, string> = {}): string {
  triggers += 1;
  return new URLSearchParams({
    command: "/incident",
    text,
    team_id: "T0TEAM",
    api_app_id: "A0MUSTER",
    user_id: "U0ANNA",
    channel_id: "C0GENERAL",
    trigger_id: `1.2.${triggers}`,
    response_url: `${slackUrl}/nowhere`,
    ...change,
  }).toString();
}

/** A closed port: the answer goes by direct message. */
const slackUrl = "http://127.0.0.1:1";

const openOnes = async (slack: SlackBench) => await listOpenIncidents(slack.bench.ctx.db);

/** A database that takes and gives rows but commits no change while it is on. */
function withOutage(db: Context["db"], outage: { readonly isOn: boolean }): Context["db"] {
  return new Proxy(db, {
    get(target, name) {
      if (outage.isOn && (name === "transaction" || name === "update")) {
        throw new Error("the connection was lost");
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe("a request from Slack", () => {
  it("that is delivered twice acts once", async () => {
    await using slack = await openSlackBench();
    const body = command("new p2 Checkout slow");
    const answers = await Promise.all([1, 2, 3].map(async () => await send(slack, { body })));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    await slack.eventually(async () => (await openOnes(slack)).length > 0 || undefined);
    assert.equal((await openOnes(slack)).length, 1);
    // Where it came from takes no answer: a direct message says it, once.
    const said = () =>
      slack.slack.state.channels
        .filter(({ kind }) => kind === "im")
        .flatMap(({ id }) => slack.slack.state.messages(id))
        .filter(({ text }) => text.includes("You declared P2 INC-1"));
    await slack.eventually(() => said().length > 0 || undefined);
    assert.equal(said().length, 1);
  });

  it("is refused when its time lies ahead, its signature is wrong or it is for another workspace", async () => {
    await using slack = await openSlackBench();
    const body = command("new p2 Checkout slow");
    const ahead = new Date(Date.now() + 20 * 60_000);
    assert.equal((await send(slack, { body, at: ahead })).status, 401);
    const past = new Date(Date.now() - 20 * 60_000);
    assert.equal((await send(slack, { body, at: past })).status, 401);
    const forged = await fetch(slack.url, {
      method: "POST",
      body: `${body}&x=1`,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...signed(body, Math.floor(Date.now() / 1000)),
      },
    });
    assert.equal(forged.status, 401);
    const foreign = await send(slack, { body: command("new p2 x", { team_id: "T0OTHER" }) });
    assert.match(await foreign.text(), /not installed in the workspace/);
    const otherApp = await send(slack, { body: command("new p2 x", { api_app_id: "A0OTHER" }) });
    assert.match(await otherApp.text(), /not installed/);
    await slack.eventually(async () => {
      const rows = await listAudit(slack.bench.ctx.db, "U0ANNA");
      return (
        rows.filter(({ detail }) => detail["why"] === "other-workspace").length === 2 || undefined
      );
    });
    assert.deepEqual(await openOnes(slack), []);
  });

  it("is understood with a charset in its content type", async () => {
    await using slack = await openSlackBench();
    const type = "application/x-www-form-urlencoded; charset=utf-8";
    const { status } = await send(slack, { body: command("new p2 Płatności"), type });
    assert.equal(status, 200);
    const [incident] = await slack.eventually(async () => {
      const open = await openOnes(slack);
      return open.length > 0 ? open : undefined;
    });
    assert.equal(incident?.title, "Płatności");
  });

  it("of a guest is refused with the reason, and the audit trail says so", async () => {
    await using slack = await openSlackBench();
    // What was known of people is an hour old: Slack is asked again.
    await slack.bench.clock.forward(61 * 60_000);
    const answer = await slack.answerTo("U0GUEST", (guest) =>
      guest.command(slack.general, "/incident", "new p1 Fire"),
    );
    assert.match(answer.text, /Guests can read incidents but not act in them/);
    assert.deepEqual(await openOnes(slack), []);
    const [row] = await listAudit(slack.bench.ctx.db, "U0GUEST");
    assert.equal(row?.outcome, "refused");
    assert.equal(row?.detail["why"], "guest");
  });

  it("of somebody Slack does not know is refused", async () => {
    await using slack = await openSlackBench();
    await send(slack, { body: command("new p1 Fire", { user_id: "U0NOBODY" }) });
    await slack.eventually(async () => {
      const [row] = await listAudit(slack.bench.ctx.db, "U0NOBODY");
      return row?.detail["why"] === "unknown" || undefined;
    });
    assert.deepEqual(await openOnes(slack), []);
  });

  it("that meets no database is answered all the same", async () => {
    const broken = new Error("connect ECONNREFUSED");
    await using slack = await openSlackBench({
      deps: (ctx: Context) => ({
        ...ctx,
        db: {
          insert: () => {
            throw new DrizzleQueryError("insert into slack_requests", [], broken);
          },
        } as unknown as Context["db"],
      }),
    });
    const outcome = await slack.slack.as("U0ANNA").command(slack.general, "/incident", "new p1 x");
    assert.equal(outcome.ok, true);
    assert.match(
      JSON.stringify(slack.slack.state.ephemerals("U0ANNA")),
      /Muster cannot reach its database now/,
    );
    const event = JSON.stringify({
      type: "event_callback",
      event_id: "Ev1",
      team_id: "T0TEAM",
      api_app_id: "A0MUSTER",
      event: { type: "app_home_opened", user: "U0ANNA", tab: "home" },
    });
    assert.equal((await send(slack, { body: event, type: "application/json" })).status, 500);
  });

  it("that loses the database midway is kept, said to be kept, and carried out later", async () => {
    const broken = { isOn: false };
    await using slack = await openSlackBench({
      deps: (ctx: Context) => ({ ...ctx, db: withOutage(ctx.db, broken) }),
    });
    broken.isOn = true;
    const answer = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new p2 Checkout slow"),
    );
    assert.match(answer.text, /It is kept, and carried out once the database is back/);
    assert.deepEqual(await openOnes(slack), []);
    broken.isOn = false;
    await slack.bench.clock.forward(11_000);
    assert.equal(await slack.app.replaySlackRequests(), 1);
    assert.equal((await openOnes(slack)).length, 1);
  });

  it("that a crash cut short is taken up again, and acts once", async () => {
    await using slack = await openSlackBench();
    const { ctx, clock } = slack.bench;
    const { acceptSlackRequest } = await import("../../../src/operations/accept-slack-request.ts");
    const body = Object.fromEntries(new URLSearchParams(command("new p2 Left behind")));
    await acceptSlackRequest(ctx, { key: `trigger:${body["trigger_id"]}`, body });
    assert.equal(await slack.app.replaySlackRequests(), 0, "whoever has it may still be at work");
    await clock.forward(11_000);
    assert.equal(await slack.app.replaySlackRequests(), 1);
    assert.equal((await openOnes(slack)).length, 1);
    await clock.forward(11_000);
    assert.equal(await slack.app.replaySlackRequests(), 0, "it is settled");
    const old = Object.fromEntries(new URLSearchParams(command("new p2 Too old")));
    await acceptSlackRequest(ctx, { key: `trigger:${old["trigger_id"]}`, body: old });
    await clock.forward(16 * 60_000);
    assert.equal(await slack.app.replaySlackRequests(), 0, "an old click would surprise");
    assert.equal((await openOnes(slack)).length, 1);
  });

  it("carried out just before a crash does nothing when it is taken up again", async () => {
    await using slack = await openSlackBench();
    const { ctx, clock } = slack.bench;
    const { acceptSlackRequest } = await import("../../../src/operations/accept-slack-request.ts");
    const { openIncident } = await import("../../../src/operations/open-incident.ts");
    const body = Object.fromEntries(new URLSearchParams(command("new p2 Once")));
    const key = `trigger:${body["trigger_id"]}`;
    await acceptSlackRequest(ctx, { key, body });
    await openIncident({ ...ctx, requestKey: key }, { title: "Once", priority: "P2" });
    await clock.forward(11_000);
    assert.equal(await slack.app.replaySlackRequests(), 1);
    assert.equal((await openOnes(slack)).length, 1);
  });

  it("whose form is sent twice at once declares one incident", async () => {
    await using slack = await openSlackBench();
    const form = await slack.modalOf("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new Search slow"),
    );
    const anna = slack.slack.as("U0ANNA");
    const sent = await Promise.allSettled(
      [1, 2, 3].map(async () => await anna.submitView(form.id, { priority: "P3" })),
    );
    assert.ok(sent.some(({ status }) => status === "fulfilled"));
    assert.equal((await openOnes(slack)).length, 1);
  });

  it("clicked by twenty people at once has one winner; the others are told who", async () => {
    await using slack = await openSlackBench();
    const { ctx } = slack.bench;
    await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new p2 Checkout slow"),
    );
    await slack.settle();
    const room = slack.room(1);
    const users = ["U0ANNA", "U0BOB", "U0PIOTR"];
    for (const user of users)
      await slack.slack
        .as(user)
        .join(room)
        .catch(() => undefined);
    const before = users.map((user) => slack.slack.state.ephemerals(user).length);
    const { ts } = slack.card(1);
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const user = users[index % 3] ?? "U0ANNA";
        return await slack.slack.as(user).click(room, ts, { actionId: "incident:ack" });
      }),
    );
    await slack.eventually(() => {
      const told = users.map((user) => slack.slack.state.ephemerals(user).length);
      const answers = told.reduce((sum, count, index) => sum + count - (before[index] ?? 0), 0);
      return answers === 19 || undefined;
    });
    const { acknowledgedBy } = (await findIncidentByNumber(ctx.db, 1)) ?? {};
    const last = JSON.stringify(slack.slack.state.ephemerals("U0BOB").at(-1));
    assert.ok(last.includes(`acknowledged by <@${acknowledgedBy}> at `), last);
  });
});
