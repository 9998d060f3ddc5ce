import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Connection } from "../../src/domain/connection.ts";
import type { ConnectionUse } from "../../src/domain/runbook/state/intent.ts";
import { lookAtUses } from "../../src/integrations/preflight/look-at-uses.ts";
import { openTargets } from "../../src/integrations/targets.ts";
import { connectionTo } from "../support/connection.ts";
import type { GithubPeerOptions } from "../support/github-peer.ts";
import { connectGithub } from "../support/github-targets.ts";
import {
  type PeerAnswer,
  type PeerCall,
  type PeerReply,
  startPeer,
} from "../support/recording-peer.ts";

const OFF = { access: null, apiUrl: "http://127.0.0.1:1", repositories: [], environments: null };

type Look = {
  readonly reply: (call: PeerCall) => PeerReply;
  readonly change?: Partial<Connection>;
  readonly use?: Partial<ConnectionUse>;
  readonly isDrill?: boolean;
};

async function look(t: TestContext, { reply, change = {}, use, isDrill = false }: Look) {
  const peer = await startPeer(t, reply);
  const connection = connectionTo(peer.url, change);
  const targets = openTargets({ connections: { target: connection }, github: OFF });
  t.after(() => targets[Symbol.asyncDispose]());
  const wanted = { kind: "http", connection: "target", steps: ["one"], ...use } as ConnectionUse;
  const findings = await lookAtUses(targets, [wanted], { isDrill });
  return { calls: peer.calls, findings, messages: findings.map(({ message }) => message) };
}

const answers =
  (paths: Readonly<Record<string, PeerAnswer>>) =>
  ({ path }: PeerCall): PeerAnswer =>
    paths[path] ?? { status: 404, body: { name: "NotFoundError", message: `no ${path}` } };

test("an HTTP service counts as well unless its check path says otherwise", async (t) => {
  const check = { checkPath: "/health" };
  const down = () => ({ status: 503 });
  assert.deepEqual((await look(t, { reply: down })).findings, []);
  const { messages, calls } = await look(t, { reply: down, change: check });
  assert.match(messages[0] ?? "", /\/health answers 503\. Look at that system/);
  assert.equal(calls[0]?.path, "/health");
  assert.deepEqual((await look(t, { reply: () => ({}), change: check })).findings, []);
  const moved = await look(t, { reply: () => ({ status: 301 }), change: check });
  assert.match(moved.messages[0] ?? "", /answers 301\. Redirects are not followed/);
  for (const status of [401, 403]) {
    const refused = await look(t, { reply: () => ({ status }) });
    assert.match(refused.messages[0] ?? "", new RegExp(`answers ${status}\\. (Correct|Give) its`));
  }
});

test("a finding names the connection, the fault and the steps that will fail; the same one once", async (t) => {
  const targets = openTargets({
    connections: { target: connectionTo("http://127.0.0.1:1") },
    github: OFF,
  });
  t.after(() => targets[Symbol.asyncDispose]());
  const uses: ConnectionUse[] = [
    { kind: "http", connection: "target", steps: ["a"] },
    { kind: "prometheus", connection: "target", steps: ["b", "a"] },
    { kind: "http", connection: "nowhere", steps: ["c"] },
  ];
  assert.deepEqual(await lookAtUses(targets, uses, { isDrill: false }), [
    {
      connection: "target",
      message: "target (127.0.0.1:1): nothing listens there (ECONNREFUSED).",
      steps: ["a", "b"],
    },
    {
      connection: "nowhere",
      message: "There is no connection nowhere in muster.yml. Add it.",
      steps: ["c"],
    },
  ]);
});

test("a Prometheus has to answer a query as a Prometheus does", async (t) => {
  const prometheus = { kind: "prometheus" } as const;
  const body = { status: "success", data: { resultType: "vector", result: [] } };
  const good = await look(t, { reply: () => ({ body }), change: prometheus, use: prometheus });
  assert.deepEqual(good.findings, []);
  assert.equal(good.calls[0]?.path, "/api/v1/query");
  const other = { reply: () => ({ body: "<html>" }), change: prometheus, use: prometheus };
  assert.match((await look(t, other)).messages[0] ?? "", /not as a Prometheus does\. Correct base/);
});

