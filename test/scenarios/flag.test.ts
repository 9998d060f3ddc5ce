// The rollback of a feature flag, and of the release where that does not help, against the sample shop.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Trouble } from "../../src/rehearsal/shop/types.ts";
import { ROOM, type Story, tellStory } from "../support/story.ts";

async function begin(story: Story, trouble: Trouble, inputs = ""): Promise<void> {
  const { stage } = story;
  const card = await story.trouble(trouble);
  await stage.click("piotr", card, "Acknowledge");
  await stage.command("piotr", `/runbook run feature-flag-rollback ${inputs}`, ROOM);
}

const isOn = ({ stage }: Story): boolean => stage.shop.flags.read("new-checkout").isOn;

describe("the rollback of a feature flag", () => {
  it("turns the flag off in Unleash, sees the errors fall, and ends; it is put back from the incident", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await begin(story, "flag");
    const run = story.run();
    await run.press("piotr", "Turn the flag off");
    await run.shows("*Now* `on`");
    assert.equal(isOn(story), true);
    await run.press("piotr", "Run");
    await run.at("Errors fall");
    assert.equal(isOn(story), false);
    await run.passTo("Is that enough?");
    await run.press("piotr", "Keep the flag off and finish");
    await run.at("done");
    await stage.expectMessage(ROOM, "new-checkout is off and errors are back to normal.");

    await stage.command("piotr", "/incident resolve The flag is off", ROOM);
    const left = await stage.expectMessage(ROOM, /neither undone nor left on purpose.*now `?off/s);
    await stage.click("piotr", left, "Undo");
    const undo = story.run(2);
    await undo.press("piotr", "Run");
    await undo.at("done");
    assert.equal(isOn(story), true);
  });

  it("is a person's decision where somebody has changed the flag meanwhile", async () => {
    await using story = await tellStory();
    await begin(story, "flag");
    const run = story.run();
    await run.press("piotr", "Turn the flag off");
    await run.press("piotr", "Run");
    await run.at("Errors fall");
    story.stage.shop.flags.set("new-checkout", true);
    await run.choose("piotr", "Abort run…", { note: "somebody else is on it", fate: "roll-back" });
    await run.shows("Needs a decision");
    await run.press("piotr", "Leave as it is…", { note: "it is on again already" });
    await run.at("aborted");
    assert.equal(isOn(story), true);
  });

  it("says before it begins that Unleash wants its changes approved", async () => {
    await using story = await tellStory();
    story.stage.shop.hinder("change-requests", true);
    await begin(story, "flag");
    const run = story.run();
    await run.shows(/change requests/i);
    await run.press("piotr", "Start anyway");
    await run.press("piotr", "Turn the flag off");
    await run.press("piotr", "Run");
    await run.shows(/Needs a decision.*(?:403|change request)/);
    assert.equal(isOn(story), true);
    story.stage.shop.hinder("change-requests", false);
    await run.press("piotr", "Try again");
    await run.press("piotr", "Run");
    await run.at("Errors fall");
    assert.equal(isOn(story), false);
  });

  it("puts the last good release back where the flag does not help", async () => {
    await using story = await tellStory();
    const { stage } = story;
    const good = stage.shop.release()?.sha;
    await begin(story, "release", "provider=launchdarkly");
    const run = story.run();
    await run.press("piotr", "Turn the flag off");
    await run.press("piotr", "Run");
    await run.passTo("The flag did not help");
    await run.press("piotr", "Put the last good release back");
    await run.at("waits for approval");
    await run.vote("bea");
    await run.press("piotr", "Run…", { typed: "redeploy" });
    await run.passTo("Errors fall");
    assert.equal(stage.shop.release()?.sha, good);
    await run.passTo("done");
    await stage.expectMessage(ROOM, `Production runs release ${good?.slice(0, 7)} again`);
  });

  it("turns off a flag that lives in the repository by its workflow, and follows that to its end", async () => {
    await using story = await tellStory();
    await begin(story, "flag", "provider=github");
    const run = story.run();
    await run.press("piotr", "Turn the flag off");
    await run.at("by the workflow of shop/web");
    await run.press("piotr", "Run");
    await run.passTo("Errors fall");
    assert.equal(isOn(story), false);
    assert.deepEqual(
      story.stage.shop
        .workflowRuns()
        .map(({ conclusion, inputs }) => [conclusion, inputs["state"]]),
      [["success", "off"]],
    );
  });
});
