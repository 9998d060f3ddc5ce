// Shedding load in levels against the sample shop, and taking everything back in reverse order.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ROOM, type Story, tellStory } from "../support/story.ts";

async function begin(story: Story): Promise<void> {
  const { stage } = story;
  const card = await story.trouble("peak");
  await stage.click("piotr", card, "Acknowledge");
  await stage.command("piotr", "/runbook run graceful-degradation", ROOM);
}

const isOn = ({ stage }: Story, flag: string): boolean => stage.shop.flags.read(flag).isOn;

describe("graceful degradation", () => {
  it("goes as far as it takes, and everything comes back when the peak is over", async () => {
    await using story = await tellStory();
    const { stage } = story;
    const { shop } = stage;
    await begin(story);
    const run = story.run();
    await run.press("piotr", "Level 1: no recommendations, no reviews");
    await run.at("Recommendations off");
    await run.press("piotr", "Run");
    await run.at("Reviews off");
    await run.press("piotr", "Run");
    await run.passTo("Level 2: serve the catalogue from cache");
    assert.equal(isOn(story, "recommendations") || isOn(story, "reviews"), false);
    await run.press("piotr", "Run");
    await run.passTo("The peak is over");
    assert.equal(shop.site().catalogue.ttl_seconds, 600);
    shop.heal("peak");
    await run.passTo("Usual cache policy", 30);
    await run.press("piotr", "Run");
    await run.at("Recommendations and reviews on again");
    assert.equal(shop.site().catalogue.ttl_seconds, 60);
    await run.press("piotr", "Run");
    await run.at("Stable with everything on");
    assert.equal(isOn(story, "recommendations") && isOn(story, "reviews"), true);
    await run.passTo("done", 30);
    await stage.expectMessage(ROOM, "Everything is on again and the load is normal.");
  });

  it("makes the shop read-only only when two others agreed, and opens it in reverse order", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await begin(story);
    const run = story.run();
    await run.press("piotr", "Level 3: read-only now");
    await run.at("waits for approval");
    await run.vote("bea");
    await run.shows("*Approval* 1 of 2");
    await run.vote("ola");
    assert.equal(isOn(story, "shop-read-only"), false);
    await run.press("piotr", "Run…", { typed: "read_only_on" });
    await run.at("Tell customers");
    assert.equal(isOn(story, "shop-read-only"), true);
    await run.press("piotr", "Run", {});
    await run.passTo("Orders on again", 15);
    stage.shop.heal("peak");
    await run.press("piotr", "Run");
    await run.passTo("Tell customers that they can order");
    assert.equal(isOn(story, "shop-read-only"), false);
    await run.press("piotr", "Run", {});
    await run.passTo("done", 30);
  });
});
