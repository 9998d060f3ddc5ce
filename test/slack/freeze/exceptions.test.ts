// Exceptions as people ask for them and decide on them: by command, by form, by button, from an incident.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordPullFacts } from "../../../src/operations/freezes/record-pull-facts.ts";
import { findExceptionByNumber } from "../../../src/storage/freeze-exceptions.ts";
import { findFreezeByNumber } from "../../../src/storage/freezes.ts";
import { type FreezeScene, freezeShop, openFreezeScene } from "./scene.ts";

const SHA = "0badcafe0badcafe0badcafe0badcafe0badcafe";

async function openFrozen(): Promise<FreezeScene> {
  const people = { "piotr-dev": "@piotr" };
  const scene = await openFreezeScene({ freeze: { ...freezeShop.freeze, people } });
  await scene.type("U0ANNA", "new now 48h checkout Black Friday");
  await scene.press("U0ANNA", /^Declare$/);
  await scene.press("U0BOB", /^Approve$/);
  await scene.readBack({ "shop/web": "frozen", "shop/checkout": "frozen" });
  return scene;
}

const exceptionOf = async ({ bench }: FreezeScene, number = 1) => {
  const exception = await findExceptionByNumber(bench.ctx.db, number);
  assert.ok(exception);
  return exception;
};

/** GitHub says which commit it is. */
async function learn(scene: FreezeScene, number = 1): Promise<void> {
  const { id, pull } = await exceptionOf(scene, number);
  const facts = {
    ...{ headSha: SHA, title: "Fix <rounding> of VAT", author: "piotr-dev", base: "main" },
    url: `https://github.com/shop/web/pull/${pull}/files`,
  };
  await recordPullFacts(scene.bench.ctx, id, { is: "found", facts, isOpen: true });
  await scene.settle();
}

