import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import type { GithubAccess, GithubSettings } from "../../src/domain/github.ts";
import { IntegrationError } from "../../src/integrations/integration-error.ts";
import { connectGithub, DISPATCH, REDEPLOY, WHERE } from "../support/github-targets.ts";

test("a lost answer is no proof of anything; a refused connection proves that nothing left", async (t) => {
  const { peer, send } = await connectGithub(t);
  peer.answerNext("drop");
  await assert.rejects(send(REDEPLOY), (error) => {
    assert.ok(error instanceof IntegrationError);
    assert.equal(error.isUnsent, false);
    assert.match(error.message, /^GitHub \(127\.0\.0\.1:\d+\): /);
    return true;
  });
  assert.equal(peer.calls.length, 1, "a lost call is not repeated");
  const gone = await connectGithub(t, {}, { apiUrl: "http://127.0.0.1:1" });
  await assert.rejects(gone.send(REDEPLOY), (error) => {
    assert.ok(error instanceof IntegrationError && error.isUnsent);
    return true;
  });
});

test("a server's failure is answered once, and not tried again behind anybody's back", async (t) => {
  const { peer, send } = await connectGithub(t);
  peer.answerNext({ status: 502, body: { message: "Server Error" } });
  const answer = await send(DISPATCH);
  assert.equal(answer.status, 502);
  assert.equal(peer.calls.length, 1);
  assert.equal(peer.runs.length, 0);
});

test("GitHub's patience is told: by Retry-After, or by when its count begins anew", async (t) => {
  const { peer, send } = await connectGithub(t);
  const body = { message: "You have exceeded a secondary rate limit." };
  peer.answerNext({ status: 403, headers: { "retry-after": "60" }, body });
  assert.equal((await send(REDEPLOY)).retryAfterMs, 60_000);
  const date = "Fri, 20 Nov 2026 12:00:00 GMT";
  const reset = String(Date.parse(date) / 1000 + 90);
  const headers = { date, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
  peer.answerNext({ status: 403, headers, body });
  assert.equal((await send(REDEPLOY)).retryAfterMs, 90_000);
});

test("a repository that moved is not followed, and told", async (t) => {
  const { peer, send, read } = await connectGithub(t);
  const moved = {
    status: 301,
    headers: { location: "http://127.0.0.1:1/repositories/1" },
    body: { message: "Moved Permanently", url: "https://api.github.com/repositories/1" },
  };
  peer.answerNext(moved);
  const answer = await send(REDEPLOY);
  assert.equal(answer.status, 301);
  assert.match(answer.excerpt, /renamed or moved: correct its name in muster\.yml/);
  peer.answerNext(moved);
  const state = await read({ kind: "deployments", ...WHERE });
  assert.match(state.ok ? "" : state.message, /renamed or moved/);
});

test("only listed repositories and environments are touched, and without access GitHub says it is off", async (t) => {
  const cases: readonly [Partial<GithubSettings>, RegExp][] = [
    [{ repositories: ["shop/api"] }, /^shop\/web is not in github\.repositories of muster\.yml/],
    [{ environments: ["staging"] }, /^production is not in github\.environments .*\(staging\)/],
    [{ access: null }, /^GitHub is not connected\. Set GITHUB_TOKEN, or GITHUB_APP_ID/],
  ];
  for (const [settings, says] of cases) {
    const { peer, send } = await connectGithub(t, {}, settings);
    await assert.rejects(send(REDEPLOY), (error) => {
      assert.ok(error instanceof IntegrationError && error.isUnsent);
      assert.match(error.message, says);
      return true;
    });
    assert.equal(peer.calls.length, 0);
  }
});

test("an app finds its installation, gets a token for it and uses that", async (t) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const access: GithubAccess = {
    ...{ kind: "app", appId: "42" },
    privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
  const { peer, send } = await connectGithub(t, {}, { access });
  assert.equal((await send(REDEPLOY)).status, 201);
  assert.equal((await send(REDEPLOY)).status, 201);
  assert.deepEqual(
    peer.calls.map(({ method, path }) => `${method} ${path}`),
    [
      "GET /repos/shop/web/installation",
      "POST /app/installations/77/access_tokens",
      "POST /repos/shop/web/deployments",
      "POST /repos/shop/web/deployments",
    ],
  );
  assert.equal(peer.calls[2]?.headers["authorization"], "token ghs_installationtoken0001");
});

test("an app that is not installed is told, and nothing was sent", async (t) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const access: GithubAccess = { kind: "app", appId: "42", privateKey: pem };
  const { peer, send } = await connectGithub(t, {}, { access });
  peer.answerNext({ status: 404, body: { message: "Not Found" } });
  await assert.rejects(send(REDEPLOY), (error) => {
    assert.ok(error instanceof IntegrationError && error.isUnsent);
    assert.match(error.message, /answers 404 to the app 42.*Install the app on shop\/web/);
    return true;
  });
  peer.answerTo("apps/create-installation-access-token", {
    status: 403,
    body: { message: "This installation has been suspended" },
  });
  await assert.rejects(send(REDEPLOY), (error) => {
    assert.ok(error instanceof IntegrationError && error.isUnsent);
    assert.match(error.message, /no token \(403\).*suspended/);
    return true;
  });
  assert.equal((await send(REDEPLOY)).status, 201, "installed meanwhile");
});

test("a token that lacks a right is not used a second time: it may have been granted since", async (t) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const access: GithubAccess = { kind: "app", appId: "42", privateKey: pem };
  const { peer, send } = await connectGithub(t, {}, { access });
  const tokens = () => peer.calls.filter(({ path }) => path.endsWith("/access_tokens")).length;
  await send(REDEPLOY);
  for (const [message, made] of [
    ["You have exceeded a secondary rate limit.", 1],
    ["Resource not accessible by integration", 2],
  ] as const) {
    peer.answerNext({ status: 403, body: { message } });
    assert.equal((await send(REDEPLOY)).status, 403);
    assert.equal((await send(REDEPLOY)).status, 201);
    assert.equal(tokens(), made, message);
  }
});

test("the installation of a repository that was renamed is found where it is now", async (t) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const access: GithubAccess = { kind: "app", appId: "42", privateKey: pem };
  const { peer, send } = await connectGithub(t, {}, { access });
  const location = `${peer.url}/repos/shop/front/installation`;
  peer.answerNext({ status: 301, headers: { location }, body: { message: "Moved Permanently" } });
  assert.equal((await send(REDEPLOY)).status, 201);
});

test("what GitHub answers holds no token when it is shown", async (t) => {
  const { peer, send } = await connectGithub(t);
  const message = "Bad credentials ghp_0123456789abcdefghij and ghs_abcdefabcdefabcdef";
  peer.answerNext({ status: 401, body: { message } });
  const { excerpt } = await send(REDEPLOY);
  assert.match(excerpt, /^GitHub answers 401: Bad credentials ••• and •••/);
});
