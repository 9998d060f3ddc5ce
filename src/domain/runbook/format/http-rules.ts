// Rules of a request: what a read has no use for, and what is known when an answer is lost.
import { type Fault, type Path, quote } from "./problem.ts";
import type { HttpStep } from "./step-format.ts";

export function checkRequest(step: HttpStep, path: Path): readonly Fault[] {
  return step.method === "GET" ? checkRead(step, path) : checkRepeat(step, path);
}

const FOR_EFFECTS = ["repeat", "probe", "irreversible", "undo", "body", "verify"] as const;

function checkRead(step: HttpStep, path: Path): readonly Fault[] {
  return FOR_EFFECTS.filter((key) => step[key] !== undefined).map((key) => ({
    path: [...path, key],
    on: "key",
    message: `'${key}' has no meaning for a GET, which only reads`,
  }));
}

const REPEATS =
  "safe (an absolute set: sending again changes nothing), keyed (the server honours Idempotency-Key), probe (with 'probe': a read that tells whether it happened) or never";

function checkRepeat(step: HttpStep, path: Path): readonly Fault[] {
  if (step.repeat === undefined) {
    return [{ path, message: `'repeat' is missing in this ${step.method}; write ${REPEATS}` }];
  }
  if (step.repeat === "probe" && !step.probe) {
    const message = "'repeat: probe' needs 'probe': {http, path, pointer, equals}";
    return [{ path: [...path, "repeat"], message }];
  }
  if (!step.probe || step.repeat === "probe") return [];
  const message = `'probe' goes with 'repeat: probe', not with ${quote(step.repeat)}`;
  return [{ path: [...path, "probe"], on: "key", message }];
}
