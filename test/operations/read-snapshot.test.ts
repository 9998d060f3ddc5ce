// The text of a run's runbook: it never changes, so it is read once.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunbookShelf } from "../../src/operations/runbook-shelf.ts";
import { answerWorld, shelfOf } from "../support/shelf.ts";
import { LONG } from "./runbooks.ts";
import { declare, openStage, press, reread, start } from "./stage.ts";

function counted(): { readonly shelf: RunbookShelf; readonly texts: string[] } {
  const texts: string[] = [];
  const shelf = shelfOf(LONG);
  const readSnapshot: RunbookShelf["readSnapshot"] = (source, slug) => {
    texts.push(source);
    return shelf.readSnapshot(source, slug);
  };
  return { shelf: { ...shelf, readSnapshot }, texts };
}

describe("the text that a run was started with", () => {
  it("is read once, however many clicks and runs come", async () => {
    const { shelf, texts } = counted();
    await using bench = await openStage([], { runbooks: shelf });
    const incident = await declare(bench);
    for (const _ of [1, 2]) {
      const run = await start(bench, incident, { slug: "long" });
      await answerWorld(bench.ctx);
      for (const __ of [1, 2]) {
        const pressed = await press(bench, run, "U0ANNA", { action: "done" });
        assert.ok(pressed.ok, JSON.stringify(pressed));
      }
      assert.equal((await reread(bench, run)).state.state, "completed");
    }
    assert.deepEqual(texts, [LONG]);
  });
});
