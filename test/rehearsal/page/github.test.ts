// The shop's GitHub beside the chat: what people see of it and do there, in their own names.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeTestFolder } from "../../support/folder.ts";
import { openPage, perform, watch } from "./open-page.ts";

describe("the page", () => {
  it("shows the shop's GitHub, and what it refuses there in its own words", async () => {
    await using folder = await makeTestFolder();
    await using page = await openPage(folder.path);
    const { shop } = page.rehearsal;
    const { github } = shop;
    await using stream = await watch(page, "U0ANNA");
    const { repositories } = (await stream.snapshot()).situation.github;
    const web = repositories.find(({ name }) => name === "shop/web");
    assert.deepEqual(
      web?.pulls.map(({ number, mergesItself, isDraft }) => [number, mergesItself, isDraft]),
      [
        [128, false, false],
        [131, true, false],
        [132, false, false],
        [133, false, true],
      ],
    );
    const at = { do: "github", repository: "shop/web" } as const;
    const merge = await perform(page, "U0ANNA", { ...at, what: "merge", number: 131 });
    assert.equal(merge.ok, false);
    assert.match(
      merge.ok ? "" : merge.shown,
      /^GitHub answers 405: .*At least 1 approving review/s,
    );
    assert.equal(
      (await perform(page, "U0MAREK", { ...at, what: "merge", number: 128 })).ok,
      false,
      "support may only read",
    );
    assert.equal((await perform(page, "U0BEA", { ...at, what: "approve", number: 131 })).ok, true);
    assert.equal(github.pull("shop/web", 131).merged?.by, "piotr-dev", "it merges by itself");
    assert.equal((await perform(page, "U0PIOTR", { ...at, what: "open" })).ok, true);
    assert.equal(github.pull("shop/web", 134).author, "piotr-dev");
    const [rule] = github.rulesetsOf("shop/web");
    const id = rule?.id ?? 0;
    await perform(page, "U0BEA", { ...at, what: "delete-ruleset", number: id });
    await shop.tick(0.25);
    await shop.tick(0.25);
    const update = await stream.next((each) => each.kind === "situation");
    const now = update.situation.github.repositories.find(({ name }) => name === "shop/web");
    assert.deepEqual(now?.rulesets, []);
    assert.deepEqual(
      now?.merged.map(({ number }) => number),
      [131],
    );
  });
});
