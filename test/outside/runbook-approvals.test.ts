// Approvals in a Slack that gave no scope for direct messages, with a GitHub where others deploy meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeCall } from "../support/github-openapi.ts";
import { answerAsGithub, type Release, SHA } from "./github-peer.ts";
import { openScene, readable, type Scene } from "./scene.ts";

const RUNBOOK = `
muster: 1
id: release
title: Go back
owner: group:web-leads
permissions: { start: [any_responder], operate: [oncall:web, user:U0ANNA], abort: [user:U0ANNA] }
steps:
  - id: redeploy
    kind: github
    title: Deploy what ran before
    op: rollback_deployment
    repo: shop/web
    environment: production
    wait: 20m
    undo: auto
    approval: { need: 2, from: [group:web-leads, group:business-owners], exclude: [operator], timeout: 30m }
`;

const canRun = (scene: Scene) => () =>
  JSON.stringify(scene.run()?.blocks ?? "").includes('run:act.run"');

/** A click of somebody else's; what that person was told. */
async function refusal(scene: Scene, payload: object, user: string, words: RegExp): Promise<void> {
  const from = scene.slack.whispers.length;
  await scene.replay({ ...payload, user: { id: user } });
  await scene.whispered(words, from);
}

test("an approval is of two others, for one request; nothing else lets it go, and it goes once", async () => {
  await using scene = await openScene({
    runbooks: { release: RUNBOOK },
    withheld: ["im:write", "im:history", "channels:history", "bookmarks:read"],
  });
  const { slack, foreign, until } = scene;
  const releases: Release[] = [
    { id: 3, sha: SHA("c"), state: "success" },
    { id: 2, sha: SHA("b"), state: "failure" },
    { id: 1, sha: SHA("a"), state: "success" },
  ];
  answerAsGithub(foreign, releases);
  const sent = () => foreign.heard.filter(({ method }) => method === "POST");
  const room = await scene.incident("U0ANNA", "p2 Something odd");
  await scene.command("U0ANNA", "/runbook run release", room);
  const asked = () =>
    slack.said.filter(({ text }) => /asks you to approve/.test(text)).map(({ channel }) => channel);
  await until("three to be asked", () => asked().length === 3);
  assert.deepEqual(asked().toSorted(), ["DU0BEA", "DU0OLA", "DU0PIOTR"]);

  const vote = await scene.click("U0PIOTR", "Approve", /^DU0PIOTR/);
  await until("one vote", () => /1 of 2/.test(readable(scene.run()?.blocks)));
  await refusal(scene, vote, "U0VICTIM", /Only the group web-leads or the group business-owners/);
  await refusal(scene, vote, "U0ANNA", /Only the group web-leads or the group business-owners/);
  await refusal(scene, vote, "U0GUEST", /Guests/);
  await refusal(scene, vote, "U0PIOTR", /The first vote counts/);
  assert.match(readable(scene.run()?.blocks), /1 of 2/);
  await scene.click("U0BEA", "Approve", /^DU0BEA/);
  await until("the button", canRun(scene));

  // Somebody deploys: what was approved would now undo another release.
  releases.unshift({ id: 4, sha: SHA("d"), state: "success" });
  const run = await scene.click("U0ANNA", "Run", /^C0.*Run 1/s);
  await until("a decision", () => /needs a decision/.test(scene.run()?.text ?? ""));
  assert.deepEqual(sent(), []);
  assert.doesNotMatch(readable(scene.run()?.blocks), /undo would overwrite/);
  await scene.click("U0ANNA", "Try again", /^C0.*Run 1/s);
  await until("the next round", () => /0 of 2/.test(readable(scene.run()?.blocks)));
  await refusal(scene, vote, "U0PIOTR", /Nothing changed/);
  await refusal(scene, run, "U0ANNA", /Nothing changed/);
  assert.match(readable(scene.run()?.blocks), /0 of 2/);

  await scene.click("U0OLA", "Approve", /^DU0OLA.*0 of 2/s);
  await scene.click("U0BEA", "Approve", /^DU0BEA.*1 of 2/s);
  await until("the button", canRun(scene));
  const own = await scene.click("U0BEA", "Run", /^C0.*Run 1/s);
  await scene.whispered(/You approved this step, so somebody else has to run it/);
  await refusal(scene, own, "U0VICTIM", /Only whoever is on call for web or <@U0ANNA>/);
  await refusal(scene, own, "U0GUEST", /Guests/);
  assert.deepEqual(sent(), []);
  await Promise.all(
    ["U0ANNA", "U0ANNA", "U0PIOTR"].map((id) => scene.replay({ ...own, user: { id } })),
  );
  await until("the end", () => /Go back: done/.test(scene.run()?.text ?? ""));
  await refusal(scene, own, "U0PIOTR", /Nothing changed|already|over/);
  assert.equal(sent().length, 1);
  assert.match(sent()[0]?.text ?? "", new RegExp(`"ref":"${SHA("c")}"`));
  assert.deepEqual(slack.faults, []);
  for (const { method, path, query, text } of foreign.heard) {
    const call = { method, path: path.slice("/github".length), query: Object.fromEntries(query) };
    const body = text === "" ? {} : { body: JSON.parse(text) as unknown };
    assert.deepEqual(judgeCall({ ...call, ...body }).faults, [], `${method} ${path}`);
  }
});
