// /oncall and /runbook as people type them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSlackBench } from "../slack-bench.ts";

describe("/oncall", () => {
  it("says who is asked first, what you are on call for, and pages a team", async () => {
    await using slack = await openSlackBench();
    const typing = async (user: string, command: string, text: string) => {
      const answer = await slack.answerTo(user, (person) =>
        person.command(slack.general, command, text),
      );
      return answer.text;
    };
    assert.match(await typing("U0BOB", "/oncall", ""), /Payments: <@U0ANNA>, then <@U0PIOTR>/);
    assert.match(await typing("U0BOB", "/oncall", "who Payments"), /<@U0ANNA>/);
    assert.match(await typing("U0BOB", "/oncall", "paymnts"), /I don't know `paymnts`.*payments/);
    assert.match(await typing("U0BOB", "/oncall", "me"), /You are not on call/);
    assert.match(await typing("U0ANNA", "/oncall", "me"), /You are on call for Payments/);
    assert.match(await typing("U0PIOTR", "/oncall", "kto"), /<@U0PIOTR>/);
    assert.match(await typing("U0BOB", "/oncall", "page"), /Say which team/);
    await typing("U0BOB", "/incident", "new p1 Card payments failing");
    assert.match(
      await typing("U0BOB", "/oncall", "page payments INC-1 please"),
      /<@U0ANNA> was paged at .* has not answered yet/,
    );
    assert.match(await typing("U0ANNA", "/oncall", "me"), /A page of INC-1 waits for you/);
    assert.match(await typing("U0BOB", "/runbook", ""), /There are no runbooks yet/);
    assert.match(await typing("U0BOB", "/runbook", "shw x"), /I don't know `shw`/);
    assert.match(await typing("U0BOB", "/runbook", "done INC-1"), /No runbook runs in INC-1/);
  });
});
