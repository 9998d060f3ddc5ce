// What follows from what GitHub tells, delivery by delivery, against a real database.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readGithubEvent } from "../../../src/domain/freeze/read-github-event.ts";
import type { FrozenRepository } from "../../../src/domain/freeze/repository.ts";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";
import { listQueuedPulls } from "../../../src/operations/freezes/list-queued-pulls.ts";
import { settlePull } from "../../../src/operations/freezes/settle-exception.ts";
import { storeGithubDelivery } from "../../../src/operations/freezes/store-github-delivery.ts";
import { understandGithubDelivery } from "../../../src/operations/freezes/understand-github-delivery.ts";
import { replayDelivery } from "../../../src/operations/replay-delivery.ts";
import { findLetter, listLetters } from "../../../src/storage/dead-letters.ts";
import { listLiveExceptions } from "../../../src/storage/freeze-exceptions.ts";
import { listFreezeEvents } from "../../../src/storage/freezes.ts";
import {
  listToldPulls,
  saveFrozenRepository,
  saveToldPull,
} from "../../../src/storage/frozen-repositories.ts";
import { findProjection } from "../../../src/storage/projections.ts";
import {
  checkRun,
  type DeliverySent,
  deploymentProtection,
  FIRST,
  installation,
  mergeGroup,
  pullRequest,
  push,
  renamed,
  ruleset,
  SECOND,
  unknown,
} from "../../support/github-deliveries.ts";
import type { Workbench } from "../../support/operations.ts";
import { posts } from "../stage.ts";
import {
  again,
  answer,
  approved,
  ask,
  asked,
  dms,
  forget,
  openExceptionStage,
  request,
  tasks,
} from "./exception-scene.ts";

async function hear(bench: Workbench, ...sent: readonly DeliverySent[]): Promise<void> {
  for (const delivery of sent) {
    await bench.clock.forward(1);
    await storeGithubDelivery(bench.ctx, { ...delivery, receivedAt: bench.clock.now() });
  }
  while (await understandGithubDelivery(bench.ctx));
}

async function events(bench: Workbench, ...what: readonly string[]) {
  const wanted = { freezeId: "00000000-0000-4000-8000-000000000000", repositories: ["shop/web"] };
  const all = await listFreezeEvents(bench.ctx.db, {
    ...wanted,
    ...{ from: new Date(0), to: bench.clock.now() },
  });
  return all.filter((each) => what.includes(each.what));
}

async function held(bench: Workbench, change: Partial<FrozenRepository> = {}): Promise<void> {
  await saveFrozenRepository(bench.ctx.db, {
    ...neverSeen("shop/web", { state: "unknown", since: "2026-11-27T17:00:00Z" }),
    ...{ mode: "app_check", state: "frozen", defaultBranch: "main", repositoryId: 1_296_269 },
    ...change,
  });
}

const TELL = { do: "tell-pull", repository: "shop/web", pull: 12 } as const;

const ANSWER = { do: "answer-queue", repository: "shop/web", branch: "main" } as const;

