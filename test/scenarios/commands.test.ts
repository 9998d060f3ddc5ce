// Commands as people type them at night: wrong, short, in the wrong place.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Stage, setStage } from "../support/stage.ts";

async function asked(stage: Stage, text: string, answer: string | RegExp): Promise<void> {
  await stage.command("anna", text);
  await stage.expectEphemeral("anna", answer);
}

describe("a command", () => {
  it("with a word nobody knows gets suggestions and does nothing", async () => {
    await using stage = await setStage();
    await stage.command("marek", "/incident new p2 Search is slow");
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await asked(stage, "/incident resovle INC-1 done", /I don't know `resovle`.*resolve/s);
    await asked(stage, "/incident status INC-1 monitorng", "I don't know the status `monitorng`");
    await asked(stage, "/runbook dnoe", /I don't know `dnoe`.*done/s);
    await asked(stage, "/oncall whoo", /I don't know `whoo`.*who/s);
    await asked(stage, "/runbook run falback-payment-gateway INC-1", /no runbook/);
    await asked(stage, "/runbook show fallback-payment-gateway", "Is ‹from› failing");
    const { version } = stage.slack.state.message(card.channelId, card.ts) ?? {};
    assert.equal(version, card.version);
  });

  it("outside the incident's channel asks which incident, and takes its number in any case", async () => {
    await using stage = await setStage();
    await stage.command("marek", "/incident new p2 Search is slow");
    await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await asked(stage, "/incident ack", /Which incident.*INC-1/s);
    await asked(stage, "/incident ACK inc-1", "You acknowledged INC-1");
    await asked(stage, "/incident ack INC-1", /was acknowledged by <@U0ANNA>.*Nothing changed/s);
    await asked(stage, "/incident sev INC-1 p4", /needs a reason. Nothing changed/);
    await asked(stage, "/incident note INC-99 hello", "no incident INC-99");
    await asked(stage, "/oncall page @piotr INC-1 please look", "<@U0PIOTR> is paged for INC-1");
    await stage.expectDm("piotr", "please look");
  });

  it("on an incident that is over says who ended it, and opens no form", async () => {
    await using stage = await setStage();
    await stage.command("anna", "/incident new p2 Search is slow");
    await stage.expectMessage(/^inc-1-/, "Acknowledge");
    await asked(stage, "/incident resolve INC-1 A node was rebuilt", "INC-1 is resolved");
    for (const verb of ["resolve", "cancel", "update", "sev"]) {
      stage.slack.as("U0ANNA").reload();
      await asked(stage, `/incident ${verb} INC-1`, /was resolved by <@U0ANNA>.*Nothing changed/s);
      assert.deepEqual(stage.slack.state.views("U0ANNA"), []);
    }
  });
});
