// What a walk found wrong with the runbook itself, each at its place in the file.
import type { Runbook } from "../format/format.ts";
import { type Fault, quote } from "../format/problem.ts";
import type { RunState } from "../state/run.ts";

export type Walked = {
  /** Where the paths that cannot end stand, and why. */
  readonly stuck: readonly { readonly run: RunState; readonly why: string }[];
  readonly reached: ReadonlySet<string>;
  /** Steps whose condition was asked, and those where values were found that make it true. */
  readonly asked: ReadonlySet<string>;
  readonly met: ReadonlySet<string>;
  readonly isCut: boolean;
};

export function findFaults({ steps }: Runbook, walked: Walked): readonly Fault[] {
  const stuck = walked.stuck.map(({ run, why }): Fault => {
    const place = steps.findIndex(({ id }) => id === run.cursor);
    const message = `a path cannot end: at ${quote(run.cursor)} ${why}`;
    return { path: ["steps", Math.max(0, place), "id"], message };
  });
  const unmet = steps.flatMap((step, index): Fault[] => {
    if (!walked.asked.has(step.id) || walked.met.has(step.id)) return [];
    const message = "no values of its metrics were found that make this true";
    return [{ path: ["steps", index, step.kind === "check" ? "pass" : "until"], message }];
  });
  // Where the walk was cut short, nobody knows what would have been reached.
  const unreached = steps.flatMap((step, index): Fault[] => {
    if (walked.isCut || walked.reached.has(step.id)) return [];
    const why = step.when === undefined ? "" : "; its 'when' was never true";
    return [{ path: ["steps", index, "id"], message: `no path reaches ${quote(step.id)}${why}` }];
  });
  return [...unique(stuck), ...unmet, ...unreached];
}

function unique(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}
