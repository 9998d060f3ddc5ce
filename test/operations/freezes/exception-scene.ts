// A workbench with a freeze that holds shop/web and shop/checkout, people who decide, and who is who on GitHub.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { FreezeException, PullFacts } from "../../../src/domain/freeze/exception.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../../../src/domain/freeze/settings.ts";
import type { FreezeTask } from "../../../src/domain/freeze/task.ts";
import type { Shop } from "../../../src/domain/shop.ts";
import { fireTimer } from "../../../src/operations/fire-timer.ts";
import {
  type PullAnswer,
  recordPullFacts,
} from "../../../src/operations/freezes/record-pull-facts.ts";
import {
  type ExceptionWish,
  requestException,
} from "../../../src/operations/freezes/request-exception.ts";
import { voteOnException } from "../../../src/operations/freezes/vote-on-exception.ts";
import { findException } from "../../../src/storage/freeze-exceptions.ts";
import { insertFreeze } from "../../../src/storage/freezes.ts";
import { listRefsStartingWith } from "../../../src/storage/projections.ts";
import { listDueTimers } from "../../../src/storage/timers.ts";
import { testShop, type Workbench } from "../../support/operations.ts";
import { freezeAt } from "../../web/freeze-seed.ts";
import { by, openStage, owed, posts } from "../stage.ts";

export const SHA = "0123456789abcdef0123456789abcdef01234567";
export const NEXT_SHA = "89abcdef0123456789abcdef0123456789abcdef";

export const FACTS: PullFacts = {
  headSha: SHA,
  title: "Mend rounding",
  url: "https://github.com/shop/web/pull/12",
  author: "piotr-dev",
  base: "main",
};

const { checkout } = testShop.services;

/** Ola and Bea decide and manage; Anna and Piotr write code; Marek asks. */
const shop: Shop = {
  ...testShop,
  groups: { leads: ["U0OLA", "U0BEA"], managers: ["U0BEA"], bosses: ["U0OLA"] },
  services: checkout ? { checkout: { ...checkout, repositories: ["shop/checkout"] } } : {},
  repositories: ["shop/web", "shop/checkout", "shop/legacy"],
  breakGlass: ["group:bosses"],
  freeze: {
    ...DEFAULT_FREEZE_SETTINGS,
    managers: ["group:managers"],
    hotfix: ["role:incident_commander"],
    people: { "piotr-dev": "@piotr", "anna-dev": "@anna" },
  },
};

export async function openExceptionStage(
  change: Partial<Freeze> = {},
  freeze: Partial<Shop["freeze"]> = {},
): Promise<Workbench & { readonly freeze: Freeze }> {
  const own = { ...shop, freeze: { ...shop.freeze, ...freeze } };
  const bench = await openStage([], { shop: own });
  return { ...bench, freeze: await hold(bench, change) };
}

/** One more freeze, from an hour ago for two days. */
export async function hold(bench: Workbench, change: Partial<Freeze> = {}): Promise<Freeze> {
  const { scope, ...rest } = freezeAt(bench.clock.now());
  const freeze = await insertFreeze(bench.ctx.db, {
    ...rest,
    id: randomUUID(),
    scope: { ...scope, repositories: ["shop/checkout", "shop/web"] },
    exceptions: { need: 2, from: ["group:leads", "user:U0ANNA"], validForMinutes: 120 },
    ...change,
  });
  assert.ok(freeze);
  return freeze;
}

export async function ask(
  bench: Workbench,
  change: Partial<ExceptionWish> = {},
  user = "U0MAREK",
): Promise<FreezeException> {
  const requested = await request(bench, change, user);
  assert.ok(requested.ok, JSON.stringify(requested));
  return requested.exception;
}

export async function request(
  bench: Workbench,
  change: Partial<ExceptionWish> = {},
  user = "U0MAREK",
) {
  const wish = { repository: "shop/web", pull: 12, reason: "Prices are wrong", by: by(user) };
  return await requestException(bench.as(user), { ...wish, ...change });
}

export async function answer(
  bench: Workbench,
  { id }: Pick<FreezeException, "id">,
  change: Partial<PullFacts> | Exclude<PullAnswer, { is: "found" }> = {},
): Promise<FreezeException> {
  const ctx = { ...bench.ctx, actor: { type: "muster", via: "job" } as const };
  const found = { is: "found", facts: { ...FACTS, ...change }, isOpen: true } as const;
  await recordPullFacts(ctx, id, "is" in change ? change : found);
  return await again(bench, { id });
}

/** Asked, and put to the vote. */
export async function asked(
  bench: Workbench,
  change: Partial<ExceptionWish> = {},
  user = "U0MAREK",
): Promise<FreezeException> {
  return await answer(bench, await ask(bench, change, user));
}

export async function vote(
  bench: Workbench,
  { id: exceptionId }: Pick<FreezeException, "id">,
  user: string,
  { vote: how = "approve", note = null }: { vote?: "approve" | "deny"; note?: string | null } = {},
) {
  const wish = { exceptionId, vote: how, note, by: by(user) };
  return await voteOnException(bench.as(user), wish);
}

/** Ola and Bea say yes. */
export async function approved(bench: Workbench, change: Partial<ExceptionWish> = {}) {
  const exception = await asked(bench, change);
  for (const user of ["U0OLA", "U0BEA"]) assert.ok((await vote(bench, exception, user)).ok);
  return await again(bench, exception);
}

export async function again(
  bench: Workbench,
  { id }: Pick<FreezeException, "id">,
): Promise<FreezeException> {
  const found = await findException(bench.ctx.db, id);
  assert.ok(found);
  return found;
}

/** Who has a message that asks for a vote. */
export async function voters(bench: Workbench, { id }: FreezeException): Promise<string[]> {
  const refs = await listRefsStartingWith(bench.ctx.db, "exception-vote", `${id}/`);
  return refs.map((ref) => ref.slice(id.length + 1)).sort();
}

export async function tasks(bench: Workbench): Promise<readonly FreezeTask[]> {
  return (await owed(bench)).flatMap((effect) => (effect.kind === "freeze" ? [effect.task] : []));
}

export async function forget(bench: Workbench): Promise<void> {
  await bench.database.sql`delete from outbox`;
}

/** Timers that are due by then fire, at that time. */
export async function forward(bench: Workbench, minutes: number): Promise<void> {
  await bench.clock.forward(minutes * 60_000);
  const ctx = { ...bench.ctx, actor: { type: "muster", via: "timer" } as const };
  for (const { id } of await listDueTimers(bench.ctx.db, bench.clock.now(), 50)) {
    await fireTimer(ctx, id);
  }
}

/** Kinds of the direct messages to somebody, with what they say happened. */
export async function dms(bench: Workbench, user: string): Promise<string[]> {
  return (await posts(bench))
    .filter(({ to }) => to.in === "dm" && to.user === user)
    .map(({ message }) => ("state" in message ? `${message.kind} ${message.state}` : message.kind));
}
