// Rules of what changes something: how it is taken back, who presses the button, what it answers in a drill.
import type { Allowances } from "./allowances.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import type {
  AnnounceStep,
  EffectStep,
  FreezeStep,
  GithubStep,
  HttpStep,
  UndoesStep,
} from "./step-format.ts";

type Effect = EffectStep | UndoesStep | AnnounceStep;

export function checkEffect(
  step: Effect,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  return [...checkReversal(step, path), ...checkClick(step, path, allows)];
}

const WAYS_BACK =
  "write 'undo' (how it is taken back), 'undoes' (the earlier steps that this one takes back) or 'irreversible: <why>'";

/** The shape of a step with `undoes` has no room for the other two. */
function checkReversal(step: Effect, path: Path): readonly Fault[] {
  if (step.kind === "announce" || step.kind === "undo") return [];
  if (step.undo === undefined && step.irreversible === undefined) {
    const message = `nothing says how this ${step.kind} step is undone; ${WAYS_BACK}`;
    return [{ path, message }];
  }
  if (step.undo === undefined || step.irreversible === undefined) return [];
  const message = "an effect has exactly one of undo, undoes and irreversible; this one has two";
  return [{ path: [...path, "irreversible"], on: "key", message }];
}

function checkClick(step: Effect, path: Path, allows: Allowances | undefined): readonly Fault[] {
  if (step.run !== "auto") return [];
  const faults: Fault[] = [];
  if (allows && !allows.autonomy) {
    const message =
      "'run: auto' lets this effect happen without a click; write click, or set 'autonomy: true' in muster.yml";
    faults.push({ path: [...path, "run"], message });
  }
  if (step.confirm !== "none") {
    const message = `'confirm: ${step.confirm}' asks at a click, and 'run: auto' has none; leave one of them out`;
    faults.push({ path: [...path, "confirm"], message });
  }
  return faults;
}

/** An effect answers nothing in a drill, so every output needs a value of its type; reads are real. */
export function checkOutputs(
  step: HttpStep | GithubStep | FreezeStep,
  path: Path,
): readonly Fault[] {
  const isRead =
    (step.kind === "http" && step.method === "GET") ||
    (step.kind === "freeze" && step.op !== "declare");
  const wrong = Object.entries(step.outputs).flatMap(([name, { type }]): Fault[] => {
    const value = step.rehearse[name];
    if (value === undefined) {
      if (isRead) return [];
      const message = `the output '${name}' has no value for rehearsals and drills; add 'rehearse: {${name}: <${type}>}'`;
      return [{ path: [...path, "outputs", name], on: "key", message }];
    }
    if (isOf(type, value)) return [];
    const message = `the rehearsed value of '${name}' is ${quote(value)}, but its type is ${type}`;
    return [{ path: [...path, "rehearse", name], message }];
  });
  const known = Object.keys(step.outputs);
  const strangers = Object.keys(step.rehearse).filter((name) => !known.includes(name));
  return [
    ...wrong,
    ...strangers.map((name): Fault => {
      const message = `no output '${name}' to rehearse; there are ${known.join(", ") || "none"}`;
      return { path: [...path, "rehearse", name], on: "key", message };
    }),
  ];
}

function isOf(type: FreezeStep["outputs"][string]["type"], value: string | number | boolean) {
  if (type === "integer") return Number.isInteger(value);
  if (type === "datetime") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return typeof value === type;
}
