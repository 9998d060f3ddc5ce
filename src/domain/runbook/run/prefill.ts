// What an alert and the defaults answer of a runbook's inputs before a person is asked.
import type { Runbook } from "../format/format.ts";
import { checkInput } from "../format/input-value.ts";
import { alertTriggers } from "../format/triggers.ts";
import type { Scalar } from "../language/json.ts";
import type { AlertFacts, RunFacts } from "../state/run.ts";
import { checkInputs, type Given } from "./inputs.ts";

export type Prefill = {
  readonly inputs: Readonly<Record<string, Scalar>>;
  /** Required inputs that nothing fills, or whose default does not fit the rest. */
  readonly missing: readonly string[];
};

/** What an alert and the defaults say already; values that would be refused are left to the person. */
export function prefillInputs(runbook: Runbook, alert: AlertFacts | undefined, now: Date): Prefill {
  const told = alert ? fromAlert(runbook, alert) : {};
  const given = settleDefaults(runbook, told);
  const facts: RunFacts = { zone: "UTC", ...(alert ? { alert } : {}) };
  const checked = checkInputs(runbook, given, facts, now);
  const refused = new Set(checked.ok ? [] : checked.problems.map(({ input }) => input));
  const inputs = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined || refused.has(name) ? [] : [[name, value]],
    ),
  );
  const missing = Object.entries(runbook.inputs)
    .filter(([name, input]) => input.required && inputs[name] === undefined)
    .map(([name]) => name);
  return { inputs, missing };
}

function fromAlert(runbook: Runbook, alert: AlertFacts): Readonly<Record<string, Scalar>> {
  const trigger = alertTriggers(runbook).find((each) => each.alert === alert.name);
  return Object.fromEntries(
    Object.entries(trigger?.set ?? {}).flatMap(([input, path]) => {
      const format = runbook.inputs[input];
      const value = readFact(alert, path);
      const checked = format && value !== undefined ? checkInput(format, value) : undefined;
      return checked?.ok ? [[input, checked.value]] : [];
    }),
  );
}

function settleDefaults(runbook: Runbook, told: Given): Given {
  const defaults = Object.entries(runbook.inputs).map(([name, { default: value }]) => [
    name,
    value,
  ]);
  return { ...Object.fromEntries(defaults), ...told };
}

function readFact(alert: AlertFacts, path: string): string | undefined {
  const [, first = "", label = ""] = path.split(".");
  if (first === "labels")
    return Object.hasOwn(alert.labels, label) ? alert.labels[label] : undefined;
  return first === "name" ? alert.name : alert.title;
}
