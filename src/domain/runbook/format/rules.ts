// Rules between the keys of one step, which no shape can hold.
import type { Allowances } from "./allowances.ts";
import { checkApproval } from "./approval-rules.ts";
import { checkEffect, checkOutputs } from "./effect-rules.ts";
import { checkFlag } from "./flag-rules.ts";
import { checkFreeze } from "./freeze-rules.ts";
import { checkGithub } from "./github-rules.ts";
import { checkRequest } from "./http-rules.ts";
import { checkFields } from "./input-rules.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import type { AnnounceStep, ChoiceStep, Step } from "./step-format.ts";
import { checkWait } from "./wait-rules.ts";

/** Without `allows`, what muster.yml would have to allow is taken as allowed. */
export function checkRules(step: Step, path: Path, allows?: Allowances): readonly Fault[] {
  return [...checkApproval(step, path), ...checkKind(step, path, allows)];
}

function checkKind(step: Step, path: Path, allows: Allowances | undefined): readonly Fault[] {
  switch (step.kind) {
    case "wait":
      return checkWait(step, path);
    case "http":
      return [
        ...checkRequest(step, path),
        ...checkOutputs(step, path),
        ...(step.method === "GET" ? [] : checkEffect(step, path, allows)),
      ];
    case "flag":
      return [...checkFlag(step, path), ...checkEffect(step, path, allows)];
    case "github":
      return [
        ...checkGithub(step, path, allows),
        ...checkOutputs(step, path),
        ...checkEffect(step, path, allows),
      ];
    case "freeze":
      return [...checkFreeze(step, path, allows), ...checkOutputs(step, path)];
    case "undo":
      return checkEffect(step, path, allows);
    case "choice":
      return checkOptions(step, path);
    case "announce":
      return checkAnnounce(step, path, allows);
    case "manual":
      return checkFields(step.collect, [...path, "collect"]);
    case "check":
    case "end":
      return [];
  }
}

function checkOptions(step: ChoiceStep, path: Path): readonly Fault[] {
  return step.options.flatMap((option, index) => {
    const first = step.options.findIndex(({ value }) => value === option.value);
    if (first === index) return [];
    const message = `the value ${quote(option.value)} is taken by option ${first + 1}`;
    return [{ path: [...path, "options", index, "value"], message }];
  });
}

/** What stands on the status page is read by customers: it is an effect, with a click. */
function checkAnnounce(
  step: AnnounceStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  const page = step.to.indexOf("status_page");
  if (page === -1 && step.status) {
    const message = "'status' is for the status page; add status_page to 'to' or leave it out";
    return [{ path: [...path, "status"], on: "key", message }];
  }
  if (page === -1) return [];
  if (!step.status) {
    const message =
      "the status page needs 'status: {component, state}', with state one of operational, degraded, partial_outage, major_outage, maintenance";
    return [{ path: [...path, "to", page], message }];
  }
  return checkEffect(step, path, allows);
}
