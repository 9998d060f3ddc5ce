// When a repository has to be looked at again: at once where it is not as wanted, else now and then.
import { isLeftAlone } from "./drift.ts";
import { after, HOUR_MS, MINUTE_MS } from "./freeze-time.ts";
import type { FrozenRepository, Wanted } from "./repository.ts";

/** A rule that somebody took away by hand is found within this time. */
export const LOOK_EVERY_MS = 5 * MINUTE_MS;
/** Whether a rule that is not in force yet still stands there. */
const STAGED_EVERY_MS = 6 * HOUR_MS;
/** GitHub said no: asked again, but not each minute. */
const REFUSED_EVERY_MS = 30 * MINUTE_MS;

type Sought = Pick<
  Wanted,
  "level" | "branches" | "tags" | "deploys" | "drift" | "since" | "putBackAt" | "isEnding"
>;

/** Undefined: there is nothing to look for. `row` is undefined where it was never looked at. */
export function nextLookAt(
  row: FrozenRepository | undefined,
  wanted: Sought,
  now: Date,
): Date | undefined {
  switch (wanted.level) {
    case "nothing":
      return row === undefined || row.state === "open" ? undefined : now;
    case "staged":
      return stagedLook(row, now);
    case "frozen":
      return frozenLook(row, wanted, now);
  }
}

function stagedLook(row: FrozenRepository | undefined, now: Date): Date {
  switch (row?.state) {
    case undefined:
    case "open":
    case "frozen":
    case "drifted":
    case "unknown":
      return now;
    case "failed":
    case "unenforced":
      return later(row, REFUSED_EVERY_MS, now);
    case "staged":
      return later(row, STAGED_EVERY_MS, now);
  }
}

function frozenLook(row: FrozenRepository | undefined, wanted: Sought, now: Date): Date {
  switch (row?.state) {
    case undefined:
    case "open":
    case "staged":
    case "unknown":
    case "failed":
      return now;
    case "drifted":
      return isLeftAlone({ wanted, recorded: row }) ? later(row, LOOK_EVERY_MS, now) : now;
    case "unenforced":
      return later(row, LOOK_EVERY_MS, now);
    case "frozen":
      return isHeldAsWanted(row, wanted) ? later(row, LOOK_EVERY_MS, now) : now;
  }
}

function later({ observedAt, since }: FrozenRepository, ms: number, now: Date): Date {
  const due = after(observedAt ?? since, ms);
  return due < now ? now : due;
}

function isHeldAsWanted(
  { holds, mode }: FrozenRepository,
  { branches, tags, deploys }: Pick<Wanted, "branches" | "tags" | "deploys">,
): boolean {
  // Only an app has gates.
  const possible = deploys.filter((each) => each !== "gate" || mode === "app_check");
  return (
    isSame(holds.branches, branches) && isSame(holds.tags, tags) && isSame(holds.deploys, possible)
  );
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join("\n") === [...other].sort().join("\n");
