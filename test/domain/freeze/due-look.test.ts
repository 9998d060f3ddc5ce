// When a repository is looked at again: at once where it is not as wanted, else by how much depends on it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nextLookAt } from "../../../src/domain/freeze/due-look.ts";
import type { RepositoryState, Wanted } from "../../../src/domain/freeze/repository.ts";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";

const NOW = new Date("2026-11-27T12:00:00Z");
const MINUTE = 60_000;
const wanted = (level: Wanted["level"]) =>
  ({
    level,
    branches: ["~DEFAULT_BRANCH"],
    tags: [],
    deploys: [],
    drift: "alert",
    since: "2026-11-01T00:00:00.000Z",
  }) as const;

const row = (state: RepositoryState, seenMinutesAgo = 0) => ({
  ...neverSeen("shop/web", { state: "open", since: "2026-11-01T00:00:00.000Z" }),
  state,
  holds: { branches: ["~DEFAULT_BRANCH"], tags: [], deploys: [], workflows: [] },
  observedAt: new Date(NOW.getTime() - seenMinutesAgo * MINUTE).toISOString(),
  driftToldAt: state === "drifted" ? NOW.toISOString() : null,
});

/** Minutes from now; null: never. */
function inMinutes(state: RepositoryState | undefined, level: Wanted["level"]): number | null {
  const at = nextLookAt(state && row(state), wanted(level), NOW);
  return at ? (at.getTime() - NOW.getTime()) / MINUTE : null;
}

describe("the next look at a repository", () => {
  const cases: readonly (readonly [
    Wanted["level"],
    Readonly<Partial<Record<RepositoryState | "never", number | null>>>,
  ])[] = [
    ["nothing", { never: null, open: null, staged: 0, frozen: 0, drifted: 0, failed: 0 }],
    ["nothing", { unknown: 0, unenforced: 0 }],
    ["staged", { never: 0, open: 0, frozen: 0, unknown: 0, staged: 360, failed: 30 }],
    ["frozen", { never: 0, open: 0, staged: 0, unknown: 0, failed: 0, frozen: 5, drifted: 5 }],
  ];
  for (const [level, times] of cases) {
    for (const [state, minutes] of Object.entries(times)) {
      it(`that is ${state} and wanted ${level} is ${minutes === null ? "never" : `in ${minutes} min`}`, () => {
        const known = state === "never" ? undefined : (state as RepositoryState);
        assert.equal(inMinutes(known, level), minutes);
      });
    }
  }

  it("is at once where another freeze wants more of it than is held", () => {
    const more = { ...wanted("frozen"), tags: ["refs/tags/v*"] };
    assert.deepEqual(nextLookAt(row("frozen"), more, NOW), NOW);
  });

  it("is at once where somebody opened it by hand and it is to be held again", () => {
    const again = { ...wanted("frozen"), drift: "reassert" } as const;
    assert.deepEqual(nextLookAt(row("drifted"), again, NOW), NOW);
    const asked = { ...wanted("frozen"), putBackAt: NOW.toISOString() };
    assert.deepEqual(nextLookAt(row("drifted"), asked, NOW), NOW);
  });

  it("is never in the past, however long nobody looked", () => {
    assert.deepEqual(nextLookAt(row("frozen", 900), wanted("frozen"), NOW), NOW);
  });
});
