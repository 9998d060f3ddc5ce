// A shop before its Black Friday: owners, release managers, and nobody who may do everything.
import type { ReadinessItem } from "../../../src/domain/campaign.ts";
import { boardKey } from "../../../src/domain/readiness/calendar.ts";
import type { Shop } from "../../../src/domain/shop.ts";
import { openReadiness } from "../../../src/operations/readiness/open-board.ts";
import { savePerson } from "../../../src/storage/people.ts";
import { sampleCampaign } from "../../domain/readiness/samples.ts";
import { openWorkbench, START, testShop, type Workbench } from "../../support/operations.ts";
import { shelfOf } from "../../support/shelf.ts";
import { SWITCH } from "../runbooks.ts";
import { by } from "../stage.ts";

const item = (id: string, change: Partial<ReadinessItem> = {}): ReadinessItem => ({
  ...{ id, title: `Item ${id}`, owner: null, dueMinutesBefore: 72 * 60 },
  ...change,
});

/** Three days before it is the 1st of December, 23:00 UTC; the workbench begins four days earlier. */
export const campaign = sampleCampaign({
  ...{ startsAt: "2026-12-04T23:00:00.000Z", endsAt: "2026-12-07T23:00:00.000Z" },
  readiness: [
    item("load", { owner: "@anna", title: "Load test passed" }),
    item("limits", { owner: "group:leads" }),
    item("cdn"),
    item("rota", { check: "rota-filled" }),
    item("drill", { check: "drill-passed" }),
    item("review", { check: "runbooks-reviewed" }),
    item("actions", { check: "no-overdue-actions" }),
    item("policy", { check: "exceptions-policy" }),
    item("freeze", { check: "freeze-declared" }),
  ],
});

export const KEY = boardKey(campaign);
export const boardShop: Shop = {
  ...testShop,
  services: {
    checkout: {
      ...{ name: "checkout", title: "Checkout", team: "payments" },
      repositories: ["shop/web"],
    },
  },
  groups: { leads: ["@ola"], releases: ["@bea"] },
  routes: [
    {
      ...{ match: {}, service: "checkout", runbook: "switch-gateway" },
      ...{ windowMinutes: 10, reopenMinutes: 30, ignore: false },
    },
  ],
  repositories: ["shop/web"],
  freeze: {
    ...testShop.freeze,
    managers: ["group:releases"],
    exceptions: { need: 2, from: ["group:leads", "group:releases"], validForMinutes: 60 },
  },
  campaigns: { "black-friday": campaign },
};

const NAMES = ["ANNA", "PIOTR", "OLA", "BEA", "MAREK"] as const;

export async function openBoards(change: Partial<Shop> = {}): Promise<Workbench> {
  const bench = await openWorkbench({
    shop: { ...boardShop, ...change },
    runbooks: shelfOf(SWITCH),
  });
  await seePeople(bench);
  return bench;
}

export async function seePeople(bench: Workbench): Promise<void> {
  for (const name of NAMES) {
    await savePerson(bench.ctx.db, {
      ...{ user: `U0${name}`, teamId: "T0", handle: name.toLowerCase(), email: null },
      ...{ name: by(`U0${name}`).name, zone: "Europe/Warsaw", isMember: true, refusal: null },
      fetchedAt: START,
    });
  }
}

export async function openBoard(bench: Workbench, user = "U0BEA") {
  const opened = await openReadiness(bench.as(user), campaign, by(user));
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened;
}
