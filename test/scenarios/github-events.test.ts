// The running program and GitHub's webhook: a delivery is taken and understood; one that cannot be is shown and replayed.
import assert from "node:assert/strict";
import { it } from "node:test";
import { post, pullRequest, unknown } from "../support/github-deliveries.ts";
import { ANNA, setStage } from "../support/stage.ts";

it("takes what GitHub signed, and shows people what it could not read", async () => {
  await using stage = await setStage();
  const { url } = stage.muster;
  const secret = stage.shop.github.app.webhookSecret;
  assert.equal((await post(url, unknown(), { secret })).status, 202);
  assert.equal((await post(url, pullRequest("opened"), { secret: "another" })).status, 401);
  await stage.expectMessage("incidents", /github.*signature|signature.*github/is);
  const { id, event, body } = pullRequest("opened");
  const broken = { id, event, body: { ...body, pull_request: "gone" } };
  assert.equal((await post(url, broken, { secret })).status, 202);
  const told = await stage.expectMessage("incidents", "A delivery of github");
  const page = await (await fetch(`${url}/dead-letters`)).text();
  assert.match(page, /pull_request delivery cannot be read/);
  assert.match(page, /&quot;pull_request&quot;: &quot;gone&quot;/);
  await stage.click(ANNA, told, "Replay");
  await stage.expectEphemeral(ANNA, /again|replayed/i);
});
