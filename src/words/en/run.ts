// English: what a run of a runbook says in its thread and in the timeline.
import type { Reason, Unknown } from "../../domain/runbook/state/reason.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import type { StepState } from "../../domain/runbook/state/step-state.ts";

type Run = { readonly number: number; readonly slug: string; readonly state: RunState };

const titleOf = (run: Run, step: string): string =>
  run.state.steps.find((each) => each.id === step)?.title ?? step;

const seconds = (ms: number): string =>
  ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 1000)} s`;

const shown = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

const failures: Record<Unknown["cause"], string> = {
  "no-data": "has no data",
  "many-series": "has more than one series",
  "query-error": "could not be read",
  "not-a-number": "is not a number",
  "wrong-type": "is not of the declared type",
  stale: "is too old",
  "below-floor": "is below the traffic floor",
  "division-by-zero": "divides by zero",
  missing: "is missing",
  "cannot-evaluate": "cannot be evaluated",
};

function unknownText({ name, cause, detail }: Unknown): string {
  return `${name ?? "the condition"} ${failures[cause]}${detail ? ` (${detail})` : ""}`;
}

const tail = (said: string | undefined): string => (said ? `: ${said}` : ".");

type Mismatch = { readonly expected: unknown; readonly found?: unknown; readonly message?: string };

/** Nothing read is not known, and is not another value. */
function instead({ expected, found, message }: Mismatch): string {
  const is = found === undefined ? "nothing that can be read" : shown(found);
  return `${is} instead of ${shown(expected)}${message ? ` (${message})` : ""}`;
}

function notFrozen({
  wanted,
  afterMs,
  seen,
  message,
}: Extract<Reason, { code: "freeze-not" }>): string {
  if (!seen) return `nothing could be learnt of the freeze${tail(message)}`;
  const { id, state, held, open, of, trouble } = seen;
  if (wanted === "active" && seen.is_ended)
    return `${id} is over (${state}); it will not be active again.`;
  const count =
    wanted === "active"
      ? `${held} of ${of} repositories are read back frozen`
      : `${open} of ${of} repositories are read back open`;
  return `${count} after ${seconds(afterMs)}; ${id} is ${state}${tail(trouble.join("; "))}`;
}

export const run = {
  title: (of: Run, title: string) => `Run ${of.number}, ${title},`,
  pageReason: (of: Run) => `Run ${of.number} (${of.slug}) waits for an answer.`,
  asks: (of: Run, step: string, why: Reason) =>
    `“${titleOf(of, step)}” needs a decision: ${run.reason(why)}`,
  reminds: (of: Run, step: string) => `“${titleOf(of, step)}” still waits for somebody.`,
  sinceUnknown: (of: Run, step: string, ms: number) =>
    `“${titleOf(of, step)}”: the value has been unknown for ${seconds(ms)}. Unknown never counts as recovered.`,
  stepDetail: (step: StepState): string | null => {
    if (step.reason) return run.reason(step.reason);
    const chosen = step.decisions.at(-1)?.option?.label;
    return chosen ?? null;
  },
  reason: (why: Reason): string => {
    switch (why.code) {
      case "when":
        return "not needed this time.";
      case "branch":
        return "another way was taken.";
      case "skipped":
        return `skipped: ${why.why}`;
      case "marked-done":
        return `marked done: ${why.note}`;
      case "happened":
        return "a person confirmed that it happened.";
      case "run-ended":
        return "the run ended first.";
      case "check-failed":
        return "the check did not pass.";
      case "unknown":
      case "when-unknown":
        return `unknown: ${why.unknowns.map(unknownText).join("; ")}.`;
      case "timed-out":
        return `nothing within ${seconds(why.afterMs)}.`;
      case "timed-out-unknown":
        return `still unknown after ${seconds(why.afterMs)}: ${why.unknowns.map(unknownText).join("; ")}.`;
      case "could-not":
        return `could not be done${tail(why.note)}`;
      case "refused-by-target":
        return `the other side answered ${why.status}${tail(why.excerpt?.slice(0, 200))}`;
      case "not-sent":
        return `nothing was sent: ${why.message}`;
      case "outcome-unknown":
        return `it was sent, and nobody knows what came of it: ${why.message}`;
      case "verify-failed":
        return `the read-back shows ${instead(why)}.`;
      case "bad-output":
        return `output ${why.output}: ${why.message}`;
      case "not-needed":
        return "there is nothing to undo.";
      case "denied":
        return `${why.by.name} denied it${tail(why.note)}`;
      case "approval-timed-out":
        return `nobody approved it within ${seconds(why.afterMs)}.`;
      case "too-few-approvers":
        return `it needs ${why.need} approvals, and only ${why.eligible} ${why.eligible === 1 ? "person" : "people"} may give one.`;
      case "conflict":
        if (why.isBack) {
          return `the target shows ${shown(why.found)} already. Somebody took it back meanwhile; there is nothing left to undo.`;
        }
        return `the target shows ${instead(why)} by now. Somebody changed it meanwhile, and this would overwrite that.`;
      case "cannot-look":
        return `the target could not be read: ${why.message}`;
      case "work-failed":
        return `it ended with ${why.conclusion}${why.url === undefined ? "." : ` (${why.url})`}`;
      case "left":
        return `left as it is: ${why.note}`;
      case "freeze-not":
        return notFrozen(why);
      case "template-error":
        return `${why.where} could not be rendered: ${why.message}`;
    }
  },
};
