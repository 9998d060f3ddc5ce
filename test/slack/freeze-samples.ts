// Freezes and exceptions for renderers, in every state, and the same with any words put in.
import type { FreezeException } from "../../src/domain/freeze/exception.ts";
import type { Freeze, Proposal, RepositoryPreflight } from "../../src/domain/freeze/freeze.ts";
import type { FrozenRepository } from "../../src/domain/freeze/repository.ts";
import { boardOf } from "../../src/domain/freeze/standing.ts";
import type { FreezeSubject } from "../../src/slack/blocks/freeze-subject.ts";

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const anna = { type: "person", user: "U0ANNA", via: "modal" } as const;
export const STARTS = "2026-11-26T17:00:00.000Z";
export const ENDS = "2026-11-30T08:00:00.000Z";
export const BEFORE = new Date("2026-11-25T12:00:00Z");
export const DURING = new Date("2026-11-27T12:00:00Z");
export const AFTER = new Date("2026-11-30T08:05:00Z");

export const REPOSITORIES = ["shop/checkout", "shop/legacy", "shop/web"];

export function sampleFreeze(change: Partial<Freeze> = {}): Freeze {
  return {
    id: uuid(10),
    number: 3,
    title: "Black Friday",
    state: "scheduled",
    scope: {
      repositories: REPOSITORIES,
      services: ["checkout"],
      branches: ["~DEFAULT_BRANCH", "refs/heads/release/**"],
      tags: ["refs/tags/v*"],
      deploys: [],
    },
    startsAt: STARTS,
    endsAt: ENDS,
    zone: "Europe/Warsaw",
    reason: "The busiest days of the year.",
    exceptions: {
      need: 2,
      from: ["group:release-managers", "role:incident_commander"],
      validForMinutes: 720,
    },
    lift: { mode: "auto", earlyNeed: 1, extendNeed: 1 },
    drift: "alert",
    declaredBy: anna,
    declaredAt: "2026-11-20T09:00:00.000Z",
    scheduledAt: "2026-11-20T10:00:00.000Z",
    proposal: null,
    incidentId: null,
    runId: null,
    effectId: null,
    preflight: null,
    ended: null,
    version: 4,
    ...change,
  };
}

export function sampleProposal(change: Partial<Proposal> = {}): Proposal {
  return {
    id: uuid(11),
    change: { kind: "declare" },
    reason: "The busiest days of the year.",
    by: anna,
    ballot: {
      need: 1,
      from: ["group:release-managers"],
      exclude: ["U0ANNA"],
      eligible: ["U0PIOTR", "U0BEA"],
      state: "asked",
      askedAt: "2026-11-20T09:30:00.000Z",
      votes: [],
      decidedAt: null,
    },
    ...change,
  };
}

export function sampleRepository(
  repository: string,
  state: FrozenRepository["state"],
  change: Partial<FrozenRepository> = {},
): FrozenRepository {
  return {
    repository,
    repositoryId: 1,
    mode: state === "unenforced" ? "advisory" : "app_check",
    state,
    defaultBranch: "main",
    rulesets: { branch: 1, tag: null },
    holds: { branches: [], tags: [], deploys: [], workflows: [] },
    error: null,
    since: STARTS,
    observedAt: "2026-11-27T11:59:00.000Z",
    driftToldAt: null,
    ...change,
  };
}

export function sampleSubject(
  freeze: Freeze,
  states: readonly FrozenRepository[],
  now: Date,
): FreezeSubject {
  return { ...boardOf(freeze, states), now };
}

export function samplePreflight(
  repository: string,
  change: Partial<RepositoryPreflight> = {},
): RepositoryPreflight {
  return {
    repository,
    mode: "app_check",
    findings: [],
    defaultBranch: "main",
    openPulls: 7,
    autoMerge: [],
    at: "2026-11-20T09:00:10.000Z",
    ...change,
  };
}

export function sampleException(change: Partial<FreezeException> = {}): FreezeException {
  return {
    id: uuid(20),
    number: 4,
    repository: "shop/web",
    pull: 12,
    freezeId: uuid(10),
    headSha: "0badcafe0badcafe0badcafe0badcafe0badcafe",
    title: "Fix rounding of VAT",
    url: "https://github.com/shop/web/pull/12/files",
    author: "piotr-dev",
    authorUser: "U0PIOTR",
    reason: "Customers are charged a cent too much.",
    requestedBy: anna,
    requestedByLogin: null,
    requestedAt: "2026-11-27T11:00:00.000Z",
    lane: "normal",
    incidentId: null,
    ballot: {
      need: 2,
      from: ["group:release-managers"],
      exclude: ["U0ANNA", "U0PIOTR"],
      eligible: ["U0BOB", "U0BEA"],
      state: "asked",
      askedAt: "2026-11-27T11:00:00.000Z",
      votes: [],
      decidedAt: null,
    },
    state: "asked",
    expiresAt: null,
    settled: null,
    version: 2,
    ...change,
  } as FreezeException;
}
