import assert from "node:assert/strict";
import { test } from "node:test";
import type { EffectRef, Read } from "../../src/domain/runbook/state/change.ts";
import type { GithubPeer } from "../support/github-peer.ts";
import { connectGithub, DISPATCH, ID, REDEPLOY, WHERE } from "../support/github-targets.ts";

const EFFECT: EffectRef = { step: "redeploy", direction: "do", generation: 1 };

function deploy(peer: GithubPeer, sha: string, statuses: readonly string[], payload = {}): void {
  const id = peer.deployments.length + 1;
  peer.deployments.push({ id, sha, environment: "production", payload, statuses });
}

test("a redeployment merges nothing, asks for no checks and carries the effect's id", async (t) => {
  const { peer, send } = await connectGithub(t);
  const answer = await send(REDEPLOY);
  const [call] = peer.calls;
  assert.deepEqual([call?.method, call?.path], ["POST", "/repos/shop/web/deployments"]);
  assert.equal(call?.headers["authorization"], "token ghp_0123456789abcdefghij");
  assert.deepEqual(call?.body, {
    ref: "aaa111",
    environment: "production",
    task: "rollback",
    auto_merge: false,
    required_contexts: [],
    description: "Muster: aaa111 instead of bbb222",
    payload: { effect_id: ID },
  });
  assert.equal(answer.status, 201);
  const url = "https://api.github.com/repos/shop/web/deployments/100";
  assert.deepEqual(answer.json, { id: 100, sha: "aaa111", url });
});

test("a merge instead of a deployment, and a conflict, are answers and told in a sentence", async (t) => {
  const { peer, send } = await connectGithub(t);
  const merged = { message: "Auto-merged main into aaa111 on deployment." };
  peer.answerNext({ status: 202, body: merged });
  const first = await send(REDEPLOY);
  assert.equal(first.status, 202);
  assert.match(first.excerpt, /^GitHub answers 202: Auto-merged .* Nothing was deployed\.$/);
  const message = "Conflict: Commit status checks failed for aaa111.";
  peer.answerNext({ status: 409, body: { message } });
  const second = await send(REDEPLOY);
  assert.equal(second.status, 409);
  assert.equal(second.excerpt, `GitHub answers 409: ${message}`);
});

test("the last good deployment is the current one, and the one before of another commit the previous", async (t) => {
  const { peer, read } = await connectGithub(t);
  deploy(peer, "older", ["success", "inactive"]);
  deploy(peer, "good", ["pending", "success", "inactive"]);
  deploy(peer, "broken", ["in_progress", "failure"]);
  deploy(peer, "now", ["success", "inactive"]);
  deploy(peer, "now", ["queued", "success"]);
  deploy(peer, "next", ["in_progress"]);
  const answer = await read({ kind: "deployments", ...WHERE });
  assert.ok(answer.ok);
  assert.deepEqual(answer.json, {
    current: { id: 5, sha: "now", at: "2026-11-20T12:01:00.000Z" },
    previous: { id: 2, sha: "good", at: "2026-11-20T12:01:00.000Z" },
  });
});

test("where nothing was deployed, or always the same, there is nothing to go back to", async (t) => {
  const { peer, read } = await connectGithub(t);
  const none = await read({ kind: "deployments", ...WHERE });
  assert.deepEqual(none.ok && none.json, { current: null, previous: null });
  for (let index = 0; index < 12; index += 1) deploy(peer, "same", ["success"]);
  const same = await read({ kind: "deployments", ...WHERE });
  assert.ok(same.ok);
  assert.deepEqual(same.json, {
    current: { id: 12, sha: "same", at: "2026-11-20T12:00:00.000Z" },
    previous: null,
  });
});

test("an effect's own deployment is found by its mark and followed to its end", async (t) => {
  const { peer, send, read } = await connectGithub(t);
  const wanted: Read = { kind: "deployment", ...WHERE, effect: EFFECT };
  const state = async () => {
    const answer = await read(wanted);
    assert.ok(answer.ok);
    const { url: _, ...json } = answer.json as Record<string, unknown>;
    return json;
  };
  const nothing = { id: null, sha: null, conclusion: null };
  assert.deepEqual(await state(), { ...nothing, state: "absent" });
  deploy(peer, "someone-elses", ["success"], { effect_id: "another" });
  await send(REDEPLOY);
  const ours = { id: 101, sha: "aaa111" };
  assert.deepEqual(await state(), { ...ours, state: "pending", conclusion: null });
  const [, deployment] = peer.deployments;
  assert.ok(deployment);
  deployment.statuses = ["queued", "in_progress"];
  assert.deepEqual(await state(), { ...ours, state: "pending", conclusion: null });
  deployment.statuses = ["queued", "success"];
  assert.deepEqual(await state(), { ...ours, state: "success", conclusion: "success" });
  deployment.statuses = ["queued", "error"];
  assert.deepEqual(await state(), { ...ours, state: "failure", conclusion: "error" });
});

