// The buttons on the card, the announcement, a page and the Home tab, pressed by people.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addActionItem } from "../../../src/operations/add-action-item.ts";
import { listFollowers } from "../../../src/storage/followers.ts";
import { findIncidentByNumber } from "../../../src/storage/incidents.ts";
import { listPages } from "../../../src/storage/pages.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

async function begin() {
  const slack = await openSlackBench();
  await slack.answerTo("U0BOB", (bob) =>
    bob.command(slack.general, "/incident", "new p1 Card payments failing"),
  );
  await slack.settle();
  return slack;
}

const stored = async ({ bench }: SlackBench) => {
  const incident = await findIncidentByNumber(bench.ctx.db, 1);
  assert.ok(incident);
  return incident;
};

/** The newest message of Muster to this person that has the button. */
function pageOf({ slack }: SlackBench, user: string) {
  const dm = slack.state.channels.find(
    ({ kind, members }) => kind === "im" && members.includes(user) && members.includes("U0BOT"),
  );
  const page = slack.state
    .messages(dm?.id ?? "")
    .findLast(({ blocks }) => JSON.stringify(blocks).includes("page:"));
  assert.ok(dm && page, `${user} has a page`);
  return { channel: dm.id, ts: page.ts, text: JSON.stringify(page.blocks) };
}

function announcement({ slack }: SlackBench) {
  const channel = slack.state.channel("incidents");
  const message = slack.state
    .messages(channel?.id ?? "")
    .find(({ blocks }) => JSON.stringify(blocks).includes("incident:follow"));
  assert.ok(channel && message, "there is an announcement");
  return { channel: channel.id, ts: message.ts };
}

describe("a page", () => {
  it("is passed on to the next, who acknowledges for everybody", async () => {
    await using slack = await begin();
    const anna = pageOf(slack, "U0ANNA");
    const passed = await slack.answerTo("U0ANNA", (person) =>
      person.click(anna.channel, anna.ts, { actionId: "page:pass-on" }),
    );
    assert.match(passed.text, /Passed on: <@U0PIOTR> is paged now/);
    await slack.settle();
    const piotr = pageOf(slack, "U0PIOTR");
    await slack.slack.as("U0PIOTR").click(piotr.channel, piotr.ts, { actionId: "page:ack" });
    await slack.eventually(async () => (await stored(slack)).acknowledgedBy ?? undefined);
    await slack.settle();
    assert.equal((await stored(slack)).acknowledgedBy, "U0PIOTR");
    const late = await slack.answerTo("U0PIOTR", (person) =>
      person.click(piotr.channel, piotr.ts, { actionId: "page:ack", stale: true }),
    );
    assert.match(late.text, /INC-1 was acknowledged by <@U0PIOTR> at/);
  });

  it("is escalated: one more person is asked, then nobody is left", async () => {
    await using slack = await begin();
    const { channel, ts } = pageOf(slack, "U0ANNA");
    const press = () =>
      slack.answerTo("U0ANNA", (anna) => anna.click(channel, ts, { actionId: "page:escalate" }));
    assert.match((await press()).text, /<@U0PIOTR> is paged as well/);
    assert.match((await press()).text, /Everybody on call was asked already/);
    const users = (await listPages(slack.bench.ctx.db, (await stored(slack)).id)).map(
      ({ user }) => user,
    );
    assert.deepEqual(users, ["U0ANNA", "U0PIOTR"]);
  });
});

describe("the announcement", () => {
  it("is followed by one press, and its details open for whoever wants them", async () => {
    await using slack = await begin();
    const { channel, ts } = announcement(slack);
    await slack.slack
      .as("U0BOB")
      .join(channel)
      .catch(() => undefined);
    const followed = await slack.answerTo("U0BOB", (bob) =>
      bob.click(channel, ts, { actionId: "incident:follow" }),
    );
    assert.match(followed.text, /You follow INC-1/);
    const { id } = await stored(slack);
    assert.deepEqual(await listFollowers(slack.bench.ctx.db, id), ["U0BOB"]);
    const details = await slack.modalOf("U0BOB", (bob) =>
      bob.click(channel, ts, { actionId: "incident:details" }),
    );
    assert.match(details.text, /INC-1.*1 page.*Opened as P1/s);
  });
});

describe("the card", () => {
  it("offers in its menu what has a form, and mitigates at once", async () => {
    await using slack = await begin();
    const room = slack.room(1);
    const bob = slack.slack.as("U0BOB");
    for (const [more, title] of [
      ["change-priority", "Change priority"],
      ["page-someone", "Page someone"],
      ["add-note", "Add note"],
      ["edit", "Edit"],
      ["cancel", "Cancel as false alarm"],
    ] as const) {
      const value = JSON.stringify({ v: 1, i: 1, n: (await stored(slack)).version, x: more });
      const form = await slack.modalOf("U0BOB", (person) =>
        person.click(room, slack.card(1).ts, {
          actionId: "incident:more",
          selectedOption: value,
        }),
      );
      assert.match(form.text, new RegExp(title));
      await bob.closeView(form.id);
    }
    await bob.click(room, slack.card(1).ts, { actionId: "incident:lead" });
    await slack.eventually(async () => (await stored(slack)).lead ?? undefined);
    await slack.settle();
    await bob.click(room, slack.card(1).ts, { actionId: "incident:mitigate" });
    await slack.eventually(async () => (await stored(slack)).mitigatedAt ?? undefined);
    assert.equal((await stored(slack)).status, "monitoring");
    assert.deepEqual(
      slack.slack.state.ephemerals("U0BOB").slice(1),
      [],
      "the edited card says it; nobody is told twice",
    );
  });
});

describe("the Home tab", () => {
  it("follows an incident and shows that at once", async () => {
    await using slack = await begin();
    const bob = slack.slack.as("U0BOB");
    await bob.openHome();
    await slack.eventually(async () => {
      await slack.settle();
      return slack.slack.state.home("U0BOB");
    });
    await bob.clickInHome({ actionId: "incident:follow" });
    await slack.eventually(async () => {
      await slack.settle();
      const home = JSON.stringify(slack.slack.state.home("U0BOB")?.content);
      return home.includes("incident:unfollow") || undefined;
    });
    const { id } = await stored(slack);
    const item = { text: "Raise the limit", owner: "U0BOB", dueOn: null, createdBy: "U0ANNA" };
    await addActionItem(slack.bench.ctx, id, item);
    const homeSays = async (isThere: boolean) =>
      await slack.eventually(async () => {
        await slack.settle();
        const home = JSON.stringify(slack.slack.state.home("U0BOB")?.content);
        return home.includes("Raise the limit") === isThere || undefined;
      });
    await slack.bench.clock.forward(15_000);
    await homeSays(true);
    await bob.clickInHome({ actionId: "action-item:act.finish" });
    await homeSays(false);
    assert.deepEqual(slack.slack.state.views("U0BOB"), [], "no form gets in the way");
  });
});
