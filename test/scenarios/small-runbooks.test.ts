// The runbooks for certificates, DNS, backups, smoke checks and provider outages, one whole path each.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ROOM, type Story, tellStory } from "../support/story.ts";

async function start(story: Story, user: string, line: string): Promise<void> {
  await story.stage.command(user, `/runbook run ${line}`, ROOM);
}

/** Where no alert opens one. */
async function declare(story: Story, user: string, title: string): Promise<void> {
  await story.stage.command(user, `/incident new p3 ${title}`);
  await story.stage.expectMessage(ROOM, title);
}

describe("the small runbooks", () => {
  it("renew an expired certificate and see that the new one is served", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await story.trouble("certificate");
    await start(story, "piotr", "expired-certificate");
    const run = story.run();
    await run.at("Why was it not renewed by itself?");
    await run.press("piotr", "Nothing stands in the way, renew it");
    await run.at("Renew the certificate of www.shop.example");
    await run.press("piotr", "Run");
    await run.passTo("Look at it from outside");
    assert.equal(stage.shop.isBroken("certificate"), false);
    await run.press("piotr", "Done");
    await run.press("piotr", "Done…", {
      in_owner: "U0BEA",
      in_finding: "the challenge was blocked",
    });
    await run.at("done");
    await stage.expectMessage(ROOM, "The certificate of www.shop.example was renewed");
  });

  it("put a wrong DNS record right, with a second pair of eyes, and put it back when it was meant", async () => {
    await using story = await tellStory();
    const { stage } = story;
    const { shop } = stage;
    const value = () => shop.site().records["checkout.shop.example"]?.value;
    await story.trouble("dns");
    const wrong = value();
    await start(story, "piotr", "wrong-dns-record");
    const run = story.run();
    await run.press("piotr", "No, it is a mistake");
    await run.at("waits for approval");
    await run.vote("bea");
    await run.press("piotr", "Run");
    await run.at("Resolvers see the new value");
    assert.equal(value(), "203.0.113.20");
    await run.passTo("Look from outside");
    await run.choose("piotr", "Abort run…", { note: "it was meant after all", fate: "roll-back" });
    await run.press("piotr", "Run");
    await run.at("aborted, everything undone");
    assert.equal(value(), wrong);
  });

  it("restore the latest backup beside production, and remove the copy", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await declare(story, "piotr", "Quarterly restore");
    await start(story, "piotr", "fire-drill");
    const run = story.run();
    await run.at("beside production");
    await run.press("piotr", "Run");
    await run.passTo("Read three orders in the restored copy");
    await run.press("piotr", "Done…", { in_minutes: "12" });
    await run.press("piotr", "It was an exercise, remove it");
    await run.at("Remove the copy");
    await run.press("piotr", "Run");
    await run.at("done");
    const [restore] = stage.shop.site().restores;
    assert.deepEqual([restore?.target, restore?.isRemoved], ["scratch", true]);
    await stage.expectMessage(ROOM, "was restored within 12 minutes");
  });

  it("find by smoke checks what a bad release broke, and say what to do next", async () => {
    await using story = await tellStory();
    await story.trouble("release");
    await story.joins("marek");
    await start(story, "marek", "smoke");
    const run = story.run();
    await run.at("failed");
    await run.shows("Something is broken; take it back");
    await run.shows("Run: Put the last good release back");
  });

  it("keep people told while a provider is down", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await story.trouble("paypal");
    await story.joins("marek");
    await start(story, "marek", "outage provider=paypal");
    const run = story.run();
    await run.press("marek", "Done…", { in_ticket: "PP-4711" });
    await run.at("Tell customers");
    await run.press("marek", "Run", {});
    await run.press("marek", "Done");
    await run.passTo("paypal says that it works again");
    await story.passSeconds(180);
    await run.at("paypal says that it works again");
    stage.shop.heal("paypal");
    await run.passTo("Prove it with a purchase of our own", 60);
    await run.press("marek", "Done");
    await run.at("Tell customers that it is over");
    await run.press("marek", "Run", {});
    await run.press("marek", "Done…", { in_minutes: "30", in_lost_orders: "120" });
    await run.at("done");
    await stage.expectMessage(ROOM, "paypal works again");
  });
});
