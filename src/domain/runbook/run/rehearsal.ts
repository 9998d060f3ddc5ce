// When a runbook was last rehearsed, and whether its owner wanted it sooner.
import type { Runbook } from "../format/format.ts";

export type Rehearsal = {
  /** The end of the last drill that came to its end; absent: never. */
  readonly lastAt?: Date;
  /** Absent where the runbook asks for none. */
  readonly everyMs?: number;
  readonly isOverdue: boolean;
};

export function rehearsalOf(
  { rehearse_every: everyMs }: Pick<Runbook, "rehearse_every">,
  lastAt: Date | undefined,
  now: Date,
): Rehearsal {
  const isOverdue =
    everyMs !== undefined && (lastAt === undefined || lastAt.getTime() + everyMs < now.getTime());
  return {
    isOverdue,
    ...(lastAt && { lastAt }),
    ...(everyMs !== undefined && { everyMs }),
  };
}
