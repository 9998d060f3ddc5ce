// Freezes and the sample GitHub with its webhooks: what GitHub tells takes effect at once, and what got lost comes later.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { pino } from "pino";
import type { Effect } from "../../../src/domain/effect.ts";
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import type { FreezeSettings } from "../../../src/domain/freeze/settings.ts";
import { createDeliverySweep } from "../../../src/jobs/freeze/sweep-deliveries.ts";
import { createMetrics } from "../../../src/metrics.ts";
import { putBack } from "../../../src/operations/freezes/put-back.ts";
import { requestException } from "../../../src/operations/freezes/request-exception.ts";
import { storeGithubDelivery } from "../../../src/operations/freezes/store-github-delivery.ts";
import { understandGithubDelivery } from "../../../src/operations/freezes/understand-github-delivery.ts";
import { voteOnException } from "../../../src/operations/freezes/vote-on-exception.ts";
import { listExceptions } from "../../../src/storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../../src/storage/freezes.ts";
import { listDeadGithubDeliveries } from "../../../src/storage/github-deliveries.ts";
import { savePerson } from "../../../src/storage/people.ts";
import { githubEventRoutes } from "../../../src/web/github-events.ts";
import { createServer } from "../../../src/web/server.ts";
import { type FreezeWorld, MINUTE, openFreezeWorld, WEB } from "./freeze-world.ts";

const SETTINGS = {
  exceptions: { need: 1, from: ["user:U0PIOTR", "user:U0OLA"], validForMinutes: 60 },
  people: { "anna-dev": "U0ANNA" },
};

/** Frozen, and told of by GitHub over HTTP. */
async function openHookedWorld(
  t: TestContext,
  {
    repositories = [WEB],
    minutes = 240,
    settings = {},
  }: {
    repositories?: readonly string[];
    minutes?: number;
    settings?: Partial<FreezeSettings>;
  } = {},
) {
  const world = await openFreezeWorld(t, { freeze: { ...SETTINGS, ...settings }, repositories });
  const { ctx, clock, github } = world;
  for (const name of ["ANNA", "PIOTR", "OLA"]) {
    await savePerson(ctx.db, {
      ...{ user: `U0${name}`, teamId: "T0", handle: name.toLowerCase(), name, email: null },
      ...{ zone: "Europe/Warsaw", isMember: true, refusal: null, fetchedAt: clock.now() },
    });
  }
  const statuses: number[] = [];
  const server = await createServer({
    ...{ host: "127.0.0.1", port: 0, log: pino({ level: "silent" }), metrics: createMetrics() },
    checks: {},
    hooks: (_app, _options, done) => done(),
    pages: (_app, _options, done) => done(),
    github: githubEventRoutes({
      ...{ secret: github.app.webhookSecret, clock },
      store: async (arrival) => await storeGithubDelivery(ctx, arrival),
      count: (status) => void statuses.push(status),
      onRefused: ({ message }) => assert.fail(message),
    }),
  });
  t.after(async () => await server[Symbol.asyncDispose]());
  github.deliverTo(`${await server.listen()}/github/events`);
  await world.declare({ minutes });
  await world.pass(10 * MINUTE + 10_000);
  return {
    ...world,
    statuses,
    /** What GitHub told is understood, and what follows is done. */
    hear: async (): Promise<void> => {
      await github.delivered();
      while (await understandGithubDelivery(ctx));
      await world.pass(5_000);
    },
  };
}

const by = { id: "U0ANNA", name: "Anna" };

async function ask(world: FreezeWorld, pull: number): Promise<FreezeException> {
  const wish = { repository: WEB, pull, reason: "Prices are wrong", by };
  const requested = await requestException(world.ctx, wish);
  assert.ok(requested.ok, JSON.stringify(requested));
  await world.pass(2_000);
  return requested.exception;
}

async function approve(world: FreezeWorld, { id: exceptionId }: Pick<FreezeException, "id">) {
  const wish = { exceptionId, vote: "approve", note: null } as const;
  const voter = { id: "U0OLA", name: "Ola" };
  const voted = await voteOnException(world.bench.as("U0OLA"), { ...wish, by: voter });
  assert.ok(voted.ok, JSON.stringify(voted));
  await world.pass(3_000);
}

async function states(world: FreezeWorld): Promise<string[]> {
  return (await listExceptions(world.ctx.db, [WEB])).map(({ state }) => state);
}

const conclusion = ({ github }: FreezeWorld, pull: number) =>
  github.checksOf(WEB, pull).find(({ name }) => name === "muster/freeze")?.conclusion;

