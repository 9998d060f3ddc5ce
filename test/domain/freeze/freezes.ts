// A freeze for tests of pure decisions.
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../../../src/domain/freeze/settings.ts";

export function freezeOf(change: Partial<Freeze> = {}): Freeze {
  const { exceptions, lift, drift } = DEFAULT_FREEZE_SETTINGS;
  return {
    ...{ id: "f1", number: 1, title: "Black Friday", state: "scheduled", version: 1 },
    scope: {
      repositories: ["shop/web"],
      services: [],
      branches: ["~DEFAULT_BRANCH"],
      tags: [],
      deploys: [],
    },
    startsAt: "2026-11-27T08:00:00.000Z",
    endsAt: "2026-11-30T08:00:00.000Z",
    zone: "Europe/Warsaw",
    reason: "The busiest days",
    ...{ exceptions, lift, drift },
    declaredBy: { type: "person", user: "U0OLA", via: "modal" },
    declaredAt: "2026-11-20T08:00:00.000Z",
    ...{ proposal: null, incidentId: null, runId: null, effectId: null },
    ...{ preflight: null, ended: null },
    scheduledAt: "2026-11-20T08:00:00.000Z",
    ...change,
  };
}
