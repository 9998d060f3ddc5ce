// A workbench with release managers and repositories, and a GitHub that answers as the test says.
import assert from "node:assert/strict";
import type { Freeze, FreezeDraft } from "../../../src/domain/freeze/freeze.ts";
import { type FrozenRepository, wantedOf } from "../../../src/domain/freeze/repository.ts";
import type { Found } from "../../../src/domain/freeze/repository-action.ts";
import {
  DEFAULT_FREEZE_SETTINGS,
  type FreezeSettings,
} from "../../../src/domain/freeze/settings.ts";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";
import type { FreezeTask } from "../../../src/domain/freeze/task.ts";
import type { Shop } from "../../../src/domain/shop.ts";
import { fireTimer } from "../../../src/operations/fire-timer.ts";
import { declareFreeze } from "../../../src/operations/freezes/declare-freeze.ts";
import { draftFreeze } from "../../../src/operations/freezes/draft-freeze.ts";
import { recordReconciled } from "../../../src/operations/freezes/record-reconciled.ts";
import { voteOnFreeze } from "../../../src/operations/freezes/vote-on-freeze.ts";
import { findFreeze, listFreezeEvents, listOpenFreezes } from "../../../src/storage/freezes.ts";
import { listFrozenRepositories } from "../../../src/storage/frozen-repositories.ts";
import { listRefsStartingWith } from "../../../src/storage/projections.ts";
import { outbox } from "../../../src/storage/tables/outbox.ts";
import { listDueTimers } from "../../../src/storage/timers.ts";
import { START, testShop, type Workbench } from "../../support/operations.ts";
import { by, openStage } from "../stage.ts";

export const REPOS = ["shop/checkout", "shop/web"] as const;
export const HOUR = 3_600_000;

export const at = (hours: number): string => new Date(START.getTime() + hours * HOUR).toISOString();

const MANAGERS = ["group:release-managers"];
const MANAGED = { managers: MANAGERS, approval: { need: 1, from: MANAGERS } };

