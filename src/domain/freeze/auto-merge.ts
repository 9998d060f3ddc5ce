// When the pull requests that merge by themselves are looked for, and when they are told: before they do.
import type { Freeze, PullRef } from "./freeze.ts";
import { after, DAY_MS } from "./freeze-time.ts";

/** Of an older look nobody knows whether it is still so. */
const FRESH_MS = DAY_MS;

/** A new look is awaited from now on. */
export const askAutoMerge = (freeze: Freeze, now: Date): Freeze => ({
  ...freeze,
  autoMerge: { askedAt: now.toISOString(), toldAt: null },
});

/** Those to name now; undefined where there is nothing to say, or it is not known yet and there is still time. */
export function autoMergeToTell(freeze: Freeze, now: Date): readonly PullRef[] | undefined {
  const { autoMerge, preflight, scope, ended } = freeze;
  if (autoMerge?.toldAt) return undefined;
  const oldest = ended === null ? autoMerge?.askedAt : after(now, -FRESH_MS).toISOString();
  if (oldest === undefined) return undefined;
  const known = (preflight ?? []).filter(({ at }) => at >= oldest);
  if (ended === null && known.length < scope.repositories.length) return undefined;
  return known.flatMap((each) => each.autoMerge);
}
