// Freezes beside their posts: the overview, the details in pages, Home, and what is typed wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type FreezeScene, freezeShop, openFreezeScene } from "./scene.ts";

async function declare(scene: FreezeScene, line: string): Promise<void> {
  await scene.type("U0ANNA", line);
  await scene.press("U0ANNA", /^Declare$/);
  await scene.press("U0BOB", /^Approve$/);
}

const home = (scene: FreezeScene, user: string): string =>
  JSON.stringify(scene.slack.state.home(user)?.content.blocks ?? []);

describe("/freeze", () => {
  it("says that nothing is frozen, with a way to declare", async () => {
    await using scene = await openFreezeScene();
    assert.match(await scene.type("U0PIOTR", ""), /No code freeze is declared.*Declare freeze/s);
    assert.match(await scene.type("U0PIOTR", "history"), /No freeze has ended yet/);
    assert.match(await scene.type("U0PIOTR", "exceptions"), /No exception is asked or approved/);
    assert.match(await scene.type("U0PIOTR", "lift all done"), /No code freeze is open/);
  });

  it("answers a typo with what is near, takes Polish, capitals and phones' quotes", async () => {
    await using scene = await openFreezeScene();
    assert.match(await scene.type("U0PIOTR", "exted 24h"), /I don't know `exted`.*extend/s);
    assert.match(await scene.type("U0PIOTR", "Stan"), /No code freeze is declared/);
    assert.match(await scene.type("U0PIOTR", "SPRAWDŹ web"), /\*shop\/web\* is open/);
    assert.match(
      await scene.type("U0PIOTR", "check shop/weeb"),
      /no repository.*Did you mean `shop\/web`/,
    );
    assert.match(await scene.type("U0PIOTR", "check"), /Say which repository/);
    assert.match(await scene.type("U0PIOTR", "pomoc"), /A freeze holds code on GitHub/);
    assert.match(await scene.type("U0PIOTR", "extend FRZ-9 24h x"), /There is no freeze FRZ-9/);
  });

  it("asks which one where several are open, and carries the rest of the line", async () => {
    await using scene = await openFreezeScene();
    await declare(scene, "new 2026-11-28T18:00 48h web Black Friday");
    await declare(scene, "new 2026-12-23T18:00 72h checkout Christmas");
    const question = await scene.type("U0ANNA", "cancel not needed");
    assert.match(question, /Which freeze\?.*FRZ-1.*FRZ-2/s);
    assert.match(question, /freeze cancel FRZ-2 not needed/);
    assert.match(await scene.type("U0ANNA", "status FRZ-2"), /FRZ-2 Christmas/);
  });

  it("shows what could not be held with GitHub's words, and 200 repositories in pages", async () => {
    const repositories = Array.from(
      { length: 200 },
      (_, i) => `shop/r${String(i).padStart(3, "0")}`,
    );
    await using scene = await openFreezeScene({ repositories });
    await declare(scene, "new now 48h all Black Friday");
    const some = repositories.slice(0, 3);
    await scene.readBack(Object.fromEntries(some.map((each) => [each, "failed" as const])));
    const said = await scene.type("U0PIOTR", "");
    assert.match(said, /partially active|beginning: 0 of 200 held, 3 refused by GitHub/);
    assert.match(said, /shop\/r000\*: \*GitHub refuses/);
    assert.match(scene.releases()[0] ?? "", /\+192 more/);
    const details = await scene.formBy("U0PIOTR", /^Details$/, "releases");
    assert.match(details.text, /200 repositories\*, page 1 of 5/);
    const next = await scene.modalOf("U0PIOTR", (piotr) =>
      piotr.clickInView(details.id, { actionId: "freeze:details.1" }),
    );
    assert.equal(next.id, details.id, "turned in place");
    assert.match(next.text, /page 2 of 5/);
    assert.deepEqual(scene.dead, []);
  });
});

describe("Home", () => {
  it("shows what is frozen, and asks for votes with a form that shows what exactly", async () => {
    await using scene = await openFreezeScene();
    await scene.slack.as("U0BOB").openHome();
    await scene.eventually(async () => {
      await scene.settle(30_000);
      return scene.slack.state.home("U0BOB");
    });
    assert.match(home(scene, "U0BOB"), /No code freeze is declared/);
    await scene.type("U0ANNA", "new 2026-11-28T18:00 48h web Black Friday");
    await scene.press("U0ANNA", /^Declare$/);
    await scene.settle(30_000);
    assert.match(
      home(scene, "U0BOB"),
      /Your approval is asked for: \*FRZ-1 Black Friday\*: declare it/,
    );
    const form = await scene.modalOf("U0BOB", (bob) =>
      bob.clickInHome({ actionId: "freeze:approve" }),
    );
    assert.match(form.text, /Sat 2026-11-28 18:00 CET/);
    assert.equal((await scene.slack.as("U0BOB").submitView(form.id, {})).ok, true);
    await scene.settle(30_000);
    assert.match(home(scene, "U0BOB"), /FRZ-1\* Black Friday\\nbegins/);
    assert.doesNotMatch(home(scene, "U0BOB"), /Your approval is asked/);
  });
});

describe("the release channel", () => {
  it("is named in muster.yml and made where it is missing", async () => {
    const freeze = { ...freezeShop.freeze, channel: "zamrozenia" };
    await using scene = await openFreezeScene({ freeze });
    await declare(scene, "new 2026-11-28T18:00 48h web Black Friday");
    const made = scene.slack.state.channels.find(({ name }) => name === "zamrozenia");
    assert.match(JSON.stringify(scene.slack.state.messages(made?.id ?? "")), /FRZ-1 Black Friday/);
    assert.deepEqual(scene.dead, []);
  });
});
