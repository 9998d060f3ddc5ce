// Freezes from end to end without Slack: the operations, the ledger and its jobs, and the sample GitHub, under one clock.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import type { Effect } from "../../../src/domain/effect.ts";
import type { FreezeDraft } from "../../../src/domain/freeze/freeze.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../../../src/domain/freeze/settings.ts";
import type { FreezeTask } from "../../../src/domain/freeze/task.ts";
import type { GithubAccess } from "../../../src/domain/github.ts";
import type { Shop } from "../../../src/domain/shop.ts";
import { openTargets } from "../../../src/integrations/targets.ts";
import { carryOutFreeze } from "../../../src/jobs/carry-out-freeze.ts";
import { drainLane } from "../../../src/jobs/drain-lane.ts";
import { inTransaction, oweEffects } from "../../../src/operations/context.ts";
import { fireTimer } from "../../../src/operations/fire-timer.ts";
import { declareAtOnce } from "../../../src/operations/freezes/declare-freeze.ts";
import { findFreeze } from "../../../src/storage/freezes.ts";
import { findFrozenRepository } from "../../../src/storage/frozen-repositories.ts";
import { findNextDueAt, listDueLanes } from "../../../src/storage/outbox.ts";
import { savePerson } from "../../../src/storage/people.ts";
import { freezeEvents } from "../../../src/storage/tables/freezes.ts";
import { findNextTimerAt, listDueTimers } from "../../../src/storage/timers.ts";
import { openShop } from "../../rehearsal/shop/open-shop.ts";
import { openWorkbench, testShop } from "../../support/operations.ts";
import { startJudge } from "./judged-github.ts";

export const MINUTE = 60_000;
export const WEB = "shop/web";
const never = new AbortController().signal;

export type WorldOptions = {
  readonly access?: "app" | "token" | "none";
  readonly repositories?: readonly string[];
  readonly freeze?: Partial<Shop["freeze"]>;
  /** False: GitHub is called as it is, for measurements. */
  readonly isJudged?: boolean;
};

