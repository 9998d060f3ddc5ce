// A freeze declared in Slack holds on GitHub, lets the one right commit through, and opens again by itself.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { type Stage, setStage } from "../support/stage.ts";

const WEB = "shop/web";

/** What GitHub shows of Muster on the pull request, once it is so. */
async function expectCheck({ shop }: Stage, pull: number, conclusion: string): Promise<string> {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(50)) {
    const check = shop.github.checksOf(WEB, pull).find(({ name }) => name === "muster/freeze");
    if (check?.conclusion === conclusion) return `${check.output.title} ${check.output.summary}`;
  }
  throw new Error(`no check of ${WEB}#${pull} became ${conclusion}`);
}

describe("a freeze declared in Slack", () => {
  it("refuses merges, lets one excepted commit pass, and lifts on time", async () => {
    await using stage = await setStage();
    const { github } = stage.shop;
    const pull = github
      .pulls(WEB)
      .find(({ state, author }) => state === "open" && author === "anna-dev");
    assert.ok(pull);
    await stage.command("bea", `/freeze new 2026-11-27T18:30 48h ${WEB} Black Friday`, "releases");
    const draft = await stage.expectDm("bea", /will be held by a required check/);
    await stage.click("bea", draft, "Declare");
    const vote = await stage.expectDm("ola", /Declare code freeze FRZ-1 Black Friday/);
    await stage.click("ola", vote, "Approve");
    await stage.expectMessage("releases", /FRZ-1 Black Friday.*begins/s);
    await stage.clock.forward(31 * 60_000);
    await stage.expectMessage("releases", /active: 1 of 1 held/);

    const told = await expectCheck(stage, pull.number, "failure");
    assert.match(told, /Frozen until/);
    assert.doesNotMatch(told, /Black Friday/, "the reason stays in the workspace");
    assert.equal(github.merge(WEB, pull.number, "anna-dev").ok, false);

    const ask = `/freeze except ${WEB}#${pull.number} customers cannot pay`;
    await stage.command("marek", ask);
    for (const voter of ["bea", "piotr"]) {
      const asked = await stage.expectDm(voter, /EXC-1: let shop\/web#\d+ pass/);
      await stage.click(voter, asked, "Approve");
    }
    await expectCheck(stage, pull.number, "success");
    assert.deepEqual(github.merge(WEB, pull.number, "anna-dev").ok, true);
    await stage.expectDm("piotr", /EXC-1 for shop\/web#\d+: merged/);

    await stage.clock.forward(48 * 60 * 60_000);
    await stage.expectMessage("releases", /FRZ-1 is over:.*every repository of it is open again/s);
    const ours = github.rulesetsOf(WEB).filter(({ name }) => name.startsWith("Muster"));
    assert.deepEqual(ours, []);
  });
});
