// Rules of a flag step: what is read back is what was set.
import type { Fault, Path } from "./problem.ts";
import type { FlagStep } from "./step-format.ts";

export function checkFlag(step: FlagStep, path: Path): readonly Fault[] {
  const expected = step.verify?.flag_state;
  if (expected === undefined || said(expected) === said(step.set)) return [];
  const message = `'verify' expects ${said(expected)}, but the step sets ${said(step.set)}; it could never succeed`;
  return [{ path: [...path, "verify", "flag_state"], message }];
}

function said(setting: FlagStep["set"]): string {
  return typeof setting === "string" ? setting : `the variation '${setting.variation}'`;
}
