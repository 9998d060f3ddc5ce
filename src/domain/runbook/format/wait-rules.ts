// Rules of a wait: what it waits for, and for how long at most.
import type { Fault, Path } from "./problem.ts";
import type { WaitStep } from "./step-format.ts";

const WAYS = ["until", "for", "at"] as const;

export function checkWait(step: WaitStep, path: Path): readonly Fault[] {
  const ways = WAYS.filter((way) => step[way] !== undefined);
  if (ways.length !== 1) {
    const found = ways.length === 0 ? "this one has none" : `this one has ${ways.join(" and ")}`;
    const message = `a wait has exactly one of 'until' (a condition), 'for' (a duration) and 'at' (a point in time); ${found}`;
    return [{ path, message }];
  }
  const stray = step.follows !== undefined && step.at === undefined;
  const message = "'follows' goes with 'at', the end of the freeze that it follows";
  const follows: Fault[] = stray ? [{ path: [...path, "follows"], on: "key", message }] : [];
  const rest = step.until === undefined ? checkTimed(step, path) : checkUntil(step, path);
  return [...follows, ...rest];
}

function checkTimed(step: WaitStep, path: Path): readonly Fault[] {
  const way = step.for === undefined ? "at' a point in time" : "for' a duration";
  return (["known_if", "hold", "every", "timeout"] as const)
    .filter((key) => step[key] !== undefined)
    .map((key) => ({
      path: [...path, key],
      on: "key",
      message: `'${key}' goes with 'until'; a wait '${way} ends by itself`,
    }));
}

function checkUntil(step: WaitStep, path: Path): readonly Fault[] {
  if (step.timeout === undefined) {
    const message =
      "'timeout' is missing in this wait step; a condition may never come true, write such as 'timeout: 15m'";
    return [{ path, message }];
  }
  if ((step.hold ?? 0) < step.timeout) return [];
  const message = "'hold' is not shorter than 'timeout'; the step could never succeed";
  return [{ path: [...path, "hold"], message }];
}