const FLAG = { kind: "flag", project: "shop", env: "production", flag: "f" } as const;
const PLACE = "/api/admin/projects/shop/features/f/environments/production";
const may = (...names: string[]) => ({
  body: { permissions: names.map((permission) => ({ permission, project: "shop" })) },
});
const REQUESTS_ON = {
  body: [{ environment: "production", changeRequestEnabled: true, requiredApprovals: 1 }],
};

const unleashCases: readonly {
  readonly name: string;
  readonly paths: Readonly<Record<string, PeerAnswer>>;
  readonly flag?: undefined;
  readonly says: RegExp | undefined;
}[] = [
  {
    name: "all is well",
    paths: { "/api/admin/user": may("UPDATE_FEATURE_ENVIRONMENT"), [PLACE]: { body: {} } },
    says: undefined,
  },
  {
    name: "an administrator skips change requests",
    paths: {
      "/api/admin/user": { body: { permissions: [{ permission: "ADMIN" }] } },
      [PLACE]: { body: {} },
      "/api/admin/projects/shop/change-requests/config": REQUESTS_ON,
    },
    says: undefined,
  },
  {
    name: "the token is none for the admin API",
    paths: { "/api/admin/user": { status: 401 } },
    says: /answers 401: its token has to be a personal access token/,
  },
  {
    name: "there is no Unleash at this address",
    paths: {},
    says: /has no Unleash: \/api\/admin is added to its base_url/,
  },
  {
    name: "the flag is not there",
    paths: { "/api/admin/user": may("UPDATE_FEATURE_ENVIRONMENT") },
    says: /^The flag f cannot be read: Unleash answers 404: no \/api/,
  },
  {
    name: "the token may only look",
    paths: { "/api/admin/user": may("READ"), [PLACE]: { body: {} } },
    says: /may not turn flags of the project shop on or off in production/,
  },
  {
    name: "change requests are on",
    paths: {
      "/api/admin/user": may("UPDATE_FEATURE_ENVIRONMENT"),
      [PLACE]: { body: {} },
      "/api/admin/projects/shop/change-requests/config": REQUESTS_ON,
    },
    says: /^Change requests are on for project shop in production: every change will be refused/,
  },
  {
    name: "the flag is told later, and the project lacks the environment",
    flag: undefined,
    paths: {
      "/api/admin/user": may("UPDATE_FEATURE_ENVIRONMENT"),
      "/api/admin/environments/project/shop": {
        body: { environments: [{ name: "development" }] },
      },
    },
    says: /project shop has no environment production\. It has: development\./,
  },
];

for (const { name, paths, says, ...rest } of unleashCases) {
  test(`Unleash, where ${name}`, async (t) => {
    const { messages } = await look(t, {
      ...{ reply: answers(paths), change: { kind: "unleash" }, use: { ...FLAG, ...rest } as never },
    });
    if (!says) return assert.deepEqual(messages, []);
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(messages[0] ?? "", says);
  });
}

const LD_FLAG = "/api/v2/flags/shop/f";
const LD_PLACE = "/api/v2/projects/shop/environments/production";
const IDENTITY = "/api/v2/caller-identity";
const ldGood = {
  [IDENTITY]: { body: { tokenId: "t1" } },
  "/api/v2/tokens/t1": { body: { role: "writer" } },
  [LD_PLACE]: { body: { approvalSettings: { required: false } } },
  [LD_FLAG]: { body: { environments: { production: { on: true } } } },
};

const ldCases: readonly {
  readonly name: string;
  readonly paths: Readonly<Record<string, PeerAnswer>>;
  readonly says: RegExp | undefined;
}[] = [
  { name: "all is well", paths: {}, says: undefined },
  { name: "the token is none", paths: { [IDENTITY]: { status: 401 } }, says: /401: its token has/ },
  {
    name: "the token only reads",
    paths: { "/api/v2/tokens/t1": { body: { role: "reader" } } },
    says: /may only read/,
  },
  {
    name: "approvals are required for some flags",
    paths: {
      [LD_PLACE]: { body: { approvalSettings: { required: true, requiredApprovalTags: ["pay"] } } },
    },
    says: /^Approvals are required in production for flags tagged pay/,
  },
  {
    name: "the environment is not there",
    paths: { [LD_PLACE]: { status: 404 } },
    says: /no project shop with an environment production/,
  },
  {
    name: "the flag is not there",
    paths: { [LD_FLAG]: { status: 404, body: { message: "Unknown flag" } } },
    says: /^The flag f cannot be read: LaunchDarkly answers 404: Unknown flag/,
  },
];