test("a merge is refused, an exception lets it through, and another push is refused at once again", async (t) => {
  const world = await openHookedWorld(t);
  const { github } = world;
  assert.equal(github.merge(WEB, 128, "bea-dev").ok, false);
  await approve(world, await ask(world, 128));
  assert.equal(conclusion(world, 128), "success");
  github.push(WEB, 128);
  assert.equal(github.merge(WEB, 128, "bea-dev").ok, false);
  await world.hear();
  assert.deepEqual(await states(world), ["void"]);
  assert.equal(conclusion(world, 128), "failure");
  await approve(world, await ask(world, 128));
  const merged = github.merge(WEB, 128, "bea-dev");
  assert.ok(merged.ok, merged.message);
  await world.hear();
  assert.deepEqual(await states(world), ["void", "used"]);
  const [event, ...more] = await world.events("pull.merged");
  assert.equal(event?.detail["mergedBy"], "bea-dev");
  await world.pass(10 * MINUTE);
  assert.deepEqual(more, []);
  assert.equal((await world.events("pull.merged")).length, 1, "seen twice, written once");
  assert.ok(world.statuses.every((status) => status === 202));
  assert.deepEqual(await listDeadGithubDeliveries(world.ctx.db, 9), []);
  world.expectClean();
});

test("a new pull request is told at once what holds it", async (t) => {
  const world = await openHookedWorld(t);
  const { number } = world.github.openPull(WEB, { title: "New", author: "piotr-dev" });
  await world.hear();
  assert.equal(conclusion(world, number), "failure");
  world.expectClean();
});

test("the button on the check begins a request that is completed in Slack", async (t) => {
  const world = await openHookedWorld(t);
  world.github.clickCheck(WEB, 128, "freeze_exception", "anna-dev");
  world.github.clickCheck(WEB, 128, "freeze_exception", "anna-dev");
  await world.hear();
  const [begun, ...more] = await listExceptions(world.ctx.db, [WEB]);
  assert.deepEqual(more, []);
  assert.equal(begun?.requestedByLogin, "anna-dev");
  assert.equal(begun?.headSha, world.github.pull(WEB, 128).headSha);
  const done = await ask(world, 128);
  assert.equal(done.id, begun?.id);
  await approve(world, done);
  assert.ok(world.github.merge(WEB, 128, "bea-dev").ok);
  world.expectClean();
});

const ourRule = ({ github }: FreezeWorld) =>
  github.rulesetsOf(WEB).find(({ name }) => name.startsWith("Muster"));

/** As often as another automation does it. */
async function deleteRule(world: Awaited<ReturnType<typeof openHookedWorld>>): Promise<void> {
  const rule = ourRule(world);
  assert.ok(rule);
  world.github.deleteRuleset(WEB, rule.id, "bea-dev");
  await world.hear();
  await world.pass(MINUTE);
}

test("our rule taken away by hand is noticed at once, with who did it, and put back when a person says so", async (t) => {
  const world = await openHookedWorld(t);
  await deleteRule(world);
  assert.equal((await world.row())?.state, "drifted");
  const [removed] = await world.events("rule.removed");
  assert.equal(removed?.detail["login"], "bea-dev");
  const [freeze] = await listOpenFreezes(world.ctx.db);
  assert.ok(freeze);
  const wish = { freezeId: freeze.id, repository: WEB, by };
  assert.ok((await putBack(world.bench.as("U0ANNA"), wish)).ok);
  await world.pass(5_000);
  assert.equal((await world.row())?.state, "frozen");
  assert.equal(ourRule(world)?.enforcement, "active");
  assert.equal(world.github.merge(WEB, 128, "bea-dev").ok, false);
  world.expectClean();
});

test("our rule that another automation deletes each minute is put back three times, and then told and left", async (t) => {
  const world = await openHookedWorld(t, { settings: { drift: "reassert" } });
  for (let round = 0; round < 3; round += 1) {
    await deleteRule(world);
    assert.equal((await world.row())?.state, "frozen");
    assert.equal(ourRule(world)?.enforcement, "active");
  }
  await deleteRule(world);
  assert.equal((await world.row())?.state, "drifted");
  await world.pass(20 * MINUTE);
  assert.equal(ourRule(world), undefined);
  const removed = await world.events("rule.removed");
  assert.deepEqual(
    removed.map(({ detail }) => [detail["follows"], detail["login"]]),
    [...Array(3).fill(["put-back", "bea-dev"]), ["given-up", "bea-dev"]],
  );
  world.expectClean();
});

test("deliveries that got lost are sent once more, and take effect then", async (t) => {
  const world = await openHookedWorld(t);
  const { github, shop, ctx } = world;
  const exception = await ask(world, 128);
  shop.hinder("github-hooks-lost", true);
  github.push(WEB, 128);
  await github.delivered();
  shop.hinder("github-hooks-lost", false);
  assert.deepEqual(await states(world), ["asked"], "nobody has heard of it");
  const log = pino({ level: "silent" });
  const sweep = createDeliverySweep({ ctx, github: world.targets().freeze, log });
  await world.clock.forward(2 * MINUTE);
  github.misbehave({ fault: { status: 422 }, times: 1, method: "POST", path: /attempts$/ });
  const missed = await sweep();
  assert.ok(missed > 1);
  await world.hear();
  await world.clock.forward(2 * MINUTE);
  assert.equal(await sweep(), 1, "the one that GitHub did not send again");
  await world.hear();
  const [now] = await listExceptions(ctx.db, [WEB]);
  assert.equal(now?.id, exception.id);
  assert.equal(now?.state, "void");
  await world.clock.forward(2 * MINUTE);
  assert.equal(await sweep(), 0, "all have arrived");
});

