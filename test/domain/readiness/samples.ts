// A campaign, its board and freezes around it, with any part changed.
import type { Campaign, ReadinessItem } from "../../../src/domain/campaign.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import type { ReadinessBoard } from "../../../src/domain/readiness/board.ts";

export const ANNA = { id: "U0ANNA", name: "Anna" };
export const BEA = { id: "U0BEA", name: "Bea" };

export const LOAD: ReadinessItem = {
  ...{ id: "load", title: "Load test passed", owner: "@anna", dueMinutesBefore: 72 * 60 },
};
export const ROTA: ReadinessItem = {
  ...{ id: "rota", title: "Rota filled", owner: null, dueMinutesBefore: 72 * 60 },
  check: "rota-filled",
};

export const sampleCampaign = (change: Partial<Campaign> = {}): Campaign => ({
  name: "black-friday",
  title: "Black Friday",
  startsAt: "2026-11-26T23:00:00.000Z",
  endsAt: "2026-11-30T22:59:00.000Z",
  zone: "Europe/Warsaw",
  services: ["checkout"],
  readiness: [LOAD, ROTA],
  ...change,
});

export const sampleBoard = (change: Partial<ReadinessBoard> = {}): ReadinessBoard => {
  const { title, startsAt, endsAt, zone } = sampleCampaign();
  return {
    id: "00000000-0000-4000-8000-000000000001",
    campaign: "black-friday/2026",
    about: { title, startsAt, endsAt, zone },
    openedBy: BEA,
    openedAt: "2026-11-20T09:00:00.000Z",
    remindedAt: null,
    ...{ said: {}, votes: [], record: [], decision: null, version: 1 },
    ...change,
  };
};

export const sampleFreeze = (change: Partial<Freeze> = {}): Freeze => ({
  id: "00000000-0000-4000-8000-000000000002",
  number: 1,
  title: "Black Friday",
  state: "scheduled",
  scope: {
    repositories: ["shop/web"],
    ...{ services: [], branches: ["~DEFAULT_BRANCH"], tags: [], deploys: [] },
  },
  startsAt: "2026-11-24T23:00:00.000Z",
  endsAt: "2026-12-01T08:00:00.000Z",
  zone: "Europe/Warsaw",
  reason: "Black Friday",
  exceptions: { need: 2, from: [], validForMinutes: 60 },
  lift: { mode: "auto", earlyNeed: 1, extendNeed: 1 },
  drift: "alert",
  declaredBy: { type: "person", user: "U0BEA", via: "command" },
  declaredAt: "2026-11-20T09:00:00.000Z",
  ...{ proposal: null, incidentId: null, runId: null, effectId: null },
  ...{ preflight: null, ended: null, version: 1 },
  ...change,
});