for (const { name, paths, says } of ldCases) {
  test(`LaunchDarkly, where ${name}`, async (t) => {
    const reply = answers({ ...ldGood, ...paths });
    const { messages } = await look(t, { reply, change: { kind: "launchdarkly" }, use: FLAG });
    if (!says) return assert.deepEqual(messages, []);
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(messages[0] ?? "", says);
  });
}

test("a connection of another kind keeps no flags", async (t) => {
  const { messages } = await look(t, { reply: () => ({}), use: FLAG });
  assert.deepEqual(messages, ["The connection target is of kind http: it keeps no feature flags."]);
});

const DISPATCH = { kind: "dispatch", repo: "shop/web", workflow: "set-flag.yml" } as const;
const REDEPLOY = { kind: "redeploy", repo: "shop/web", environment: "production" } as const;

async function lookAtGithub(
  t: TestContext,
  use: typeof DISPATCH | typeof REDEPLOY,
  options: GithubPeerOptions = {},
) {
  const { peer, targets } = await connectGithub(t, options);
  const messages = async () => {
    const uses = [{ ...use, steps: ["one"] }];
    const findings = await lookAtUses(targets, uses, { isDrill: false });
    return findings.map(({ message }) => message);
  };
  return { peer, messages };
}

test("a workflow that is active, declares effect_id and shows it in its runs' name can be started", async (t) => {
  const { messages } = await lookAtGithub(t, DISPATCH);
  assert.deepEqual(await messages(), []);
});

test("what would keep a workflow from starting is told before", async (t) => {
  const cases: readonly [GithubPeerOptions, readonly RegExp[]][] = [
    [{ archived: true }, [/^shop\/web is archived/]],
    [{ permissions: { push: false } }, [/may not write to shop\/web\. Give them the role Write/]],
    [{ workflowState: "disabled_manually" }, [/set-flag\.yml of shop\/web is disabled manually/]],
    [{ workflowText: "on: push" }, [/is not 'on: workflow_dispatch'/]],
    [{ workflowText: "on: [push, workflow_dispatch]" }, [/no input effect_id/, /told apart/]],
    [{ workflowText: "on: {workflow_dispatch: }" }, [/no input effect_id/, /told apart/]],
    [{ workflowText: ": no YAML [" }, []],
  ];
  for (const [options, says] of cases) {
    const { messages } = await lookAtGithub(t, DISPATCH, options);
    const found = await messages();
    assert.equal(found.length, says.length, found.join("\n"));
    for (const [index, pattern] of says.entries()) assert.match(found[index] ?? "", pattern);
  }
});

test("a rollback needs an earlier good deployment to go back to", async (t) => {
  const { peer, messages } = await lookAtGithub(t, REDEPLOY);
  const deploy = (id: number, sha: string) =>
    peer.deployments.push({ id, sha, environment: "production", statuses: ["success"] });
  assert.deepEqual(await messages(), ["shop/web has no successful deployment to production."]);
  deploy(1, "one");
  assert.match((await messages())[0] ?? "", /no earlier successful deployment to production/);
  deploy(2, "two");
  assert.deepEqual(await messages(), []);
});

test("what a drill will not call is only told, and an address for drills is looked at instead", async (t) => {
  const rehearsal = await startPeer(t, () => ({}));
  const refusing = { reply: () => ({ status: 401 }), isDrill: true };
  const told = await look(t, refusing);
  assert.deepEqual(
    told.findings.map(({ steps }) => steps),
    [[]],
  );
  const auth = { kind: "none" } as const;
  const change = { rehearsal: { baseUrl: rehearsal.url, auth } };
  const instead = await look(t, { ...refusing, change });
  assert.deepEqual(instead.findings, []);
  assert.equal(instead.calls.length, 0);
  assert.equal(rehearsal.calls.length, 1);
});