test("a merge queue evicts what is not excepted, and merges what is", async (t) => {
  const search = "shop/search";
  const world = await openHookedWorld(t, { repositories: [search] });
  const { github } = world;
  assert.ok(github.queue(search, 19, "bea-dev").ok);
  await world.hear();
  assert.equal(github.pull(search, 19).state, "open");
  assert.deepEqual(github.queueOf(search), [], "put out");
  const wish = { repository: search, pull: 19, reason: "Prices are wrong", by };
  const requested = await requestException(world.ctx, wish);
  assert.ok(requested.ok);
  await world.pass(2_000);
  await approve(world, requested.exception);
  assert.ok(github.queue(search, 19, "bea-dev").ok);
  await world.hear();
  assert.equal(github.pull(search, 19).state, "closed");
  await world.hear();
  const [used] = await listExceptions(world.ctx.db, [search]);
  assert.equal(used?.state, "used");
  // Three at once, of which the second is excepted: those around it are put out, and it is asked about anew.
  const { number: first } = github.openPull(search, { title: "First", author: "piotr-dev" });
  const { number: fix } = github.openPull(search, { title: "Fix", author: "piotr-dev" });
  const { number: last } = github.openPull(search, { title: "Last", author: "piotr-dev" });
  await world.hear();
  const again = await requestException(world.ctx, { ...wish, pull: fix });
  assert.ok(again.ok);
  await world.pass(2_000);
  await approve(world, again.exception);
  for (const each of [first, fix, last]) assert.ok(github.queue(search, each, "bea-dev").ok);
  await world.hear();
  await world.hear();
  await world.hear();
  assert.deepEqual(github.queueOf(search), []);
  const standing = [first, fix, last].map((each) => github.pull(search, each).merged !== null);
  assert.deepEqual(standing, [false, true, false]);
  const merged = await world.events("pull.merged");
  assert.deepEqual(
    merged.map(({ detail }) => [detail["pull"], detail["exception"]]),
    [
      [19, 1],
      [fix, 2],
    ],
  );
  world.expectClean();
});

test("a deployment is answered at the gate by what holds now, and once nothing does it has none", async (t) => {
  const world = await openHookedWorld(t, { minutes: 15, settings: { deploys: ["gate"] } });
  const { github } = world;
  const deploy = async (by: string, ref?: string) => {
    const { id } = github.deploy(WEB, "production", by, ref);
    await world.hear();
    const run = github.runsOf(WEB).find((each) => each.id === id);
    return `${run?.state}: ${run?.comment}`;
  };
  assert.match(await deploy("bea-dev"), /^rejected: Code freeze until .* Rollbacks by Muster/);
  assert.match(await deploy("muster[bot]"), /^approved: A rollback that Muster started/);
  await approve(world, await ask(world, 128));
  const { branch } = github.pull(WEB, 128);
  assert.match(await deploy("bea-dev", branch), /^approved: Excepted .*EXC-1/);
  assert.ok(github.merge(WEB, 128, "bea-dev").ok);
  await world.hear();
  assert.match(
    await deploy("bea-dev"),
    /^approved: Excepted .*EXC-1/,
    "the commit it was merged as",
  );
  github.push(WEB, 131);
  assert.match(await deploy("bea-dev", github.pull(WEB, 131).branch), /^rejected/);
  // Told of once more, days late or by a lost answer: nothing is given up, and nothing changes.
  const runs = github.runsOf(WEB);
  for (const { id: runId, environment } of runs) {
    await world.owe({ do: "answer-gate", repository: WEB, runId, environment });
  }
  await world.pass(16 * MINUTE);
  assert.deepEqual(github.runsOf(WEB), runs);
  assert.equal(await deploy("bea-dev"), "approved: ", "no gate stands there any more");
  world.expectClean();
});

test("what is still asked or approved when everything is open again is void, and nobody is told", async (t) => {
  const world = await openHookedWorld(t, { minutes: 15 });
  await ask(world, 128);
  await approve(world, await ask(world, 131));
  const told = world.others.filter(isToAsker).length;
  await world.pass(16 * MINUTE);
  assert.equal((await world.row())?.state, "open");
  assert.deepEqual(await states(world), ["void", "void"]);
  assert.equal(world.others.filter(isToAsker).length, told);
  assert.equal(conclusion(world, 131), "success", "nothing holds it any more");
  world.expectClean();
});

const isToAsker = (effect: Effect): boolean =>
  effect.kind === "post" && effect.to.in === "dm" && effect.to.user === by.id;
