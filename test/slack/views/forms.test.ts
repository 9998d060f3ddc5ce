// Every form opens in a workspace that judges it as Slack does, and says what is wrong under its fields.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listActionItems } from "../../../src/storage/action-items.ts";
import { findDelivery, insertDeliveries, saveDead } from "../../../src/storage/deliveries.ts";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { listPages } from "../../../src/storage/pages.ts";
import { listTimeline } from "../../../src/storage/timeline.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

async function begin() {
  const slack = await openSlackBench();
  await slack.answerTo("U0ANNA", (anna) =>
    anna.command(slack.general, "/incident", "new p2 Checkout slow"),
  );
  return slack;
}

const form = async (slack: SlackBench, text: string) =>
  await slack.modalOf("U0ANNA", (anna) => anna.command(slack.general, "/incident", text));

type Values = Parameters<ReturnType<SlackBench["slack"]["as"]>["submitView"]>[1];

const submit = async (slack: SlackBench, id: string, values: Values) =>
  await slack.slack.as("U0ANNA").submitView(id, values);

const stored = async ({ bench }: SlackBench) => {
  const incident = await findIncidentByNumber(bench.ctx.db, 1);
  assert.ok(incident);
  return incident;
};

/** Done, open again, and then somebody else's, from the list of all that is open. */
async function changeItem(slack: SlackBench): Promise<void> {
  const bob = (text: string) =>
    slack.answerTo("U0BOB", (person) => person.command(slack.general, "/incident", text));
  const press = (at: { channel: string; ts: string }, deed: string) =>
    slack.answerTo("U0BOB", (person) =>
      person.clickEphemeral(at.channel, at.ts, { actionId: `action-item:act.${deed}` }),
    );
  const mine = await bob("actions mine");
  assert.match(mine.text, /☐ Alert on cache misses.*due 2026-12-10.*INC-1/s);
  const done = await press(mine, "finish");
  assert.match(done.text, /“Alert on cache misses” is done/);
  assert.match((await press(mine, "finish")).text, /is done already\. Nothing changed/);
  assert.match((await bob("actions mine")).text, /You have no open action items/);
  const ofIncident = await bob("actions INC-1");
  assert.match(ofIncident.text, /Action items of INC-1.*none is open.*✅ Alert on cache misses/s);
  assert.match((await press(done, "reopen")).text, /is open again/);
  const all = await bob("actions");
  assert.match(all.text, /Open action items/);
  const change = await slack.modalOf("U0BOB", (person) =>
    person.clickEphemeral(all.channel, all.ts, { actionId: "action-item:act.change" }),
  );
  const values = { owner: "U0ANNA", due: "2026-12-12" };
  assert.equal((await slack.slack.as("U0BOB").submitView(change.id, values)).ok, true);
}

