// A delivery that nobody understands: told, shown without its secrets, and read again.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setStage, until, userId } from "../support/stage.ts";

describe("a delivery that is not understood", () => {
  it("is accepted, told in #incidents without its contents, shown on demand and replayed", async () => {
    await using stage = await setStage();
    const answer = await fetch(`${stage.muster.url}/hooks/alertmanager`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"token": "hunter2", "alerts": oops',
    });
    assert.equal(answer.status, 202);
    const told = await stage.expectMessage("incidents", "could not be understood");
    assert.doesNotMatch(JSON.stringify(told), /hunter2|oops/);
    await stage.command("anna", "/incident dead-letters");
    const shown = () => JSON.stringify(stage.slack.state.views(userId(stage, "anna")));
    await until(() => shown().includes("is not JSON"), "the list of dead letters");
    assert.doesNotMatch(shown(), /hunter2|oops/);
    await stage.click("marek", told, "Replay");
    await stage.expectEphemeral("marek", "Put back");
    // Nothing about it has changed: it is a dead letter again, and said so again.
    const { state } = stage.slack;
    const tellings = () =>
      state.messages(told.channelId).filter(({ text }) => text.includes("could not be understood"));
    await until(() => tellings().length === 2, "the dead letter to be told again");
    const page = await fetch(`${stage.muster.url}/dead-letters`);
    assert.match(await page.text(), /is not JSON/);
  });
});
