// The shipped code freeze, planned, declared, held on the sample shop's GitHub and lifted again.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Story, tellStory } from "../support/story.ts";

const ROOM = /^plan-1-/;
const REPOSITORIES = ["shop/web", "shop/checkout"];

async function plan(story: Story): Promise<void> {
  const inputs = "campaign=black-friday starts_at=today 21:00 hours=48";
  await story.stage.command(
    "bea",
    `/runbook run code-freeze ${inputs} repos=${REPOSITORIES.join(",")}`,
    "general",
  );
  await story.run().press("bea", "Done…", { in_note: "the web team" });
}

/** Approved by Ola and run by Bea: scheduled. */
async function declare(story: Story): Promise<void> {
  await plan(story);
  const run = story.run();
  await run.at("waits for approval");
  await run.vote("ola");
  await run.press("bea", "Run");
  await run.passTo("The window opens");
}

async function begin(story: Story): Promise<void> {
  await declare(story);
  await story.stage.clock.forward(2 * 3_600_000);
  await story.run().passTo("The window closes");
}

const rulesets = ({ stage }: Story, enforcement: string) =>
  REPOSITORIES.flatMap((repository) => stage.shop.github.rulesetsOf(repository)).filter(
    (ruleset) => ruleset.enforcement === enforcement && ruleset.name.startsWith("Muster"),
  ).length;

/** The first open pull request that nothing of the shop's own holds up. */
function somePull({ stage }: Story) {
  const { github } = stage.shop;
  const [pull] = github
    .pulls("shop/web")
    .filter(({ isDraft, autoMergeBy }) => !isDraft && !autoMergeBy);
  assert.ok(pull);
  return pull;
}

describe("the code freeze", () => {
  it("gets a room of its own that is marked as planned and disturbs nobody", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await plan(story);
    const card = await stage.expectMessage(ROOM, "PLANNED");
    assert.match(card.text, /🗓 PLANNED · /);
    assert.doesNotMatch(JSON.stringify(card.blocks), /Acknowledge|Mitigated/);
    stage.expectNoMessage("incidents", "Code freeze");
    const found = await stage.expectMessage(ROOM, "Looked at 2 repositories");
    assert.match(JSON.stringify(found.blocks), /2 can be held by GitHub, 0 cannot/);
  });

  it("holds what GitHub was read back to hold, and opens it at its end", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await declare(story);
    await stage.expectMessage("releases", "Code freeze FRZ-1 Freeze for black-friday");
    await story.pass(() => rulesets(story, "disabled") >= 2, "the rules to be staged");
    await stage.clock.forward(2 * 3_600_000);
    await story.run().passTo("The window closes");
    assert.ok(rulesets(story, "active") >= 2);
    const { number } = somePull(story);
    const refused = stage.shop.github.merge("shop/web", number);
    assert.equal(refused.ok, false, refused.message);
    await stage.clock.forward(48 * 3_600_000);
    await story.run().passTo("done");
    assert.equal(rulesets(story, "active") + rulesets(story, "disabled"), 0);
    await stage.expectMessage(ROOM, "FRZ-1 is over");
  });

  it("waits longer when it is extended by command", async () => {
    await using story = await tellStory();
    const { stage } = story;
    await begin(story);
    await stage.command("bea", "/freeze extend FRZ-1 24h The campaign runs longer", "general");
    await stage.expectDm("ola", /bea asks for your approval to make it longer/);
    await story.run().vote("ola");
    await stage.clock.forward(49 * 3_600_000);
    await story.passSeconds(60);
    await story.run().at("The window closes");
    assert.ok(rulesets(story, "active") >= 2);
    await stage.clock.forward(24 * 3_600_000);
    await story.run().passTo("done");
  });

  it("is lifted when its run is aborted", async () => {
    await using story = await tellStory();
    await begin(story);
    await story.run().choose("bea", "Undo all…", { note: "The campaign is called off." });
    await story.run().passTo("everything undone");
    assert.equal(rulesets(story, "active"), 0);
  });
});