describe("a form", () => {
  it("posts an update with its status and when the next one comes", async () => {
    await using slack = await begin();
    const { id, text } = await form(slack, "update INC-1");
    assert.match(text, /as promised, in 60 min/);
    const long = await submit(slack, id, { text: "x".repeat(1_501) });
    assert.match(JSON.stringify(long), /1501 characters; at most 1500 fit/);
    const done = await submit(slack, id, { text: "PayU it is.", status: "identified", next: "15" });
    assert.equal(done.ok, true);
    assert.deepEqual(slack.slack.state.views("U0ANNA"), [], "the form is closed");
    const { status, lastUpdate, updateDueAt } = await stored(slack);
    assert.equal(status, "identified");
    assert.equal(lastUpdate?.text, "PayU it is.");
    const inMinutes = (updateDueAt?.getTime() ?? 0) - slack.bench.clock.now().getTime();
    assert.equal(inMinutes, 15 * 60_000);
  });

  it("lowers the priority only with a reason", async () => {
    await using slack = await begin();
    const { id } = await form(slack, "sev INC-1");
    const refused = await submit(slack, id, { priority: "P4" });
    assert.deepEqual(refused.ok ? {} : refused.errors, {
      reason: "Say why the priority is lowered.",
    });
    const same = await submit(slack, id, { priority: "P2", reason: "no" });
    assert.match(JSON.stringify(same), /INC-1 is P2 already/);
    assert.equal((await submit(slack, id, { priority: "P4", reason: "one node" })).ok, true);
    assert.equal((await stored(slack)).priority, "P4");
  });

  it("that somebody overtook shows the fresh values instead of overwriting them", async () => {
    await using slack = await begin();
    const priority = await form(slack, "sev INC-1");
    await slack.answerTo("U0BOB", (bob) => bob.command(slack.general, "/incident", "sev INC-1 p1"));
    const fresh = await submit(slack, priority.id, { priority: "P3", reason: "calmer" });
    assert.match(JSON.stringify(fresh), /INC-1 changed while this form was open/);
    assert.equal((await stored(slack)).priority, "P1");
  });

  it("edits title and impact, and only what was changed", async () => {
    await using slack = await begin();
    const declared = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "new p3 Serach slow"),
    );
    const edit = await slack.modalOf("U0ANNA", (anna) =>
      anna.clickEphemeral(declared.channel, declared.ts, { actionId: "incident:edit" }),
    );
    assert.equal((await submit(slack, edit.id, { title: "Search slow" })).ok, true);
    const incident = await findIncidentByNumber(slack.bench.ctx.db, 2);
    assert.equal(incident?.title, "Search slow");
    assert.equal(incident?.impact, null);
  });

  it("cancels with a reason, assigns roles, pages, notes and keeps action items", async () => {
    await using slack = await begin();
    // What was known of people is an hour old: Slack is asked again.
    await slack.bench.clock.forward(61 * 60_000);
    const role = await form(slack, "role INC-1");
    const guest = await submit(slack, role.id, { role: "comms", person: "U0BOT" });
    assert.match(JSON.stringify(guest), /cannot act in Muster/);
    assert.equal((await submit(slack, role.id, { role: "lead", person: "U0BOB" })).ok, true);
    const page = await form(slack, "page INC-1");
    assert.match(
      JSON.stringify(await submit(slack, page.id, { person: null, team: null })),
      /Choose a person or a team/,
    );
    assert.equal((await submit(slack, page.id, { person: "U0BOB", reason: "help" })).ok, true);
    const note = await form(slack, "note INC-1");
    assert.equal((await submit(slack, note.id, { text: "seen by support" })).ok, true);
    const item = await slack.modalOf("U0ANNA", async (anna) => {
      const answer = await slack.answerTo("U0ANNA", (again) =>
        again.command(slack.general, "/incident", "postmortem INC-1"),
      );
      return await anna.clickEphemeral(answer.channel, answer.ts, {
        actionId: "incident:action-item",
      });
    });
    const values = { text: "Alert on cache misses", owner: "U0BOB", due: "2026-12-10" };
    assert.equal((await submit(slack, item.id, values)).ok, true);
    const cancel = await form(slack, "cancel INC-1");
    assert.equal((await submit(slack, cancel.id, { reason: "a test" })).ok, true);
    const { db } = slack.bench.ctx;
    const { id, lead, status, closingText } = await stored(slack);
    assert.deepEqual([lead, status, closingText], ["U0BOB", "cancelled", "a test"]);
    assert.ok(
      (await listPages(db, id)).some(({ user, reason }) => user === "U0BOB" && reason === "help"),
    );
    const [kept] = await listActionItems(db, id);
    assert.deepEqual([kept?.owner, kept?.dueOn], ["U0BOB", "2026-12-10"]);
    const entries = (await listTimeline(db, id)).map(({ entry }) => entry);
    assert.ok(entries.some((entry) => entry.kind === "note" && entry.text === "seen by support"));
    await changeItem(slack);
    const [changed] = await listActionItems(db, id);
    assert.deepEqual(
      [changed?.owner, changed?.dueOn, changed?.state],
      ["U0ANNA", "2026-12-12", "open"],
    );
  });

  it("of a message puts it into a timeline, or declares from it", async () => {
    await using slack = await begin();
    const { ts } = await slack.slack.as("U0BOB").say(slack.general, "Cards fail for @anna too");
    const add = await slack.modalOf("U0ANNA", (anna) =>
      anna.messageShortcut("sc_timeline", slack.general, ts),
    );
    assert.match(add.text, /Cards fail for @anna too/);
    assert.equal((await submit(slack, add.id, { incident: "1" })).ok, true);
    const { db } = slack.bench.ctx;
    const entries = (await listTimeline(db, (await stored(slack)).id)).map(({ entry }) => entry);
    const kept = entries.find((entry) => entry.kind === "message");
    assert.equal(kept?.kind === "message" ? kept.author : undefined, "U0BOB");
    const declare = await slack.modalOf("U0ANNA", (anna) =>
      anna.messageShortcut("sc_declare_msg", slack.general, ts),
    );
    assert.match(declare.text, /"initial_value":"Cards fail for @anna too"/);
    assert.equal((await submit(slack, declare.id, { priority: "P1" })).ok, true);
    assert.equal((await findIncidentByNumber(db, 2))?.title, "Cards fail for @anna too");
    const global = await slack.modalOf("U0BOB", (bob) => bob.globalShortcut("sc_declare"));
    assert.match(global.text, /Declare incident/);
  });

  it("shows details and dead letters", async () => {
    await using slack = await begin();
    const timeline = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "timeline INC-1"),
    );
    const details = await slack.modalOf("U0ANNA", (anna) =>
      anna.clickEphemeral(timeline.channel, timeline.ts, { actionId: "incident:details" }),
    );
    assert.match(details.text, /1 page.*Opened as P2: Checkout slow/s);
    const { text } = await form(slack, "dead-letters");
    assert.match(text, /everything was understood/);
  });

  it("shows a dead letter without its secrets, and puts it back", async () => {
    await using slack = await begin();
    const { db, clock } = slack.bench.ctx;
    const id = "0b8f6a0e-2f7c-4d1b-9a3e-5c1d2e3f4a5b";
    await insertDeliveries(db, [
      {
        id,
        hook: "grafana",
        source: "grafana",
        deliveryKey: "k",
        method: "POST",
        path: "/hooks/grafana",
        query: "",
        headers: { "content-type": "application/json" },
        body: Buffer.from('{"title":"<!channel> odd","password":"hunter2"}'),
        isKeyedByBody: false,
        copies: 1,
        receivedAt: clock.now(),
      },
    ]);
    await saveDead(db, id, "no alerts in the body");
    const list = await form(slack, "dead-letters");
    assert.match(list.text, /grafana.*no alerts in the body/);
    const one = await slack.modalOf("U0ANNA", (anna) =>
      anna.clickInView(list.id, { actionId: "delivery:show" }),
    );
    assert.match(one.text, /odd/);
    assert.doesNotMatch(one.text, /hunter2/);
    await slack.modalOf("U0ANNA", (anna) =>
      anna.clickInView(one.id, { actionId: "delivery:replay" }),
    );
    assert.equal((await findDelivery(db, id))?.state, "received");
  });
});