describe("a pull request", () => {
  it("that is opened, pushed to or made ready is told what holds it; other news of it needs no word", async () => {
    for (const action of ["opened", "reopened", "synchronize", "ready_for_review"]) {
      await using bench = await openExceptionStage();
      await hear(bench, pullRequest(action));
      assert.deepEqual(await tasks(bench), [TELL], action);
    }
    await using bench = await openExceptionStage();
    await hear(bench, pullRequest("labeled"), pullRequest("closed"), unknown());
    assert.deepEqual(await tasks(bench), []);
    assert.deepEqual(await listLetters(bench.ctx.db, 10), []);
  });

  it("of a repository that no freeze holds is let be", async () => {
    await using bench = await openExceptionStage({ state: "lifted" });
    await hear(bench, pullRequest("opened"));
    assert.deepEqual(await tasks(bench), []);
  });

  it("that is pushed to loses the exception of its earlier commit", async () => {
    await using bench = await openExceptionStage();
    const exception = await approved(bench);
    await forget(bench);
    await hear(bench, pullRequest("synchronize", { sha: SECOND, before: FIRST }));
    assert.equal((await again(bench, exception)).state, "void");
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided void"]);
    assert.deepEqual(await tasks(bench), [TELL], "told once");
  });

  it("that is merged uses its exception, and the merge is written down once", async () => {
    await using bench = await openExceptionStage();
    await held(bench);
    const exception = await approved(bench);
    const merge = pullRequest("closed", { merged: true });
    const read = readGithubEvent(merge.event, merge.body);
    assert.ok(read.ok && read.event?.is === "pull");
    // A look was first: it is the merge of its exception all the same.
    await settlePull(bench.ctx, "shop/web", read.event.pull);
    await hear(bench, merge, { ...merge, id: `${merge.id}x` }, merge);
    assert.equal((await again(bench, exception)).state, "used");
    const [merged, ...more] = await events(bench, "pull.merged");
    assert.deepEqual(more, []);
    assert.equal(merged?.detail["exception"], exception.number);
    assert.equal(merged?.detail["mergedBy"], "anna-dev");
  });
});

describe("the button of our check", () => {
  it("asks a person whom muster.yml knows for the reason, and nobody for a vote before", async () => {
    await using bench = await openExceptionStage();
    await hear(bench, checkRun("requested_action"), checkRun("requested_action"));
    const [exception, ...more] = await listLiveExceptions(bench.ctx.db);
    assert.ok(exception);
    assert.deepEqual(more, [], "pressed twice is one request");
    assert.equal(exception.requestedByLogin, "piotr-dev");
    const why = await findProjection(bench.ctx.db, "exception-why", `${exception.id}/U0PIOTR`);
    assert.ok(why, "asked for the reason");
    assert.equal((await answer(bench, exception)).state, "asked");
    assert.deepEqual(await dms(bench, "U0OLA"), []);
    const completed = await request(bench, { headSha: FIRST, reason: "Prices" }, "U0PIOTR");
    assert.equal(completed.ok && completed.exception.id, exception.id);
    const done = await answer(bench, exception);
    assert.equal(done.reason, "Prices");
    const then = await findProjection(bench.ctx.db, "exception-why", why.ref);
    assert.ok(then && then.wantedVersion > why.wantedVersion, "its button goes");
    assert.deepEqual(done.ballot.exclude, ["U0PIOTR"]);
    assert.deepEqual([...done.ballot.eligible].sort(), ["U0ANNA", "U0BEA", "U0OLA"]);
  });

  it("pressed by a stranger is a request that anybody in Slack may complete, and then their own", async () => {
    await using bench = await openExceptionStage();
    await hear(bench, checkRun("requested_action", { login: "stranger" }));
    const [exception] = await listLiveExceptions(bench.ctx.db);
    assert.ok(exception);
    assert.equal(exception.requestedBy, null);
    await answer(bench, exception);
    await ask(bench, {}, "U0BEA");
    const done = await answer(bench, exception);
    assert.equal(done.requestedBy?.type === "person" && done.requestedBy.user, "U0BEA");
    assert.equal(done.requestedByLogin, "stranger");
    assert.ok(!done.ballot.eligible.includes("U0BEA"));
  });

  it("of a pull request from a fork is known by what was told to it", async () => {
    await using bench = await openExceptionStage();
    const told = { told: "frozen", githubId: "1", toldAt: bench.clock.now() };
    await saveToldPull(bench.ctx.db, { repository: "shop/web", pull: 31, headSha: FIRST, ...told });
    await hear(bench, checkRun("requested_action", { pulls: [] }));
    const [exception] = await listLiveExceptions(bench.ctx.db);
    assert.equal(exception?.pull, 31);
  });

  it("pressed after the freeze asks for nothing: the check is told anew", async () => {
    await using bench = await openExceptionStage({ state: "lifted" });
    const told = { told: "frozen", githubId: "1", toldAt: bench.clock.now() };
    await saveToldPull(bench.ctx.db, { repository: "shop/web", pull: 12, headSha: FIRST, ...told });
    await hear(bench, checkRun("requested_action"));
    assert.deepEqual(await listLiveExceptions(bench.ctx.db), []);
    assert.deepEqual(await tasks(bench), [TELL]);
  });

  it("another check's button, or its end, means nothing to us; our own run again is told anew", async () => {
    await using bench = await openExceptionStage();
    const told = { told: "frozen", githubId: "1", toldAt: bench.clock.now() };
    await saveToldPull(bench.ctx.db, { repository: "shop/web", pull: 12, headSha: FIRST, ...told });
    await hear(
      bench,
      checkRun("requested_action", { name: "lint", identifier: "freeze_exception" }),
      checkRun("requested_action", { identifier: "fix_it" }),
      checkRun("completed", { name: "lint" }),
    );
    assert.deepEqual(await tasks(bench), []);
    await hear(bench, checkRun("rerequested"));
    const [row] = await listToldPulls(bench.ctx.db, "shop/web");
    assert.deepEqual([row?.told, row?.githubId], ["unsure", ""], "it may pass, or not");
    assert.deepEqual(await tasks(bench), [TELL]);
  });
});

