import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { GithubAccess } from "../../src/domain/github.ts";
import { openTargets } from "../../src/integrations/targets.ts";
import { startJudge } from "../jobs/freeze/judged-github.ts";
import { openShop } from "../rehearsal/shop/open-shop.ts";
import { startPeer } from "../support/recording-peer.ts";

const WEB = "shop/web";
const NOW = new Date("2026-11-27T18:00:00Z");
const wish = {
  branches: ["~DEFAULT_BRANCH", "refs/heads/release/**"],
  ...{ tags: [], deploys: [], workflows: [] as string[], now: NOW },
};
const looking = { recorded: undefined, workflows: [], hasVariable: false, hasGates: false };

async function connect(t: TestContext, kind: "app" | "token" | "none" = "app") {
  const stack = new AsyncDisposableStack();
  t.after(async () => await stack.disposeAsync());
  const { github } = stack.use(await openShop());
  const judge = await startJudge(t, github.url, () => NOW);
  const { id, privateKey } = github.app;
  const access: Record<typeof kind, GithubAccess | null> = {
    app: { kind: "app", appId: String(id), privateKey },
    token: { kind: "token", token: github.token },
    none: null,
  };
  const repositories = [WEB, "shop/legacy", "shop/private-free", "shop/gone"];
  const { freeze } = stack.use(
    openTargets({
      connections: {},
      github: { access: access[kind], apiUrl: judge.url, repositories, environments: null },
    }),
  );
  return { github, judge, freeze };
}

/** To no sample GitHub. */
function connectTo(t: TestContext, apiUrl: string, kind: "app" | "token") {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const access: GithubAccess =
    kind === "app"
      ? { kind, appId: "42", privateKey: pem }
      : { kind, token: "ghp_0123456789abcdefghij" };
  const targets = openTargets({
    connections: {},
    github: { access, apiUrl, repositories: [WEB], environments: null },
  });
  t.after(async () => await targets[Symbol.asyncDispose]());
  return targets;
}

test("a preflight says how the repository will be held, and names what merges by itself", async (t) => {
  const { freeze, judge } = await connect(t);
  const found = await freeze.preflight(WEB, wish);
  assert.deepEqual([found.mode, found.findings, found.defaultBranch], ["app_check", [], "main"]);
  assert.equal(found.openPulls, 4);
  assert.deepEqual(
    found.autoMerge.map(({ number, author }) => [number, author]),
    [[131, "piotr-dev"]],
  );
  assert.deepEqual(judge.faults, []);
});

test("a token holds less, and the preflight says what an app would give", async (t) => {
  const { freeze } = await connect(t, "token");
  const found = await freeze.preflight(WEB, { ...wish, deploys: ["gate"] });
  assert.equal(found.mode, "bot_merge");
  assert.match(
    found.findings.join(" "),
    /nobody but muster-bot may update.*Gates need a GitHub App/,
  );
});