describe("/freeze except", () => {
  it("asks who decides as soon as the commit is known, and the result comes to the thread", async () => {
    await using scene = await openFrozen();
    const said = await scene.type("U0PIOTR", "except shop/web#12 charged a cent too much");
    assert.match(said, /EXC-1\* asks to let shop\/web#12 pass/);
    const asked = () => scene.releases().filter((text) => text.includes("*EXC-1*"));
    assert.deepEqual(asked(), [], "nobody reads of what GitHub does not know yet");
    assert.ok(!scene.dms("U0BOB").some((text) => text.includes("EXC-1")), "nobody votes yet");
    await learn(scene);
    const dm = scene.dms("U0BOB").at(-1) ?? "";
    assert.match(dm, /EXC-1: let shop\/web#12 pass the code freeze/);
    assert.match(
      dm,
      /“Fix &lt;rounding&gt; of VAT” by piotr-dev \(Piotr Test\) · commit `0badcaf`/,
    );
    assert.match(
      dm,
      /<https:\/\/github.com\/shop\/web\/pull\/12\/files\|See the diff \(github.com\)>/,
    );
    await scene.press("U0BOB", /^Approve$/);
    assert.equal((await exceptionOf(scene)).state, "approved");
    assert.equal(asked().length, 1, "edited, not said anew");
    assert.match(
      asked()[0] ?? "",
      /✅ \*Approved\* by Bob Test: commit `0badcaf` may be merged until/,
    );
    assert.match(scene.dms("U0BOB").at(-1) ?? "", /✅ \*Approved\*/);
    assert.match(await scene.type("U0PIOTR", "exceptions"), /EXC-1\* .*approved, until/);
    assert.match(
      await scene.type("U0PIOTR", `check web ${SHA}`),
      /EXC-1 lets this commit pass until/,
    );
    assert.match(await scene.type("U0ANNA", "revoke EXC-1 not now"), /EXC-1 is revoked/);
    assert.match(asked()[0] ?? "", /🚫 \*Revoked\* by Anna Test: not now/);
    assert.deepEqual(scene.dead, []);
  });

  it("with a mistyped number is told to whoever asked alone", async () => {
    await using scene = await openFrozen();
    const before = scene.releases();
    await scene.type("U0PIOTR", "except shop/web#9999 charged too much");
    const { id } = await exceptionOf(scene);
    await recordPullFacts(scene.bench.ctx, id, { is: "missing" });
    await scene.settle();
    assert.deepEqual(scene.releases(), before, "no trace in public");
    const told = scene.dms("U0PIOTR").at(-1) ?? "";
    assert.match(told, /shop\/web#9999: nobody was asked\.[\s\S]*> there is no such pull request/);
    assert.deepEqual(scene.dead, []);
  });

  it("asked twice is the same request", async () => {
    await using scene = await openFrozen();
    await scene.type("U0PIOTR", "except shop/web#12 charged too much");
    const again = await scene.type("U0PIOTR", "except https://github.com/shop/web/pull/12 again");
    assert.match(again, /EXC-1\* asks for exactly this already/);
  });

  it("with a part missing opens the form, with what was said filled in", async () => {
    await using scene = await openFrozen();
    const { text, id } = await scene.form("U0PIOTR", "except shop/web");
    assert.match(text, /"initial_option":\{"value":"shop\/web"/);
    assert.doesNotMatch(text, /shop\/legacy/, "only what is frozen is listed");
    const piotr = scene.slack.as("U0PIOTR");
    const wrong = await piotr.submitView(id, { pull: "twelve", reason: "x" });
    assert.match(JSON.stringify(wrong), /“twelve” is no pull request/);
    const other = await piotr.submitView(id, {
      pull: "https://github.com/shop/weeb/pull/12",
      reason: "x",
    });
    assert.match(JSON.stringify(other), /“shop\/weeb” is not listed.*Did you mean shop\/web/);
    const commit = await piotr.submitView(id, { pull: "12", commit: "HEAD", reason: "x" });
    assert.match(JSON.stringify(commit), /“head” is no commit/);
    const done = await piotr.submitView(id, {
      pull: "#12",
      commit: SHA,
      reason: "a cent too much",
      until: Date.parse("2027-06-01T00:00Z") / 1_000,
    });
    assert.equal(done.ok, true, JSON.stringify(done));
    const { pull, repository, reason, wantedSha, until } = await exceptionOf(scene);
    const freeze = await findFreezeByNumber(scene.bench.ctx.db, 1);
    assert.deepEqual(
      { pull, repository, reason, wantedSha },
      { pull: 12, repository: "shop/web", reason: "a cent too much", wantedSha: SHA },
    );
    assert.equal(until, freeze?.endsAt, "no longer than the freeze");
    const view = JSON.stringify(scene.slack.state.views("U0PIOTR").at(-1));
    assert.match(view, /The freeze ends .* so it is asked until then only/);
  });

  it("of a repository that is not frozen is refused with what is", async () => {
    await using scene = await openFrozen();
    assert.match(await scene.type("U0PIOTR", "except shop/legacy#3 please"), /shop\/legacy/);
    const { text } = await scene.form("U0PIOTR", "except shop/nowhere#3 please");
    assert.match(text, /`shop\/nowhere` is no repository in muster.yml/);
    const long = await scene.form("U0PIOTR", `except shop/web#12 ${"why ".repeat(420)}`);
    assert.match(long.text, /The reason has 1679 characters; at most 1500 fit/);
    assert.match(long.text, /"max_length":1500,"initial_value":"why why/);
  });

  it("where nothing is frozen says so instead of asking", async () => {
    await using scene = await openFreezeScene();
    const { text } = await scene.form("U0PIOTR", "except");
    assert.match(text, /No repository is frozen now/);
  });

  it("denied says why to the thread and to whoever asked", async () => {
    await using scene = await openFrozen();
    await scene.type("U0PIOTR", "except shop/web#12 charged too much");
    await learn(scene);
    const form = await scene.formBy("U0BOB", /^Deny…$/);
    assert.match(form.text, /Fix &lt;rounding&gt; of VAT/);
    const done = await scene.slack.as("U0BOB").submitView(form.id, { note: "After the peak." });
    assert.equal(done.ok, true, JSON.stringify(done));
    await scene.settle();
    assert.ok(scene.releases().some((text) => /Denied\* by Bob Test: After the peak\./.test(text)));
    assert.ok(scene.dms("U0PIOTR").some((text) => text.includes("After the peak.")));
  });

  it("is voted on by command only after a form has shown what exactly", async () => {
    await using scene = await openFrozen();
    await scene.type("U0PIOTR", "except shop/web#12 charged too much");
    await learn(scene);
    const own = await scene.type("U0PIOTR", "approve EXC-1");
    assert.match(own, /This is your own change, so somebody else has to.*: <@U0ANNA> or <@U0BOB>/);
    const form = await scene.form("U0BOB", "approve EXC-1 fine");
    assert.match(form.text, /commit `0badcaf`/);
    assert.equal((await exceptionOf(scene)).state, "asked");
    assert.equal((await scene.slack.as("U0BOB").submitView(form.id, {})).ok, true);
    assert.equal((await exceptionOf(scene)).state, "approved");
    assert.match(await scene.type("U0BOB", "approve EXC-9"), /EXC-9/);
    assert.match(await scene.type("U0BOB", "approve EXC-1"), /EXC-1 was approved/);
    assert.match(await scene.type("U0BOB", "approve"), /Say which one: `\/freeze approve FRZ-3`/);
  });
});

describe("an incident of a frozen service", () => {
  it("says on its card that the code is frozen, and its fix takes the hotfix lane", async () => {
    await using scene = await openFrozen();
    const declare = await scene.modalOf("U0BOB", (bob) =>
      bob.command(scene.general, "/incident", "new"),
    );
    const values = { title: "Cards fail", priority: "P1", service: "checkout", lead: "U0BOB" };
    const opened = await scene.slack.as("U0BOB").submitView(declare.id, values);
    assert.equal(opened.ok, true, JSON.stringify(opened));
    await scene.settle();
    const card = JSON.stringify(scene.card(1).blocks);
    assert.match(card, /🧊 \*shop\/checkout, shop\/web\* are frozen until/);
    const form = await scene.modalOf("U0ANNA", async (anna) => {
      const { channel, ts } = { channel: scene.room(1), ts: scene.card(1).ts };
      return await anna.click(channel, ts, { actionId: "exception:ask" });
    });
    assert.match(form.text, /Hotfix lane for \*INC-1\* Cards fail/);
    const asked = await scene.slack
      .as("U0ANNA")
      .submitView(form.id, { repository: "shop/web", pull: "13", reason: "declines" });
    assert.equal(asked.ok, true, JSON.stringify(asked));
    await learn(scene);
    const { lane, incidentId, ballot } = await exceptionOf(scene);
    assert.deepEqual([lane, ballot.need], ["hotfix", 1]);
    assert.ok(incidentId);
    assert.match(scene.dms("U0BOB").at(-1) ?? "", /🚑 \*HOTFIX\* for INC-1/);
    await scene.press("U0BOB", /^Approve$/);
    const told = JSON.stringify(scene.slack.state.messages(scene.room(1)).at(-1)?.blocks);
    assert.match(told, /Hotfix lane:.*shop\/web#13.*may pass the code freeze.*approved by Bob/);
    assert.match(told, /commit `0badcaf` only, until/);
  });

  it("fills itself in where an exception is asked for from its channel", async () => {
    await using scene = await openFrozen();
    await scene.answerTo("U0BOB", (bob) =>
      bob.command(scene.general, "/incident", "new p1 Payments down"),
    );
    await scene.settle();
    const form = await scene.modalOf("U0ANNA", (anna) =>
      anna.command(scene.room(1), "/freeze", "hotfix"),
    );
    assert.match(form.text, /Hotfix lane for \*INC-1\*/);
  });
});
