// Freezes, exceptions and repositories for the tests of what programs and pages are told of them.
import { randomUUID } from "node:crypto";
import type { FreezeException } from "../../src/domain/freeze/exception.ts";
import type { Freeze } from "../../src/domain/freeze/freeze.ts";
import type { FrozenRepository } from "../../src/domain/freeze/repository.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../../src/domain/freeze/settings.ts";
import { neverSeen } from "../../src/domain/freeze/standing.ts";
import type { Shop } from "../../src/domain/shop.ts";
import { insertException } from "../../src/storage/freeze-exceptions.ts";
import { insertFreeze } from "../../src/storage/freezes.ts";
import { saveFrozenRepository } from "../../src/storage/frozen-repositories.ts";
import { testShop, type Workbench } from "../support/operations.ts";

export const TOKEN = "a-token-of-the-pipeline";
export const SHA = "0123456789abcdef0123456789abcdef01234567";
export const REASON = "the board wants calm";

export const freezeShop = (tokens: readonly string[] = [TOKEN]): Shop => ({
  ...testShop,
  repositories: ["shop/web", "shop/checkout"],
  freeze: { ...DEFAULT_FREEZE_SETTINGS, tokens },
});

/** From an hour ago for two days, of shop/web, held and said so. */
export function freezeAt(
  now: Date,
  change: Partial<Freeze> = {},
): Omit<Freeze, "number" | "version"> {
  const at = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
  return {
    id: randomUUID(),
    title: "Black Friday",
    state: "active",
    scope: {
      repositories: ["shop/web"],
      services: [],
      branches: ["~DEFAULT_BRANCH", "refs/heads/release/**"],
      tags: [],
      deploys: [],
    },
    startsAt: at(-1),
    endsAt: at(48),
    zone: "Europe/Warsaw",
    reason: REASON,
    exceptions: { need: 2, from: [], validForMinutes: 720 },
    lift: { mode: "auto", earlyNeed: 1, extendNeed: 1 },
    drift: "alert",
    declaredBy: { type: "person", user: "U0BEA", via: "modal" },
    declaredAt: at(-72),
    scheduledAt: at(-71),
    proposal: null,
    incidentId: null,
    runId: null,
    effectId: null,
    preflight: null,
    ended: null,
    ...change,
  };
}

type Bench = Pick<Workbench, "ctx">;

export async function seedFreeze({ ctx }: Bench, change: Partial<Freeze> = {}): Promise<Freeze> {
  const freeze = await insertFreeze(ctx.db, freezeAt(ctx.clock.now(), change));
  if (!freeze) throw new Error("the freeze was there already");
  return freeze;
}

export async function seedRepository(
  { ctx }: Bench,
  change: Partial<FrozenRepository> = {},
): Promise<void> {
  const now = ctx.clock.now().toISOString();
  await saveFrozenRepository(ctx.db, {
    ...neverSeen("shop/web", { state: "unknown", since: now }),
    ...{ mode: "app_check", state: "frozen", defaultBranch: "main", observedAt: now },
    ...change,
  });
}

export async function seedException(
  { ctx }: Bench,
  change: Partial<FreezeException> = {},
): Promise<FreezeException> {
  const now = ctx.clock.now();
  const exception = await insertException(ctx.db, {
    ...{ id: randomUUID(), repository: "shop/web", pull: 7, headSha: SHA },
    freezeId: randomUUID(),
    ...{ title: "Mend <b>checkout</b>", url: "https://github.com/shop/web/pull/7" },
    ...{ author: "anna-dev", authorUser: "U0ANNA", reason: "Payments fail" },
    requestedBy: { type: "person", user: "U0ANNA", via: "button" },
    ...{ requestedByLogin: null, requestedAt: now.toISOString(), lane: "normal" },
    ...{ incidentId: null, state: "approved", settled: null },
    expiresAt: new Date(now.getTime() + 3_600_000).toISOString(),
    ballot: {
      ...{ need: 2, from: [], exclude: ["U0ANNA"], eligible: ["U0BEA", "U0OLA"] },
      ...{ state: "granted", askedAt: now.toISOString(), decidedAt: now.toISOString() },
      votes: [
        {
          by: { id: "U0BEA", name: "Bea Wilk" },
          at: now.toISOString(),
          ...{ vote: "approve", note: null },
        },
      ],
    },
    ...change,
  });
  if (!exception) throw new Error("the exception was there already");
  return exception;
}