/** Ola, Bea and Anna are release managers; Marek is not. */
export async function openFreezeStage(
  freeze: Partial<FreezeSettings> = {},
  shop: Partial<Shop> = {},
): Promise<Workbench> {
  const { checkout } = testShop.services;
  assert.ok(checkout);
  const own: Shop = {
    ...testShop,
    groups: { "release-managers": ["U0OLA", "U0BEA", "U0ANNA"] },
    services: { checkout: { ...checkout, repositories: REPOS } },
    repositories: [...REPOS, "shop/legacy"],
    freeze: { ...DEFAULT_FREEZE_SETTINGS, ...MANAGED, ...freeze },
    ...shop,
  };
  const bench = await openStage([], { shop: own });
  return {
    ...bench,
    ctx: { ...bench.ctx, shop: own },
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

export function draftOf(change: Partial<FreezeDraft> = {}): FreezeDraft {
  const { exceptions, lift, drift } = DEFAULT_FREEZE_SETTINGS;
  return {
    title: "Black Friday",
    scope: {
      repositories: REPOS,
      services: [],
      branches: ["~DEFAULT_BRANCH"],
      tags: [],
      deploys: [],
    },
    startsAt: at(30),
    endsAt: at(102),
    zone: "Europe/Warsaw",
    reason: "The busiest days of the year",
    ...{ exceptions, lift, drift },
    ...change,
  };
}

export async function draft(bench: Workbench, change: Partial<FreezeDraft> = {}): Promise<Freeze> {
  const drafted = await draftFreeze(bench.as("U0OLA"), draftOf(change), by("U0OLA"));
  assert.ok(drafted.ok, JSON.stringify(drafted));
  return drafted.freeze;
}

/** Ola drafts and declares it; whether it is asked for depends on the shop. */
export async function declare(
  bench: Workbench,
  change: Partial<FreezeDraft> = {},
): Promise<Freeze> {
  const { id } = await draft(bench, change);
  const declared = await declareFreeze(bench.as("U0OLA"), id, by("U0OLA"));
  assert.ok(declared.ok, JSON.stringify(declared));
  return declared.freeze;
}

export async function reread(bench: Workbench, { id }: Pick<Freeze, "id">): Promise<Freeze> {
  const found = await findFreeze(bench.ctx.db, id);
  assert.ok(found);
  return found;
}

/** Every timer that becomes due on the way fires at its moment; sweeps, which are many, along with them. */
export async function forward(bench: Workbench, hours: number): Promise<void> {
  const end = bench.clock.now().getTime() + hours * HOUR;
  for (;;) {
    await fireDue(bench);
    const [row] = await bench.database.sql<{ at: Date | null }[]>`
      select min(fire_at) as at from timers where fired_at is null and key not like '%:sweep'`;
    const next = row?.at;
    const now = bench.clock.now().getTime();
    if (!next || next.getTime() > end) {
      await bench.clock.forward(end - now);
      return await fireDue(bench);
    }
    await bench.clock.forward(Math.max(0, next.getTime() - now));
  }
}

/** Nobody was there meanwhile: the clock jumps, and what is overdue fires then. */
export async function jump(bench: Workbench, hours: number): Promise<void> {
  await bench.clock.forward(hours * HOUR);
  await fireDue(bench);
}

export async function fireDue(bench: Workbench): Promise<void> {
  const ctx = { ...bench.ctx, actor: { type: "muster", via: "timer" } as const };
  for (const { id } of await listDueTimers(bench.ctx.db, bench.clock.now(), 50)) {
    await fireTimer(ctx, id);
  }
}

type Answer = (repository: string) => Partial<FrozenRepository> & { found?: readonly Found[] };

/** GitHub is brought to what is wanted and read back, as the reconciler does it; `answer` is where it differs. */
export async function reconcile(
  bench: Workbench,
  repositories: readonly string[] = REPOS,
  answer: Answer = () => ({}),
): Promise<void> {
  const ctx = { ...bench.ctx, actor: { type: "muster", via: "job" } as const };
  for (const repository of repositories) {
    const now = bench.clock.now();
    const known = await listFrozenRepositories(bench.ctx.db);
    const before = known.find((each) => each.repository === repository);
    const wanted = wantedOf(repository, await listOpenFreezes(bench.ctx.db), now);
    const state = LEVELS[wanted.level];
    const { branches, tags, deploys } = wanted;
    const { found = [], ...answered } = answer(repository);
    const body: FrozenRepository = {
      ...(before ?? neverSeen(repository, { state: "open", since: now.toISOString() })),
      mode: "app_check",
      state,
      holds: state === "frozen" ? { branches, tags, deploys, workflows: [] } : NOTHING,
      error: null,
      observedAt: now.toISOString(),
      ...answered,
    };
    const since = before?.state === body.state ? before.since : now.toISOString();
    await recordReconciled(ctx, repository, { ...body, since }, found);
  }
}

const LEVELS = { nothing: "open", staged: "staged", frozen: "frozen" } as const;
const NOTHING = { branches: [], tags: [], deploys: [], workflows: [] };

/** What is owed to GitHub and was not carried out, then settled. */
export async function takeTasks(bench: Workbench): Promise<readonly FreezeTask[]> {
  const rows = await bench.ctx.db.select().from(outbox).orderBy(outbox.seq);
  await bench.database.sql`update outbox set state = 'done' where state = 'owed'`;
  return rows.flatMap(({ effect, state }) =>
    effect.kind === "freeze" && state === "owed" ? [effect.task] : [],
  );
}

/** Messages that were ever owed, in order. */
export async function messages(bench: Workbench) {
  const rows = await bench.ctx.db.select().from(outbox).orderBy(outbox.seq);
  return rows.flatMap(({ effect }) => (effect.kind === "post" ? [effect] : []));
}

/** The moments of the posts that were made in the release channel. */
export async function postsOf(bench: Workbench, { id }: Pick<Freeze, "id">): Promise<string[]> {
  const refs = await listRefsStartingWith(bench.ctx.db, "freeze-post", `${id}/`);
  return refs.map((ref) => ref.slice(id.length + 1)).sort();
}

export async function eventsOf(bench: Workbench, { id }: Pick<Freeze, "id">): Promise<string[]> {
  const now = bench.clock.now();
  const wanted = { freezeId: id, repositories: [], from: START, to: now };
  return (await listFreezeEvents(bench.ctx.db, wanted)).map(({ what }) => what);
}

/** The settings of a shop in which nobody has to approve a declaration. */
export const NOBODY_ASKED = { approval: { need: 0, from: ["group:release-managers"] } };

type How = { readonly vote?: "approve" | "deny"; readonly note?: string };

/** On what is asked of approvers in this picture of the freeze. */
export async function vote(bench: Workbench, freeze: Freeze, user: string, how: How = {}) {
  const { vote: given = "approve", note = null } = how;
  const proposalId = freeze.proposal?.id ?? "";
  const wish = { freezeId: freeze.id, proposalId, vote: given, note, by: by(user) };
  return await voteOnFreeze(bench.as(user), wish);
}
