// A freeze from its draft to its end, as people in the workspace see it and do it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findFreezeByNumber } from "../../../src/storage/freezes.ts";
import { type FreezeScene, openFreezeScene } from "./scene.ts";

const LINE = "new 2026-11-28T18:00 2026-11-30T09:00 checkout Black Friday";

const freezeOf = async ({ bench }: FreezeScene, number = 1) => {
  const freeze = await findFreezeByNumber(bench.ctx.db, number);
  assert.ok(freeze);
  return freeze;
};

describe("/freeze new", () => {
  it("says what the change of the clocks made of the times that were typed", async () => {
    await using scene = await openFreezeScene();
    const said = await scene.type("U0ANNA", "new 2027-03-28T02:30 48h checkout Spring sale");
    assert.match(said, /FRZ-1 is drafted/);
    assert.match(said, /02:30 does not exist that day in Europe\/Warsaw.*taken as 03:30/);
  });

  it("with all of it drafts at once, echoes the window with its zone and looks before anything is held", async () => {
    await using scene = await openFreezeScene();
    const said = await scene.type("U0ANNA", LINE);
    assert.match(said, /FRZ-1 is drafted/);
    assert.match(
      said,
      /Sat 2026-11-28 18:00 CET\* to \*Mon 2026-11-30 09:00 CET\* \(Europe\/Warsaw\)/,
    );
    const [draft = ""] = scene.dms("U0ANNA");
    assert.match(draft, /Draft of FRZ-1 Black Friday/);
    assert.match(draft, /Looking at the repositories:\* 0 of 2/);
    assert.match(draft, /\[Declare\] primary/);
    assert.deepEqual(scene.releases(), [], "nothing is announced");
    await scene.preflight(1);
    const after = scene.dms("U0ANNA");
    assert.equal(after.length, 1, "edited, not said anew");
    assert.match(
      after[0] ?? "",
      /✅ \*shop\/web\* will be held by a required check · 7 pull requests open/,
    );
    assert.equal((await freezeOf(scene)).state, "drafted");
    assert.deepEqual(scene.dead, []);
  });

  it("asks for what is missing by a form, with what was said filled in", async () => {
    await using scene = await openFreezeScene();
    const { text } = await scene.form("U0ANNA", "new 2026-11-28T18:00 48h");
    assert.match(text, /"initial_date_time":1795885200/);
    assert.match(text, /Black Friday: from 72 h before to its end/);
    assert.match(text, /your zone in Slack is Europe\/Warsaw/);
  });

  it("takes several repositories, with commas or without, before the reason", async () => {
    await using scene = await openFreezeScene();
    await scene.type("U0ANNA", "new 2026-11-28T18:00 48h shop/web shop/legacy Black Friday");
    await scene.type("U0ANNA", "new 2026-11-28T18:00 48h web, shop/legacy Black Friday");
    for (const number of [1, 2]) {
      const { scope, reason } = await freezeOf(scene, number);
      assert.deepEqual([scope.repositories, reason], [["shop/legacy", "shop/web"], "Black Friday"]);
    }
  });

  it("quotes what is no service or repository, and says what is near", async () => {
    await using scene = await openFreezeScene();
    const { text } = await scene.form("U0ANNA", "new 18:00 48h shop/weeb Black Friday");
    assert.match(
      text,
      /`shop\/weeb` is no service or repository in muster.yml. Did you mean `shop\/web`/,
    );
    assert.match(text, /"initial_value":"Black Friday"/);
    assert.match(text, /You wrote `\/freeze new 18:00 48h shop\/weeb Black Friday`/);
  });

  it("that cannot be drafted so opens the form with what was said and why not", async () => {
    await using scene = await openFreezeScene();
    const line = "new 2026-11-28T18:00 to 2026-11-27T09:00 web <Sale>";
    const { text } = await scene.form("U0ANNA", line);
    assert.match(text, /The end \(Fri 2026-11-27 09:00 CET\) lies before the start/);
    assert.match(text, /"initial_date_time":1795885200/);
    assert.match(text, /"initial_value":"<Sale>"/);
    assert.match(text, /to 2026-11-27T09:00 web &lt;Sale&gt;`/);
  });

  it("is refused to who is no release manager, before any form", async () => {
    await using scene = await openFreezeScene();
    assert.match(await scene.type("U0PIOTR", "new"), /Only the group release-managers can/);
  });
});

describe("the form of a freeze", () => {
  const fill = { title: "Black Friday", reason: "Busy days", need: "1", lift: "auto" };

  it("takes a campaign's days where no other are chosen", async () => {
    await using scene = await openFreezeScene();
    const { id } = await scene.form("U0ANNA", "new");
    const values = { ...fill, services: ["checkout"], preset: "black-friday:48" };
    const done = await scene.slack.as("U0ANNA").submitView(id, values);
    assert.equal(done.ok, true, JSON.stringify(done));
    const { startsAt, endsAt, scope, zone } = await freezeOf(scene);
    assert.deepEqual(
      { startsAt, endsAt, zone },
      {
        startsAt: "2026-11-27T23:00:00.000Z",
        endsAt: "2026-12-02T23:00:00.000Z",
        zone: "Europe/Warsaw",
      },
    );
    assert.deepEqual(scope.repositories, ["shop/checkout", "shop/web"]);
  });

  it("says under its fields what is missing or wrong", async () => {
    await using scene = await openFreezeScene();
    const { id } = await scene.form("U0ANNA", "new");
    const anna = scene.slack.as("U0ANNA");
    const empty = await anna.submitView(id, fill);
    assert.deepEqual(empty.ok ? {} : Object.keys(empty.errors ?? {}).sort(), [
      "from",
      "repositories",
      "to",
    ]);
    const seconds = (at: string) => Date.parse(at) / 1_000;
    const turned = await anna.submitView(id, {
      ...fill,
      repositories: ["shop/web"],
      from: seconds("2026-11-29T18:00Z"),
      to: seconds("2026-11-28T18:00Z"),
    });
    assert.match(
      JSON.stringify(turned),
      /"to":"The end \(Sat 2026-11-28 19:00 CET\) lies before the start/,
    );
    const workflows = await anna.submitView(id, {
      preset: "black-friday:48",
      deploys: ["workflow"],
    });
    assert.match(JSON.stringify(workflows), /names no workflows/);
  });
});

describe("a freeze", () => {
  it("is declared, approved, announced, begun by what was read back, and lifted", async () => {
    await using scene = await openFreezeScene();
    await scene.type("U0ANNA", LINE);
    await scene.preflight(1);
    await scene.press("U0ANNA", /^Declare$/);
    assert.equal((await freezeOf(scene)).state, "proposed");
    assert.match(scene.dms("U0ANNA")[0] ?? "", /Approval\* 0 of 1 · waits for Bob/);
    const asked = scene.dms("U0BOB").at(-1) ?? "";
    assert.match(asked, /Your approval is asked for\* by Anna/);
    assert.match(asked, /Declare code freeze FRZ-1 Black Friday/);
    assert.deepEqual(scene.releases(), []);
    await scene.press("U0BOB", /^Approve$/);
    assert.match(scene.dms("U0BOB").at(-1) ?? "", /✅ \*Approved\* by Bob/);
    assert.match(scene.dms("U0ANNA")[0] ?? "", /FRZ-1 is declared/);
    const [banner = ""] = scene.releases();
    assert.match(banner, /🧊 \*FRZ-1 Black Friday\*\nbegins/);
    assert.doesNotMatch(banner, /Request exception/);

    await scene.bench.clock.forward(
      Date.parse("2026-11-28T17:00:00Z") - scene.bench.clock.now().getTime(),
    );
    await scene.readBack({ "shop/web": "frozen" });
    const partial = scene.releases()[0] ?? "";
    assert.match(partial, /partially active: 1 of 2 held/);
    assert.match(partial, /Request exception/);
    await scene.readBack({ "shop/checkout": "frozen" });
    assert.match(scene.releases()[0] ?? "", /active: 2 of 2 held/);
    assert.match(await scene.type("U0PIOTR", ""), /active: 2 of 2 held/);
    assert.match(
      await scene.type("U0PIOTR", "check web main"),
      /\*shop\/web\* `main` is frozen until/,
    );
    assert.match(await scene.type("U0PIOTR", "check shop/legacy"), /is open: no freeze holds it/);

    const late = await scene.form("U0ANNA", "cancel FRZ-1 all done");
    assert.match(late.text, /FRZ-1 has begun, so it cannot be cancelled any more.*Lift now/s);
    assert.match(late.text, /"initial_value":"all done"/);
    assert.match(await scene.type("U0PIOTR", "lift"), /Only the group release-managers can/);
    assert.match(
      await scene.type("U0ANNA", "extend 24h slow recovery"),
      /approval is asked to make it longer/,
    );
    await scene.press("U0BOB", /^Approve$/);
    assert.equal((await freezeOf(scene)).endsAt, "2026-12-01T08:00:00.000Z");
    assert.match(await scene.type("U0ANNA", "lift all done"), /approval is asked to lift it now/);
    await scene.press("U0BOB", /^Approve$/);
    await scene.readBack({ "shop/web": "open", "shop/checkout": "open" });
    assert.equal((await freezeOf(scene)).state, "lifted");
    assert.ok(scene.releases().some((text) => text.includes("FRZ-1 is over:")));
    assert.match(
      await scene.type("U0ANNA", "history"),
      /FRZ-1\*? Black Friday.*over: lifted before its end/s,
    );
    assert.match(await scene.type("U0ANNA", "report FRZ-1"), /Report of FRZ-1/);
    assert.deepEqual(scene.dead, []);
  });

  it("denied with a note says so to who declared it", async () => {
    await using scene = await openFreezeScene();
    await scene.type("U0ANNA", LINE);
    await scene.press("U0ANNA", /^Declare$/);
    const modal = await scene.formBy("U0BOB", /^Deny…$/);
    assert.match(modal.text, /declare it/);
    const empty = await scene.slack.as("U0BOB").submitView(modal.id, {});
    assert.equal(empty.ok, false);
    const done = await scene.slack.as("U0BOB").submitView(modal.id, { note: "Not <!channel> now" });
    assert.equal(done.ok, true, JSON.stringify(done));
    await scene.settle();
    assert.match(
      scene.dms("U0ANNA")[0] ?? "",
      /FRZ-1 was denied\* by Bob Test: Not &lt;!channel&gt; now/,
    );
  });

  it("is discarded as a draft without a trace in the channel", async () => {
    await using scene = await openFreezeScene();
    await scene.type("U0ANNA", LINE);
    await scene.press("U0ANNA", /^Discard$/);
    assert.match(scene.dms("U0ANNA")[0] ?? "", /FRZ-1 was discarded/);
    assert.deepEqual(scene.releases(), []);
  });

  it("is moved to a time of day only after the zone was shown", async () => {
    await using scene = await openFreezeScene();
    await scene.type("U0ANNA", LINE);
    await scene.press("U0ANNA", /^Declare$/);
    await scene.press("U0BOB", /^Approve$/);
    const form = await scene.form("U0ANNA", "extend 2026-12-01T09:00 slow recovery");
    assert.match(form.text, /So far ends\* Mon 2026-11-30 09:00 CET/);
    assert.match(form.text, /"initial_date_time":1796112000/);
    const done = await scene.slack.as("U0ANNA").submitView(form.id, {});
    assert.equal(done.ok, true, JSON.stringify(done));
    assert.equal(
      (await freezeOf(scene)).endsAt,
      "2026-11-30T08:00:00.000Z",
      "not before it is approved",
    );
    assert.match(await scene.type("U0ANNA", "approve FRZ-1"), /somebody else has to.*<@U0BOB>/);
    assert.match(await scene.type("U0PIOTR", "approve FRZ-1"), /Only the group release-managers/);
    const asked = /Another change of FRZ-1 waits for its approval/;
    assert.match(await scene.type("U0ANNA", "cancel FRZ-1"), asked, "no form for nothing");
  });
});