describe("queues, gates, pushes and rules", () => {
  it("an entry of a merge queue is answered for itself and for those before it that are not merged", async () => {
    await using bench = await openExceptionStage();
    const [one, two, three] = ["1", "2", "3"].map((digit) => digit.repeat(40));
    assert.ok(one && two && three);
    const queued = async (headSha: string, head: string) =>
      await listQueuedPulls(bench.ctx.db, headSha, head);
    await hear(bench, mergeGroup(14, three, two), mergeGroup(12, one, SECOND));
    assert.equal(await queued(three, SECOND), undefined, "told of before the one it is built on");
    await hear(bench, mergeGroup(13, two, one));
    const answers = [three, one, two].map((headSha) => ({ ...ANSWER, headSha }));
    assert.deepEqual(await tasks(bench), answers);
    assert.deepEqual(await queued(two, SECOND), [12, 13]);
    assert.deepEqual(await queued(three, one), [13, 14], "the first is merged");
    assert.deepEqual(await queued(two, two), []);
  });

  it("an entry of a merge queue is not let pass before the start, for it would pass afterwards", async () => {
    const startsAt = new Date("2026-12-01T08:00:00Z").toISOString();
    await using bench = await openExceptionStage({ state: "scheduled", startsAt });
    await held(bench, { state: "staged" });
    await hear(bench, mergeGroup(12, FIRST, SECOND));
    assert.deepEqual(await tasks(bench), []);
    await held(bench, { state: "unknown" });
    await hear(bench, mergeGroup(13, SECOND, FIRST));
    assert.equal((await tasks(bench)).length, 1);
  });

  it("a gate is answered also where no freeze holds: nobody else would answer it", async () => {
    await using bench = await openExceptionStage({ state: "lifted" });
    await hear(bench, deploymentProtection());
    const gate = { do: "answer-gate", repository: "shop/web", runId: 30_433_642 } as const;
    assert.deepEqual(await tasks(bench), [{ ...gate, environment: "production" }]);
  });

  it("a push to a held branch is looked into, one to another branch is not", async () => {
    await using bench = await openExceptionStage();
    await held(bench);
    await hear(bench, push("refs/heads/topic"), push("refs/tags/v1"));
    assert.deepEqual(await tasks(bench), []);
    await hear(bench, push("refs/heads/main"), push("refs/heads/release/1"));
    assert.deepEqual(await tasks(bench), [{ do: "watch", repository: "shop/web" }]);
  });

  it("a rule that changed is looked at, at once", async () => {
    for (const action of ["edited", "deleted"]) {
      await using bench = await openExceptionStage();
      await hear(bench, ruleset(action));
      assert.deepEqual(await tasks(bench), [{ do: "reconcile", repository: "shop/web" }], action);
    }
  });

  it("a renamed repository is known by its number, and the rename is written down", async () => {
    await using bench = await openExceptionStage();
    await held(bench);
    await hear(bench, renamed("shop/storefront", "web"));
    const [event] = await events(bench, "repository.renamed");
    assert.deepEqual(event?.detail, {
      ...{ login: "piotr-dev", from: "shop/web", name: "shop/storefront" },
    });
    assert.deepEqual(await tasks(bench), [{ do: "reconcile", repository: "shop/web" }]);
  });

  for (const action of ["deleted", "suspend"]) {
    it(`our app ${action}: what it held is looked at, and the release managers hear how to lift it by hand`, async () => {
      await using bench = await openExceptionStage();
      await held(bench);
      await hear(bench, installation(action));
      const looks = (await tasks(bench)).map(({ repository }) => repository).sort();
      assert.deepEqual(looks, ["shop/checkout", "shop/web"]);
      assert.deepEqual(await dms(bench, "U0BEA"), ["github-access-lost"]);
      const [lost] = (await posts(bench)).filter(({ to }) => to.in === "channel");
      assert.deepEqual(lost?.message.kind === "github-access-lost" && lost.message.repositories, [
        "shop/web",
      ]);
    });
  }

  it("our app installed for others is not our business", async () => {
    await using bench = await openExceptionStage();
    await hear(bench, installation("created", ["shop/other"]));
    assert.deepEqual(await tasks(bench), []);
  });
});

