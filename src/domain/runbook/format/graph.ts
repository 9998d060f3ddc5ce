// The road through a runbook: every goto leads forward to a step that exists, every step can be reached.
import { nearest } from "../language/nearest.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import type { ReadStep } from "./shape.ts";
import type { Step } from "./step-format.ts";

type Jump = { readonly target: string; readonly path: Path };

/** Jumps a step may make, with their places; paths begin at the step. */
export function jumpsOf(step: Step): readonly Jump[] {
  const routes = Object.entries({
    // biome-ignore lint/suspicious/noThenProperty: it is the format's word, and no map is ever awaited
    then: "then" in step ? step.then : undefined,
    on_fail: "on_fail" in step ? step.on_fail : undefined,
    on_unknown: "on_unknown" in step ? step.on_unknown : undefined,
    on_timeout: "on_timeout" in step ? step.on_timeout : undefined,
  });
  const jumps = routes.flatMap(([key, route]) =>
    typeof route === "object" ? [{ target: route.goto, path: [key, "goto"] }] : [],
  );
  if (step.kind !== "choice") return jumps;
  const chosen = step.options.flatMap((option, index) =>
    option.goto === undefined ? [] : [{ target: option.goto, path: ["options", index, "goto"] }],
  );
  return [...jumps, ...chosen];
}

export function checkGraph(steps: readonly ReadStep[]): readonly Fault[] {
  const wrong = [...checkIds(steps), ...checkJumps(steps)];
  // A wrong goto leaves the real road open to guesses; unreachable steps are told when it is right.
  const whole = wrong.length === 0 && steps.every(({ step }) => step !== undefined);
  return whole ? checkReach(steps.flatMap(({ step }) => step ?? [])) : wrong;
}

function checkIds(steps: readonly ReadStep[]): readonly Fault[] {
  return steps.flatMap(({ id }, index) => {
    const first = steps.findIndex((other) => other.id === id);
    if (id === "" || first === index) return [];
    const message = `the id ${quote(id)} is taken by step ${first + 1}; every id stands once`;
    return [{ path: ["steps", index, "id"], message }];
  });
}

function checkJumps(steps: readonly ReadStep[]): readonly Fault[] {
  const ids = steps.map(({ id }) => id);
  return steps.flatMap(({ step }, index) =>
    (step ? jumpsOf(step) : []).flatMap(({ target, path }) => {
      const message = judgeTarget(target, index, ids);
      return message === undefined ? [] : [{ path: ["steps", index, ...path], message }];
    }),
  );
}

function judgeTarget(target: string, from: number, ids: readonly string[]): string | undefined {
  if (target === "end") return undefined;
  const to = ids.indexOf(target);
  if (to > from) return undefined;
  if (to === from) return `goto leads back to its own step ${quote(target)}; it leads forward only`;
  if (to !== -1) {
    return `goto leads back to ${quote(target)}, step ${to + 1}; it leads forward only, so that a run always ends`;
  }
  const later = ids.slice(from + 1).filter((id) => id !== "");
  const guess = nearest(target, later);
  const hint = guess ? `did you mean '${guess}'?` : `later are ${[...later, "end"].join(", ")}`;
  return `goto leads to ${quote(target)}, but there is no such step; ${hint}`;
}

function checkReach(steps: readonly Step[]): readonly Fault[] {
  const reached = new Set<string>(steps.slice(0, 1).map(({ id }) => id));
  for (const [index, step] of steps.entries()) {
    if (!reached.has(step.id)) continue;
    for (const { target } of jumpsOf(step)) reached.add(target);
    const next = steps[index + 1];
    if (next && goesOn(step)) reached.add(next.id);
  }
  return steps.flatMap((step, index) => {
    if (reached.has(step.id)) return [];
    const message = `no way leads to ${quote(step.id)}; every step before it ends the run or jumps past it`;
    return [{ path: ["steps", index, "id"], message }];
  });
}

/** Can the step after it be the next? A step with `when` can always be left out. */
function goesOn(step: Step): boolean {
  if (step.when !== undefined) return true;
  if (step.kind === "end") return false;
  if (routesOf(step).includes("next")) return true;
  if (step.kind === "choice") {
    return step.then === "next" && step.options.some((option) => option.goto === undefined);
  }
  return step.then === "next";
}

function routesOf(step: Step): readonly unknown[] {
  return [
    "on_fail" in step ? step.on_fail : undefined,
    "on_unknown" in step ? step.on_unknown : undefined,
    "on_timeout" in step ? step.on_timeout : undefined,
  ];
}
