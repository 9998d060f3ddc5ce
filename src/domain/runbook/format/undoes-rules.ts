// Rules between a step that takes effects back and the earlier steps whose effects they are.
import { nearest } from "../language/nearest.ts";
import { type Fault, quote } from "./problem.ts";
import type { ReadStep } from "./shape.ts";
import type { Step } from "./step-format.ts";

export function checkUndoes(steps: readonly ReadStep[]): readonly Fault[] {
  return steps.flatMap(({ step }, index) =>
    step?.kind === "undo"
      ? step.undoes.flatMap((target, position): Fault[] => {
          const isTwice = step.undoes.indexOf(target) < position;
          const message = isTwice
            ? `${quote(target)} stands here twice`
            : judge(target, index, steps);
          return message === undefined
            ? []
            : [{ path: ["steps", index, "undoes", position], message }];
        })
      : [],
  );
}

function judge(target: string, from: number, steps: readonly ReadStep[]): string | undefined {
  const to = steps.findIndex(({ id }) => id === target);
  const earlier = steps.slice(0, from).filter(({ step }) => step && canUndo(step));
  if (to === -1) {
    const ids = earlier.map(({ id }) => id);
    const guess = nearest(target, ids);
    const hint = guess
      ? `did you mean '${guess}'?`
      : `earlier steps with an undo are ${ids.join(", ") || "none"}`;
    return `there is no step ${quote(target)}; ${hint}`;
  }
  if (to >= from)
    return `${quote(target)} does not come before this step; only what happened can be undone`;
  const step = steps[to]?.step;
  if (!step || canUndo(step)) return undefined;
  if ("irreversible" in step && step.irreversible !== undefined) {
    return `${quote(target)} says that it is irreversible; give it an 'undo' or take it out here`;
  }
  return `${quote(target)} is ${step.kind === "http" ? "an" : "a"} ${step.kind} step without an 'undo'; there is nothing to take back`;
}

function canUndo(step: Step): boolean {
  return "undo" in step && step.undo !== undefined;
}
