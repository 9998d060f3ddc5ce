// What operations need in a test: a real database of its own, a clock to forward, a shop.
import { randomUUID } from "node:crypto";
import { type TestClock, testClock } from "../../src/clock.ts";
import type { Actor } from "../../src/domain/actor.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../../src/domain/freeze/settings.ts";
import { DEFAULT_PROMISES } from "../../src/domain/promises.ts";
import type { Shop } from "../../src/domain/shop.ts";
import type { Context } from "../../src/operations/context.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { createTestDatabase } from "./database.ts";

export const START = new Date("2026-11-27T18:00:00Z");

export const testShop: Shop = {
  services: {
    checkout: { name: "checkout", title: "Checkout", repositories: [], team: "payments" },
  },
  teams: {
    payments: { name: "payments", title: "Payments", onCall: ["U0ANNA", "U0PIOTR"] },
  },
  groups: {},
  routes: [],
  promises: DEFAULT_PROMISES,
  defaultTeam: "payments",
  announceChannel: "incidents",
  zone: "Europe/Warsaw",
  commands: {
    incident: "/incident",
    runbook: "/runbook",
    freeze: "/freeze",
    oncall: "/oncall",
  },
  url: "http://127.0.0.1:3000",
  repositories: [],
  environments: null,
  autonomy: false,
  breakGlass: ["role:incident_commander"],
  freeze: DEFAULT_FREEZE_SETTINGS,
  campaigns: {},
};

export type Workbench = AsyncDisposable & {
  readonly database: Database;
  readonly clock: TestClock;
  readonly ctx: Context;
  as(user: string): Context;
};

export async function openWorkbench(change: Partial<Context> = {}): Promise<Workbench> {
  const stored = await createTestDatabase();
  const database = await openDatabase({ url: stored.url });
  const clock = testClock(START);
  const ctx: Context = {
    db: database.db,
    clock,
    shop: testShop,
    runbooks: {
      list: () => [],
      find: () => undefined,
      readSnapshot: (_, slug) => {
        throw new Error(`no runbook ${slug} here`);
      },
    },
    newId: randomUUID,
    chance: () => 0.5,
    enqueueDrain: async () => await Promise.resolve(),
    wake: () => undefined,
    actor: person("U0ANNA"),
    ...change,
  };
  return {
    database,
    clock,
    ctx,
    as: (user) => ({ ...ctx, actor: person(user) }),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await stored[Symbol.asyncDispose]();
    },
  };
}

export const person = (user: string): Actor => ({ type: "person", user, via: "button" });
