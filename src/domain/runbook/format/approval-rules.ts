// Rules of an approval that can be judged without knowing who is on call.
import type { Fault, Path } from "./problem.ts";
import type { Step } from "./step-format.ts";

export function checkApproval(step: Step, path: Path): readonly Fault[] {
  if (step.kind === "end" || !step.approval) return [];
  const { need, from, timeout, escalate_after } = step.approval;
  const at = (key: string) => [...path, "approval", key];
  const faults: Fault[] = [];
  const people = new Set(from);
  if (need > people.size && from.every((principal) => principal.startsWith("user:"))) {
    const message = `${need} people are needed, but 'from' names ${people.size}; too few could ever approve`;
    faults.push({ path: at("need"), message });
  }
  if (escalate_after !== undefined && escalate_after >= timeout) {
    const message = "'escalate_after' is not shorter than 'timeout'; nobody would be asked again";
    faults.push({ path: at("escalate_after"), message });
  }
  return faults;
}
