// One thing that happened in a rehearsal, as a line: a click, the clock, an answer of the world.
import { findStep, type Runbook } from "../domain/runbook/format/format.ts";
import type { Act, Beat } from "../domain/runbook/rehearse/scene.ts";
import type { Reading } from "../domain/runbook/state/reason.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { Clicked } from "../domain/runbook/state/run-event.ts";
import { words } from "../words/words.ts";

export function tellAct(runbook: Runbook, { act, step, run }: Beat): readonly string[] {
  switch (act.by) {
    case "start":
      return [`${run.startedBy.name} starts the run${inputsOf(run)}`];
    case "people":
      return act.clicks.map((click) => tellClick(runbook, click));
    case "clock":
      return [tellTimer(act.timer)];
    case "metrics":
      return [tellReadings(runbook, act, run, step)];
    case "request":
      return tellRequest(act);
    case "look":
      return [tellLook(act)];
    case "approvers":
      return [
        `Muster asks ${act.eligible.map(plainName).join(", ") || "nobody"} by direct message`,
      ];
    case "preflight":
      return [
        act.isFine ? "Muster tried the connections: all answer" : "A connection does not answer",
      ];
  }
}

function inputsOf({ inputs }: RunState): string {
  const given = Object.entries(inputs).map(([name, value]) => `${name}: ${value}`);
  return given.length === 0 ? "" : ` with ${given.join(", ")}`;
}

function tellClick(runbook: Runbook, click: Clicked): string {
  const { by, note, values } = click;
  const form = Object.entries(values ?? {}).map(([name, value]) => `${name}: ${value}`);
  const filled = form.length === 0 ? "" : `, fills in ${form.join(", ")}`;
  const typed = click.typed === undefined ? "" : `, types “${click.typed}”`;
  const said = note === undefined ? "" : `, says why`;
  return `${by.name} presses [${buttonOf(runbook, click)}]${filled}${typed}${said}`;
}

export function buttonOf(runbook: Runbook, { step: id, action, option, target }: Clicked): string {
  if (action === "go-to") return `Go to: ${target}`;
  if (action !== "choose") return words.runMessage.button(action).replace(/…$/, "");
  const step = findStep(runbook, id);
  const chosen = step?.kind === "choice" && step.options.find(({ value }) => value === option);
  return chosen ? chosen.label : (option ?? "");
}

function tellTimer(timer: string): string {
  switch (timer) {
    case "timeout":
      return "The time is over";
    case "elapsed":
      return "The wait is over";
    case "sample":
      return "Muster asks again";
    case "retry":
      return "Muster tries again by itself";
    case "approval":
      return "Nobody voted in time";
    case "escalation":
      return "Still too few votes";
    default:
      return "Time goes by";
  }
}

function tellReadings(
  runbook: Runbook,
  act: Extract<Act, { by: "metrics" }>,
  run: RunState,
  step: string,
): string {
  const format = findStep(runbook, step);
  const values = Object.entries(act.readings).map(([name, value]) => shown(name, value));
  const read = `Muster reads ${values.join(", ")}`;
  if (act.verdict === undefined) return read;
  const state = run.steps.find(({ id }) => id === step);
  const isHolding = state?.state === "waiting" && act.verdict === "true";
  const hold = format?.kind === "wait" ? (format.hold ?? 0) : 0;
  const held =
    hold > 0 && state?.state === "succeeded"
      ? `, for ${words.term.duration(hold)} without a gap`
      : "";
  return `${read}: ${said(act.verdict)}${isHolding ? "; it has to hold" : held}`;
}

function shown(name: string, reading: Reading): string {
  return reading.ok ? `${name} ${round(reading.value)}` : `${name} ? (no data)`;
}

const plainName = (id: string): string => id.replace(/^@/, "");

const round = (value: unknown): unknown =>
  typeof value === "number" ? Math.round(value * 100) / 100 : value;

export function said(verdict: "true" | "false" | "unknown"): string {
  return { true: "yes", false: "no", unknown: "nobody can tell" }[verdict];
}

function tellRequest({ fate, status }: Extract<Act, { by: "request" }>): readonly string[] {
  switch (fate) {
    case "worked":
      return [`Muster sends it; the answer is ${status}`];
    case "refused":
      return [`Muster sends it; the other side refuses (${status})`];
    case "lost":
      return ["Muster sends it, and no answer comes"];
  }
}

type Looked = readonly [string, string];

/** As hoped, and not. */
const LOOKED: Readonly<Record<string, Looked>> = {
  before: ["Muster looks how it is now", "Muster cannot read how it is now"],
  verify: ["Muster reads it back: it took effect", "Muster reads it back: not so"],
  "only-if": [
    "Muster compares: it is still as this run left it",
    "Muster compares: somebody changed it meanwhile",
  ],
  follow: ["Muster looks at the work: it ended well", "Muster looks at the work: it failed"],
  probe: ["Muster looks: it happened", "Muster looks: it did not happen"],
  "freeze-preflight": [
    "Muster asks GitHub whether each repository can be frozen",
    "Muster asks GitHub whether each repository can be frozen, and gets no answer",
  ],
  "freeze-assert": [
    "Muster reads back from GitHub: every repository is so",
    "Muster reads back from GitHub: not every repository is so",
  ],
  "freeze-followed": ["Muster looks how long the freeze lasts", "Muster looks at the freeze"],
  "freeze-report": [
    "Muster tells in the thread what passed, what was bypassed and what was changed",
    "Muster finds no such freeze",
  ],
};

function tellLook({ purpose, isAsHoped }: Extract<Act, { by: "look" }>): string {
  const [hoped, not] = LOOKED[purpose] ?? ["Muster looks", "Muster looks"];
  return isAsHoped ? hoped : not;
}