test("a preflight quotes GitHub where a repository cannot be held", async (t) => {
  const { freeze, github } = await connect(t);
  const free = await freeze.preflight("shop/private-free", wish);
  assert.equal(free.mode, "advisory");
  assert.match(free.findings[0] ?? "", /403: .*Upgrade.*Until then pull requests are told/);
  const archived = await freeze.preflight("shop/legacy", wish);
  assert.equal(archived.mode, "advisory");
  assert.match(archived.findings[0] ?? "", /is archived: nothing can be merged .* there\.$/);
  const gone = await freeze.preflight("shop/gone", wish);
  assert.equal(gone.mode, "none");
  assert.match(gone.findings[0] ?? "", /404/);
  const unlisted = await freeze.preflight("shop/other", wish);
  assert.match(unlisted.findings[0] ?? "", /not in github\.repositories of muster\.yml/);
  github.makeRuleset(WEB, {
    ...{ name: "Muster code freeze", target: "branch", enforcement: "disabled" },
    ...{ bypass_actors: [], rules: [{ type: "deletion" }] },
    conditions: { ref_name: { include: ["~ALL"], exclude: [] } },
  });
  const named = await freeze.preflight(WEB, wish);
  assert.match(named.findings.join(" "), /Somebody's ruleset \d+ is named "Muster code freeze"/);
});

test("rights that the app lacks are named one by one", async (t) => {
  const { freeze, github } = await connect(t);
  github.grant({ metadata: "read", administration: "read", pull_requests: "read", checks: "read" });
  const bare = await freeze.preflight(WEB, wish);
  assert.equal(bare.mode, "advisory");
  assert.match(
    bare.findings[0] ?? "",
    /administration: read on shop\/web\. Give it administration: write/,
  );
});

test("what holds deployments and may not be seen is told, and the rules are seen all the same", async (t) => {
  const { freeze, github, judge } = await connect(t);
  const { actions_variables: _, actions: __, ...granted } = github.installation().permissions;
  github.grant(granted);
  const wish = { ...looking, workflows: ["deploy.yml"], hasVariable: true, hasGates: true };
  const seen = await freeze.look(WEB, wish);
  assert.deepEqual(seen.rulesets, []);
  assert.deepEqual([seen.variable, seen.workflows, seen.gates], [undefined, {}, {}]);
  assert.match(seen.unseen?.join() ?? "", /Variables: read.*Actions: read.*Actions: read/);
  assert.deepEqual(judge.faults, []);
});

test("the gates of all environments are looked at, and not all at once", async (t) => {
  const names = Array.from({ length: 120 }, (_, index) => `preview/${index + 1}`);
  let underWay = 0;
  let most = 0;
  const peer = await startPeer(t, async ({ path, query }) => {
    if (path.endsWith("/installation")) return { body: { id: 7 } };
    if (path.endsWith("/access_tokens")) {
      const token = { token: "ghs_0123456789abcdefghij", expires_at: "2099-01-01T00:00:00Z" };
      return { status: 201, body: { ...token, permissions: {} } };
    }
    if (path === "/repos/shop/web") {
      return { body: { id: 77, full_name: WEB, default_branch: "main" } };
    }
    if (path.endsWith("/environments")) {
      const from = (Number(query["page"]) - 1) * 100;
      const environments = names.slice(from, from + 100).map((name) => ({ name }));
      return { body: { total_count: names.length, environments } };
    }
    if (!path.endsWith("/deployment_protection_rules")) return { body: [] };
    underWay += 1;
    most = Math.max(most, underWay);
    await setImmediate();
    underWay -= 1;
    return { body: { total_count: 0, custom_deployment_protection_rules: [] } };
  });
  const { freeze } = connectTo(t, peer.url, "app");
  const { gates } = await freeze.look(WEB, { ...looking, hasGates: true });
  assert.deepEqual(Object.keys(gates), names);
  assert.ok(most <= 10, `${most} at once`);
});

test("a right that was granted since the last preflight is seen at once", async (t) => {
  // GitHub leaves a token what it was made with.
  let granted: object = { administration: "write", pull_requests: "read" };
  const peer = await startPeer(t, ({ path }) => {
    if (path.endsWith("/installation")) return { body: { id: 7 } };
    if (path.endsWith("/access_tokens")) {
      const token = { token: "ghs_0123456789abcdefghij", expires_at: "2099-01-01T00:00:00Z" };
      return { status: 201, body: { ...token, permissions: granted } };
    }
    const repository = { id: 77, full_name: WEB, default_branch: "main" };
    return { body: path === "/repos/shop/web" ? repository : [] };
  });
  const { freeze } = connectTo(t, peer.url, "app");
  const before = await freeze.preflight(WEB, wish);
  assert.match(before.findings.join(), /Give it checks: write/);
  granted = { ...granted, checks: "write" };
  const after = await freeze.preflight(WEB, wish);
  assert.deepEqual(after.findings, []);
});

test("a pull request that moves to a page that was read already is listed all the same", async (t) => {
  const open = Array.from({ length: 150 }, (_, index) => index + 1);
  const peer = await startPeer(t, ({ path, query }) => {
    if (path !== "/repos/shop/web/pulls") return { status: 404, body: {} };
    const from = (Number(query["page"]) - 1) * 100;
    const page = open.slice(from, from + 100).map((number) => ({
      ...{ number, title: "", html_url: "", user: { login: "anna-dev" } },
      ...{ head: { sha: "0".repeat(40) }, base: { ref: "main" } },
    }));
    // The first is merged while the first page is on its way.
    if (query["page"] === "1" && open[0] === 1) open.shift();
    return { body: page };
  });
  const { freeze } = connectTo(t, peer.url, "token");
  const listed = await freeze.listOpenPulls(WEB, NOW, NOW);
  assert.ok(listed.some(({ number }) => number === 101));
});

test("deliveries are listed page by page, back to the moment that is asked for", async (t) => {
  const pages: Record<string, readonly string[]> = {
    "": ["2026-11-27T17:00:00Z", "2026-11-27T16:00:00Z"],
    v2: ["2026-11-27T15:00:00Z", "2026-11-27T14:00:00Z"],
    v3: ["2026-11-27T13:00:00Z"],
  };
  const peer = await startPeer(t, ({ query }) => {
    const { cursor = "" } = query;
    const next = { "": "v2", v2: "v3" }[cursor];
    const delivery = { event: "push", redelivery: false, status_code: 502 };
    return {
      body: (pages[cursor] ?? []).map((at) => ({
        ...{ ...delivery, id: Date.parse(at), guid: at, delivered_at: at },
      })),
      headers: next
        ? { link: `<${peer.url}/app/hook/deliveries?per_page=2&cursor=${next}>; rel="next"` }
        : {},
    };
  });
  const { freeze } = connectTo(t, peer.url, "app");
  const listed = async (since: string) =>
    (await freeze.listDeliveries(new Date(since))).map(({ guid }) => guid.slice(11, 13));
  assert.deepEqual(await listed("2026-11-24T00:00:00Z"), ["17", "16", "15", "14", "13"]);
  assert.deepEqual(await listed("2026-11-27T14:30:00Z"), ["17", "16", "15"]);
  assert.equal(peer.calls.length, 3 + 2);
});

test("without GitHub a preflight says what to set", async (t) => {
  const { freeze, judge } = await connect(t, "none");
  const found = await freeze.preflight(WEB, wish);
  assert.equal(found.mode, "none");
  assert.match(found.findings[0] ?? "", /not connected.*GITHUB_TOKEN/);
  assert.deepEqual(judge.passed, []);
});

test("a second look costs nothing of the hourly limit, and sees what changed", async (t) => {
  const { freeze, judge, github } = await connect(t);
  await freeze.look(WEB, looking);
  const first = judge.passed.length;
  await freeze.look(WEB, looking);
  const again = judge.passed.slice(first);
  assert.deepEqual([...new Set(again.map(({ status }) => status))], [304]);
  const made = github.makeRuleset(WEB, {
    ...{ name: "Muster code freeze", target: "branch", enforcement: "active" },
    ...{ bypass_actors: [], rules: [{ type: "deletion" }] },
    conditions: { ref_name: { include: ["~ALL"], exclude: [] } },
  });
  const seen = await freeze.look(WEB, looking);
  assert.ok(!("refused" in seen.rulesets));
  assert.deepEqual(
    seen.rulesets.map(({ id }) => id),
    [made.id],
  );
  assert.ok(seen.inForce.includes(made.id));
  assert.deepEqual(judge.faults, []);
});

test("another repository by the name of one that was frozen is not touched", async (t) => {
  const { freeze } = await connect(t);
  const { repositoryId } = await freeze.look(WEB, looking);
  const recorded = { repositoryId: repositoryId + 1, rulesets: { branch: null, tag: null } };
  await assert.rejects(
    freeze.look(WEB, { ...looking, recorded: recorded as never }),
    /shop\/web is another repository now/,
  );
});

test("a renamed repository is followed by its id, and everything is asked for under its new name", async (t) => {
  const peer = await startPeer(t, ({ path }) => {
    const { origin } = new URL(peer.url);
    if (path === "/repos/shop/web") {
      const headers = { location: `${origin}/repositories/77` };
      return {
        status: 301,
        headers,
        body: { message: "Moved Permanently", url: headers.location },
      };
    }
    const repository = { id: 77, full_name: "shop/front", default_branch: "main" };
    if (path === "/repositories/77" || path === "/repos/shop/front") return { body: repository };
    if (path === "/user") return { body: { id: 5, login: "muster-bot" } };
    return path === "/repos/shop/front/rulesets" ? { body: [] } : { status: 404, body: {} };
  });
  const { freeze } = connectTo(t, peer.url, "token");
  const seen = await freeze.look(WEB, looking);
  assert.deepEqual([seen.repositoryId, seen.fullName, seen.rulesets], [77, "shop/front", []]);
  await freeze.look(WEB, looking);
  assert.equal(peer.calls.filter(({ path }) => path === "/repos/shop/web").length, 2);
});