export async function openFreezeWorld(t: Pick<TestContext, "after">, options: WorldOptions = {}) {
  const { access = "app", repositories = [WEB], isJudged = true } = options;
  const stack = new AsyncDisposableStack();
  t.after(async () => await stack.disposeAsync());
  const shop: Shop = {
    ...testShop,
    groups: { approvers: ["U0PIOTR"] },
    repositories,
    freeze: { ...DEFAULT_FREEZE_SETTINGS, approval: { need: 0, from: [] }, ...options.freeze },
  };
  const bench = stack.use(await openWorkbench({ shop }));
  const { clock, ctx } = bench;
  for (const [user, name] of [
    ["U0ANNA", "Anna"],
    ["U0PIOTR", "Piotr"],
  ] as const) {
    await savePerson(ctx.db, {
      ...{ user, name, handle: name.toLowerCase(), email: null, teamId: "T0", zone: "UTC" },
      ...{ isMember: true, refusal: null, fetchedAt: new Date(0) },
    });
  }
  const sample = stack.use(await openShop({ clock }));
  const { github } = sample;
  const judge = await startJudge(t, github.url, () => clock.now());
  const accesses: Record<"app" | "token" | "none", GithubAccess | null> = {
    app: { kind: "app", appId: String(github.app.id), privateKey: github.app.privateKey },
    token: { kind: "token", token: github.token },
    none: null,
  };
  const apiUrl = isJudged ? judge.url : github.url;
  const open = () =>
    openTargets({
      connections: {},
      github: { access: accesses[access], apiUrl, repositories, environments: null },
    });
  let targets = open();
  stack.defer(async () => await targets[Symbol.asyncDispose]());
  const dead: string[] = [];
  const others: Effect[] = [];
  const jobs = { ...ctx, actor: { type: "muster", via: "job" } } as const;
  const drain = async (lane: string) =>
    await drainLane(
      {
        ...{ db: ctx.db, clock, log: pino({ level: "silent" }), owner: "test", lost: new Set() },
        deliver: async (effect, attempt) => {
          if (effect.kind === "freeze") {
            return await carryOutFreeze({ ctx: jobs, targets }, effect.task, attempt);
          }
          others.push(effect);
          return { kind: "done" };
        },
        onDead: async (_, reason) => void dead.push(await Promise.resolve(reason)),
        onSettled: () => undefined,
        onTaken: () => undefined,
      },
      lane,
      never,
    );

  /** Everything that is due now. */
  async function work(): Promise<void> {
    for (let round = 0; round < 200; round += 1) {
      const now = clock.now();
      const timers = await listDueTimers(ctx.db, now, 100);
      for (const { id } of timers) {
        await fireTimer({ ...ctx, actor: { type: "muster", via: "timer" } }, id);
      }
      const lanes = await listDueLanes(ctx.db, now, { limit: 500 });
      await Promise.all(lanes.map(drain));
      if (timers.length === 0 && lanes.length === 0) return;
    }
    assert.fail("it never comes to rest");
  }

  /** Time goes on, and everything happens at its instant. */
  async function pass(ms: number): Promise<void> {
    const until = clock.now().getTime() + ms;
    for (;;) {
      await work();
      const now = clock.now();
      const next = [await findNextDueAt(ctx.db, now), await findNextTimerAt(ctx.db, now)]
        .filter((at) => at !== undefined)
        .map((at) => Math.max(at.getTime(), now.getTime() + 1));
      const at = Math.min(until, ...next);
      await clock.forward(at - now.getTime());
      if (at >= until) return await work();
    }
  }

  return {
    ...{ bench, ctx, clock, shop: sample, github, judge, dead, others, work, pass },
    targets: () => targets,
    /** As after a restart: nothing is remembered but what is stored. */
    restart: async () => {
      await targets[Symbol.asyncDispose]();
      targets = open();
    },
    /** In ten minutes, for a quarter of an hour, where nothing else is said. */
    declare: async (draft: Partial<FreezeDraft> & { readonly minutes?: number } = {}) => {
      const { minutes = 15, ...rest } = draft;
      const inTen = new Date(clock.now().getTime() + 10 * MINUTE).toISOString();
      const startsAt = rest.startsAt ?? inTen;
      const { exceptions, lift, branches, tags, deploys } = shop.freeze;
      const wish: FreezeDraft = {
        title: "Black Friday",
        scope: { repositories, services: [], branches, tags, deploys },
        ...{ startsAt, zone: "Europe/Warsaw", reason: "the campaign", drift: shop.freeze.drift },
        endsAt: new Date(Date.parse(startsAt) + minutes * MINUTE).toISOString(),
        ...{ exceptions, lift, ...rest },
      };
      const by = { id: "U0ANNA", name: "Anna" };
      const ids = { runId: ctx.newId(), effectId: ctx.newId(), by };
      const declared = await inTransaction(ctx, async (tx) => await declareAtOnce(tx, wish, ids));
      assert.ok(declared.ok, JSON.stringify(declared));
      return declared.freeze;
    },
    freeze: async (id: string) => {
      const freeze = await findFreeze(ctx.db, id);
      assert.ok(freeze);
      return freeze;
    },
    owe: async (task: FreezeTask) =>
      await inTransaction(ctx, async (tx) => await oweEffects(tx, [{ kind: "freeze", task }])),
    row: async (repository = WEB) => await findFrozenRepository(ctx.db, repository),
    /** Of all freezes, of this kind. */
    events: async (what: string) => {
      const rows = await ctx.db.select().from(freezeEvents).where(eq(freezeEvents.what, what));
      return rows.map(({ repository, detail }) => ({ repository, detail }));
    },
    /** Nothing that GitHub would not know, and nothing given up. */
    expectClean: () => {
      assert.deepEqual([...new Set(judge.faults)], []);
      assert.deepEqual(dead, []);
    },
  };
}

export type FreezeWorld = Awaited<ReturnType<typeof openFreezeWorld>>;
