import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { startGithubPeer } from "../support/github-peer.ts";
import { folderOf, run } from "./console.ts";

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const FLAG_RUNBOOK = `muster: 1
id: flag-off
title: Off
owner: any_responder
steps:
  - { id: off, kind: flag, title: Off, connection: flags, project: shop, env: production, flag: new-checkout, set: "off", undo: auto }
  - { id: back, kind: github, title: Back, op: rollback_deployment, repo: shop/web, environment: production, undo: auto }
  - { id: done, kind: end, outcome: success }
`;

test("each connection is tried with its credentials", async (t) => {
  const seen: (string | undefined)[] = [];
  const target = await serve(t, (request, response) => {
    seen.push(request.headers.authorization);
    const status = { "/moved": 302, "/down": 503 }[request.url ?? ""] ?? 200;
    const isRight = request.headers.authorization === "Bearer right";
    response.writeHead(isRight ? status : 401, { location: "http://127.0.0.1:1/" });
    response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
  });
  const cwd = await folderOf(t, {
    "muster.yml": `connections:
  fine: { kind: http, base_url: "${target}/fine", token: "\${RIGHT}" }
  metrics: { kind: prometheus, base_url: "${target}", token: "\${RIGHT}" }
  moved: { kind: http, base_url: "${target}", check: /moved, token: "\${RIGHT}" }
  down: { kind: http, base_url: "${target}", check: /down, token: "\${RIGHT}" }
  denied: { kind: http, base_url: "${target}", token: "\${WRONG}" }
`,
  });
  const { code, out } = await run(["doctor"], { cwd, env: { RIGHT: "right", WRONG: "hunter2" } });
  const text = out.join("\n");
  assert.equal(code, 1);
  assert.match(text, /^ok +connection fine /m);
  assert.match(text, /^ok +connection metrics /m);
  assert.match(text, /^bad +connection moved .*answers 302\. Redirects are not followed/m);
  assert.match(text, /^bad +connection down .*answers 503/m);
  assert.match(text, /^bad +connection denied .*answers 401/m);
  assert.doesNotMatch(text, /hunter2/);
  assert.equal(seen.length, 5);
});

test("what the runbooks will change is looked at: their flags and their deployments", async (t) => {
  const flags = await serve(t, (request, response) => {
    const isUser = request.url === "/api/admin/user";
    const answer = isUser
      ? { permissions: [{ permission: "ADMIN" }] }
      : { name: "NotFoundError", message: "Could not find feature new-checkout" };
    response.writeHead(isUser ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  const github = await startGithubPeer(t);
  const cwd = await folderOf(t, {
    "muster.yml": `connections:
  flags: { kind: unleash, base_url: "${flags}", token: "\${FLAGS}" }
github: { repositories: [ shop/web, shop/api ] }
`,
    "runbooks/flag-off.yml": FLAG_RUNBOOK,
  });
  const env = {
    FLAGS: "user:1234",
    GITHUB_TOKEN: "ghp_hunter2hunter2hunter2",
    GITHUB_API_URL: github.url,
  };
  const { code, out } = await run(["doctor"], { cwd, env });
  const text = out.join("\n");
  assert.equal(code, 1);
  assert.match(text, /^ok +connection flags /m);
  assert.match(text, /^ok +github shop\/web +can be seen through http/m);
  assert.match(text, /^bad +runbook flag-off\/off +flags: The flag new-checkout cannot be read: /m);
  assert.match(
    text,
    /^bad +runbook flag-off\/back +GitHub: shop\/web has no successful deployment/m,
  );
  assert.doesNotMatch(text, /hunter2/);
  assert.deepEqual(github.faults, []);
});
