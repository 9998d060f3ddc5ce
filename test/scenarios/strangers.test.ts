// Who may not act: guests and people of other workspaces; each refusal is told and audited.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PersonSettings } from "../../src/rehearsal/slack/types.ts";
import { listAudit } from "../../src/storage/audit.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { setStage } from "../support/stage.ts";

const person = (id: string, name: string): PersonSettings => ({
  id,
  name,
  realName: name,
  email: `${name}@elsewhere.example`,
  tz: "Europe/Warsaw",
});

const strangers = [
  { ...person("U0GUEST", "gustav"), isRestricted: true },
  { ...person("U0OTHER", "olaf"), teamId: "T0ELSEWHERE" },
];

describe("somebody who is no full member", () => {
  it("can declare nothing and acknowledge nothing, is told why, and stands in the audit trail", async () => {
    await using stage = await setStage({ others: strangers });
    await stage.fire({ name: "PaymentAuthRateDrop" });
    const card = await stage.expectMessage(/^inc-1-/, "Acknowledge");
    const incidents = stage.channelId("incidents");
    await using database = await openDatabase({ url: stage.databaseUrl });
    for (const { id, name } of strangers) {
      await stage.slack.as("U0ANNA").invite(incidents, id);
      await stage.command(name, "/incident new p1 Fire");
      await stage.expectEphemeral(name, /[Gg]uest|another workspace/);
      const [row] = await listAudit(database.db, id);
      assert.equal(row?.outcome, "refused");
    }
    stage.expectNoMessage("incidents", "INC-2");
    assert.equal(stage.slack.state.message(card.channelId, card.ts)?.version, card.version);
  });
});
