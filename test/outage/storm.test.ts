// Three hundred alerts at once, with texts that want to ring everybody: one incident, few edits, nobody disturbed.
import assert from "node:assert/strict";
import { it } from "node:test";
import { find } from "../support/people.ts";
import { post, setStage, until, userId } from "../support/stage.ts";
import { only } from "../support/world.ts";

const ALERTS = 300;
/** Slack takes 50 a minute of the whole workspace; 40 leave room for people's own clicks. */
const EDITS_A_MINUTE = 40;
const MINUTE_MS = 60_000;

const HOSTILE =
  "<!channel> <!here> @everyone <@U0OLA> <#C0GENERAL> <https://evil.test|Open card> *x*";

it("a storm of hostile alerts is one incident with few edits, and rings for nobody but who is on call", async () => {
  await using stage = await setStage();
  const { slack, clock } = stage;
  const hook = `${stage.muster.url}/hooks/alertmanager`;
  const answers = await Promise.all(
    Array.from({ length: ALERTS }, async (_, at) => {
      const alert = {
        name: `PaymentAuthRateDrop ${HOSTILE}`,
        labels: { pod: `pod-${at} ${HOSTILE}` },
        annotations: { summary: HOSTILE, description: HOSTILE },
      };
      return (await post(hook, alert, clock.now())).status;
    }),
  );
  assert.deepEqual(new Set(answers), new Set([202]));
  await until(async () => {
    await clock.forward(1_000);
    return find(slack, /^inc-1-/, `${ALERTS} firing`).length > 0;
  }, "the card to count them all");
  for (let second = 0; second < 120; second += 5) await clock.forward(5_000);

  only(
    slack.state.channels.filter(({ name }) => name.startsWith("inc-")),
    "incident",
  );
  only(find(slack, "incidents", "INC-1"), "announcement");
  const edits = slack.calls.filter(({ method }) => method === "chat.update");
  for (const { at } of edits) {
    const until = at.getTime() + MINUTE_MS;
    const many = edits.filter((edit) => edit.at >= at && edit.at.getTime() < until).length;
    assert.ok(many <= EDITS_A_MINUTE, `${many} edits in the minute after ${at.toISOString()}`);
  }
  for (const { id, isBot } of slack.state.users) {
    if (isBot || id === userId(stage, "anna")) continue;
    assert.deepEqual(slack.state.notifications(id), [], `rang for ${id}`);
  }
  const rang = slack.state.notifications(userId(stage, "anna"));
  assert.deepEqual(new Set(rang.map(({ reason }) => reason)), new Set(["dm"]));
  assert.deepEqual(
    slack.calls
      .filter(({ response }) => !response.ok)
      .map(({ method, response }) => [method, response.error]),
    [],
  );
});
