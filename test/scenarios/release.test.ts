// The rollback of a release against the sample shop's GitHub.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ROOM, type Story, tellStory } from "../support/story.ts";

async function begin(story: Story): Promise<void> {
  const { stage } = story;
  const card = await story.trouble("release");
  await stage.click("piotr", card, "Acknowledge");
  await stage.command("piotr", "/runbook run rollback", ROOM);
}

/** Up to the click that deploys. */
async function agree(story: Story): Promise<void> {
  const run = story.run();
  await run.press("piotr", "Yes, nothing was removed or renamed");
  await run.at("waits for approval");
  await run.vote("bea");
  await run.press("piotr", "Run");
}

const deployments = ({ stage }: Story) =>
  stage.shop.deployments().filter(({ task }) => task === "rollback");

describe("the rollback of a release", () => {
  it("deploys the release before, sees the checkout recover, and asks for the revert", async () => {
    await using story = await tellStory();
    const { stage } = story;
    const good = stage.shop.release()?.sha ?? "";
    await begin(story);
    const bad = stage.shop.release()?.sha ?? "";
    assert.notEqual(bad, good);
    await agree(story);
    const run = story.run();
    await run.passTo("Checkout works again");
    assert.equal(stage.shop.release()?.sha, good);
    await run.passTo("Keep the bad commit out of the next deployment");
    await stage.expectMessage(ROOM, `(it was ${bad.slice(0, 7)})`);
    await run.press("piotr", "Done…", { in_link: "https://github.example/shop/web/pull/9" });
    await run.at("done");
    assert.equal(deployments(story).length, 1);
  });

  it("deploys once though the answer is lost, because it looks before it sends again", async () => {
    await using story = await tellStory();
    await begin(story);
    // The look before the run has its token by then: the answer that is lost is the deployment's.
    await story.run().at("work with today's database");
    story.stage.shop.misbehave("lose-answer", 1);
    await agree(story);
    await story.run().passTo("Checkout works again");
    assert.equal(deployments(story).length, 1);
  });

  it("waits for a person while GitHub is down, and deploys once it is back", async () => {
    await using story = await tellStory();
    const { shop } = story.stage;
    await begin(story);
    const run = story.run();
    await run.press("piotr", "Yes, nothing was removed or renamed");
    await run.at("waits for approval");
    shop.hinder("github-down", true);
    await run.vote("bea");
    await run.press("piotr", "Run");
    await run.passTo("needs a decision");
    assert.deepEqual(deployments(story), []);
    shop.hinder("github-down", false);
    await run.press("piotr", "Try again");
    await run.at("waits for approval");
    await run.vote("bea");
    await run.press("piotr", "Run");
    await run.passTo("Checkout works again");
    assert.equal(deployments(story).length, 1);
  });
});