describe("a delivery", () => {
  it("that cannot be read is kept with the reason, told, shown and replayed", async () => {
    await using bench = await openExceptionStage();
    const { id, event, body } = pullRequest("opened");
    await hear(bench, { id, event, body: { ...body, number: "twelve" } }, pullRequest("opened"));
    assert.deepEqual(await tasks(bench), [TELL], "the next one is understood all the same");
    const [letter] = await listLetters(bench.ctx.db, 10);
    assert.equal(letter?.id, id);
    assert.match(letter?.reason ?? "", /number/);
    assert.equal((await findLetter(bench.ctx.db, id))?.hook, "github");
    const told = (await posts(bench)).filter(({ message }) => message.kind === "dead-letter");
    assert.equal(told.length, 1);
    assert.ok((await replayDelivery(bench.ctx, id)).ok);
    assert.deepEqual(await listLetters(bench.ctx.db, 10), []);
    while (await understandGithubDelivery(bench.ctx));
    assert.equal((await listLetters(bench.ctx.db, 10)).length, 1);
  });

  it("is understood once, by whichever of two processes takes it", async () => {
    await using bench = await openExceptionStage();
    const exception = await asked(bench);
    for (let number = 0; number < 20; number += 1) {
      const delivery = pullRequest("synchronize", { sha: SECOND, before: FIRST });
      await storeGithubDelivery(bench.ctx, { ...delivery, receivedAt: bench.clock.now() });
    }
    const drain = async () => {
      let many = 0;
      while (await understandGithubDelivery(bench.ctx)) many += 1;
      return many;
    };
    const [first = 0, second = 0] = await Promise.all([drain(), drain()]);
    assert.equal(first + second, 20);
    assert.equal((await again(bench, exception)).state, "void");
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided void"]);
  });

  it("sent twice is stored once", async () => {
    await using bench = await openExceptionStage();
    const arrival = { ...pullRequest("opened"), receivedAt: bench.clock.now() };
    assert.equal(await storeGithubDelivery(bench.ctx, arrival), true);
    assert.equal(await storeGithubDelivery(bench.ctx, arrival), false);
  });
});