test("a payload that GitHub gives back as text is found as well", async (t) => {
  const { peer, read } = await connectGithub(t);
  const payload = JSON.stringify({ effect_id: ID });
  peer.deployments.push({ id: 3, sha: "s", environment: "production", payload, statuses: [] });
  const answer = await read({ kind: "deployment", ...WHERE, effect: EFFECT });
  assert.equal(answer.ok && (answer.json as { id: number }).id, 3);
});

test("a workflow is started with the effect's id, and GitHub tells its run", async (t) => {
  const { peer, send, read } = await connectGithub(t);
  const answer = await send(DISPATCH);
  assert.deepEqual(peer.calls[0]?.body, {
    ref: "main",
    inputs: { flag: "new-checkout", state: "off", effect_id: ID },
    return_run_details: true,
  });
  assert.equal(answer.status, 200);
  const url = "https://github.com/shop/web/actions/runs/9000";
  assert.deepEqual(answer.json, { id: 9_000, url });
  const wanted: Read = {
    ...{ kind: "workflow-run", repo: "shop/web", workflow: "set-flag.yml", effect: EFFECT },
  };
  const [run] = peer.runs;
  assert.ok(run);
  const stateOf = async () => {
    const found = await read(wanted);
    assert.ok(found.ok);
    const { state, id, conclusion } = found.json as Record<string, unknown>;
    return [state, id, conclusion];
  };
  assert.deepEqual(await stateOf(), ["pending", 9_000, null]);
  run.status = "completed";
  run.conclusion = "success";
  assert.deepEqual(await stateOf(), ["success", 9_000, "success"]);
  run.conclusion = "timed_out";
  assert.deepEqual(await stateOf(), ["failure", 9_000, "timed_out"]);
  assert.equal(peer.calls[1]?.query["event"], "workflow_dispatch");
});

test("a run is found among a hundred later ones, and one that is not there is absent", async (t) => {
  const { peer, send, read } = await connectGithub(t);
  const wanted: Read = {
    ...{ kind: "workflow-run", repo: "shop/web", workflow: "set-flag.yml", effect: EFFECT },
  };
  const absent = await read(wanted);
  assert.equal(absent.ok && (absent.json as { state: string }).state, "absent");
  await send(DISPATCH);
  for (let id = 1; id <= 100; id += 1) {
    peer.runs.push({ id, title: `Other ${id}`, status: "completed", conclusion: "success" });
  }
  const found = await read(wanted);
  assert.equal(found.ok && (found.json as { id: number }).id, 9_000);
});

test("an older Enterprise Server starts the workflow without telling its run", async (t) => {
  const { peer, send } = await connectGithub(t);
  peer.answerTo("actions/create-workflow-dispatch", {
    status: 422,
    body: { message: '"return_run_details" is not a permitted key.' },
  });
  const answer = await send(DISPATCH);
  assert.equal(answer.status, 204);
  assert.equal(answer.json, undefined);
  assert.equal(peer.runs.length, 1);
});

test("inputs that the workflow does not declare are told with what to add", async (t) => {
  const { peer, send } = await connectGithub(t);
  peer.answerNext({ status: 422, body: { message: 'Unexpected inputs provided: ["effect_id"]' } });
  const answer = await send(DISPATCH);
  assert.equal(answer.status, 422);
  assert.match(answer.excerpt, /set-flag\.yml on main has to declare .* effect_id/);
});

test("what GitHub named in its answer is looked at by that name, whatever it is called", async (t) => {
  const { peer, read } = await connectGithub(t);
  deploy(peer, "s", ["success"]);
  peer.runs.push({ id: 7, title: "No id here", status: "completed", conclusion: "failure" });
  const deployment = await read({ kind: "deployment", ...WHERE, effect: EFFECT, id: 1 });
  assert.equal(deployment.ok && (deployment.json as { state: string }).state, "success");
  const workflow = { repo: "shop/web", workflow: "set-flag.yml" };
  const run = await read({ kind: "workflow-run", ...workflow, effect: EFFECT, id: 7 });
  assert.equal(run.ok && (run.json as { conclusion: string }).conclusion, "failure");
  const gone = await read({ kind: "workflow-run", ...workflow, effect: EFFECT, id: 8 });
  assert.match(gone.ok ? "" : gone.message, /^GitHub answers 404: Not Found/);
});
