// Every verb of /incident, typed by people in a real workspace.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { listPages } from "../../../src/storage/pages.ts";
import { listTimeline } from "../../../src/storage/timeline.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

const typing =
  (slack: SlackBench, user: string, channel = slack.general) =>
  async (text: string): Promise<string> => {
    const answer = await slack.answerTo(user, (person) =>
      person.command(channel, "/incident", text),
    );
    return answer.text;
  };

async function open(slack: SlackBench) {
  await typing(slack, "U0ANNA")("new p2 Checkout slow");
}

const stored = async ({ bench }: SlackBench, number = 1) => {
  const incident = await findIncidentByNumber(bench.ctx.db, number);
  assert.ok(incident);
  return incident;
};

describe("/incident", () => {
  it("answers a typo with suggestions and executes nothing until one is pressed", async () => {
    await using slack = await openSlackBench();
    await open(slack);
    const answer = await slack.answerTo("U0ANNA", (anna) =>
      anna.command(slack.general, "/incident", "resovle INC-1 all good"),
    );
    assert.match(answer.text, /I don't know `resovle`. Nothing was executed/);
    assert.equal((await stored(slack)).status, "investigating");
    const pressed = await slack.answerTo("U0ANNA", (anna) =>
      anna.clickEphemeral(answer.channel, answer.ts, { actionId: "command:use.resolve" }),
    );
    assert.match(pressed.text, /INC-1 is resolved/);
    assert.equal((await stored(slack)).closingText, "all good");
  });

  it("asks which incident where it cannot know, and takes the answer by button", async () => {
    await using slack = await openSlackBench();
    const anna = typing(slack, "U0ANNA");
    assert.match(await anna("ack"), /No incident is open/);
    await open(slack);
    await anna("new p3 Search slow");
    const question = await slack.answerTo("U0BOB", (bob) =>
      bob.command(slack.general, "/incident", "ack"),
    );
    assert.match(question.text, /Which incident\?/);
    assert.match(question.text, /INC-1.*INC-2/);
    const answer = await slack.answerTo("U0BOB", (bob) =>
      bob.clickEphemeral(question.channel, question.ts, { actionId: "incident:pick.2" }),
    );
    assert.match(answer.text, /You acknowledged INC-2/);
    assert.equal((await stored(slack, 2)).acknowledgedBy, "U0BOB");
    assert.equal((await stored(slack, 1)).acknowledgedBy, null);
    assert.match(await anna("ack INC-9"), /There is no incident INC-9/);
  });

  it("changes priority, status, roles and lead, and refuses with a reason", async () => {
    await using slack = await openSlackBench();
    await open(slack);
    const anna = typing(slack, "U0ANNA");
    assert.match(await anna("sev INC-1 p4"), /needs a reason/);
    assert.match(await anna("sev INC-1 p4 one gateway only"), /INC-1 is P4 now/);
    assert.match(await anna("prio INC-1 p4 again"), /INC-1 is P4 already. Nothing changed/);
    assert.match(await anna("sev INC-1 huge"), /Say which priority/);
    assert.match(await anna("status INC-1 mitigated"), /INC-1 is being monitored now/);
    assert.match(await anna("status INC-1"), /Which status\?/);
    assert.match(await anna("role INC-1 comms @bob"), /<@U0BOB> is comms of INC-1 now/);
    assert.match(await anna("role INC-1 coms @bob"), /Say which role and who: `comms`/);
    assert.match(await anna("lead INC-1"), /You lead INC-1 now/);
    const { priority, status, roles, lead } = await stored(slack);
    assert.deepEqual(
      { priority, status, roles, lead },
      { priority: "P4", status: "monitoring", roles: { comms: "U0BOB" }, lead: "U0ANNA" },
    );
  });

  it("keeps notes, links and updates as a person would read them", async () => {
    await using slack = await openSlackBench();
    await open(slack);
    const anna = typing(slack, "U0ANNA");
    assert.match(await anna("note INC-1 ask @bob & co"), /Your note is in the timeline of INC-1/);
    assert.match(await anna("link INC-1 not-an-address"), /begins with http/);
    assert.match(
      await anna("link INC-1 https://grafana.example/d/1 Board"),
      /link is in the timeline/,
    );
    assert.match(await anna("update INC-1 We move to PayU."), /Your update of INC-1 is posted/);
    const entries = (await listTimeline(slack.bench.ctx.db, (await stored(slack)).id)).map(
      ({ entry }) => entry,
    );
    assert.deepEqual(
      entries.filter(({ kind }) => ["note", "link", "update"].includes(kind)),
      [
        { kind: "note", text: "ask @bob & co" },
        { kind: "link", url: "https://grafana.example/d/1", title: "Board" },
        { kind: "update", text: "We move to PayU.", nextMinutes: 60 },
      ],
    );
    const timeline = await anna("timeline INC-1 2");
    assert.match(timeline, /the last 2 of \d+/);
    assert.match(timeline, /Update: We move to PayU/);
    assert.doesNotMatch(timeline, /Opened as/);
  });

  it("pages people and teams, follows, cancels with a reason and reopens", async () => {
    await using slack = await openSlackBench();
    await open(slack);
    const anna = typing(slack, "U0ANNA");
    assert.match(await anna("page INC-1 @bob look at Stripe"), /<@U0BOB> is paged for INC-1/);
    assert.match(await anna("page INC-1 @bob"), /<@U0BOB> was paged at .* has not answered yet/);
    const pages = await listPages(slack.bench.ctx.db, (await stored(slack)).id);
    assert.equal(pages.find(({ user }) => user === "U0BOB")?.reason, "look at Stripe");
    const bob = typing(slack, "U0BOB");
    assert.match(await bob("follow INC-1"), /You follow INC-1: updates come to you/);
    assert.match(await bob("follow INC-1"), /You follow INC-1 already/);
    assert.match(await bob("unfollow INC-1"), /You follow INC-1 no more/);
    assert.match(await anna("cancel INC-1 test alarm"), /INC-1 is cancelled/);
    assert.match(await bob("ack INC-1"), /INC-1 was cancelled by <@U0ANNA> at .*Nothing changed/);
    assert.match(await bob("reopen INC-1 not a test"), /INC-1 is open again/);
    assert.match(
      await bob("postmortem INC-1"),
      /still open; this is the draft so far: .*post-mortem/,
    );
  });

  it("alone is a control panel in an incident's channel and a list elsewhere", async () => {
    await using slack = await openSlackBench();
    const anna = typing(slack, "U0ANNA");
    assert.match(await anna(""), /No incident is open.*Declare incident/);
    await open(slack);
    await slack.settle();
    assert.match(await anna(""), /1 incident is open.*INC-1.*Checkout slow/s);
    const panel = await typing(slack, "U0ANNA", slack.room(1))("");
    assert.match(panel, /incident:ack.*incident:lead.*incident:update/s);
    assert.match(await typing(slack, "U0ANNA", slack.room(1))("ack"), /You acknowledged INC-1/);
    assert.match(await anna("list mine"), /INC-1/);
    assert.match(await typing(slack, "U0BOB")("list mine"), /There is none/);
    assert.match(await anna("list 30d"), /last 30 days.*INC-1/s);
    assert.match(await anna("help"), /dead-letters/);
  });
});
