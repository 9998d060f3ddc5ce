// What a run would do with these inputs, step by step, without doing any of it.

import { approvalRule } from "../approval/approval-rule.ts";
import type { Runbook } from "../format/format.ts";
import type { Approval, Step } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import type { Scalar } from "../language/json.ts";
import { oneLine } from "../language/sink.ts";
import type { Change, Read, ReadBack } from "../state/change.ts";
import type { MetricQuery } from "../state/intent.ts";
import type { RunFacts } from "../state/run.ts";
import type { Person } from "../state/stamp.ts";
import type { Announcement, StepKind } from "../state/step-state.ts";
import { bindAhead, type Known, writeAhead } from "./plan-ahead.ts";
import { plannedChange, planReads } from "./plan-effect-step.ts";

export type RunPlan = {
  readonly runbook: string;
  readonly title: string;
  readonly inputs: Readonly<Record<string, Scalar>>;
  /** Unique among open runs; a second one is refused. */
  readonly lock?: string;
  readonly deadlineMs?: number;
  readonly steps: readonly PlannedStep[];
};

/** Texts are Slack mrkdwn, escaped; `«steps.move.output.id»` stands where only the run will know. */
export type PlannedStep = {
  readonly number: number;
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly text?: string;
  /** The CEL condition under which the step applies. */
  readonly when?: string;
  /** What a check or a wait looks at, in CEL; or the time waited for. */
  readonly condition?: string;
  /** How long it has to hold. */
  readonly holdMs?: number;
  readonly approval?: Pick<Approval, "need" | "from" | "exclude" | "timeout">;
  /** Whether it goes on without a click. */
  readonly isAutomatic: boolean;
  readonly reads: readonly PlannedRead[];
  /** What it sends; the reason where that cannot be told before the run. */
  readonly change?: Planned<Change>;
  readonly verify?: ReadBack;
  readonly undo?: PlannedUndo;
  readonly announcement?: Announcement;
  readonly options: readonly { readonly label: string; readonly goto?: string }[];
  /** Names of what a person is asked to fill in. */
  readonly collects: readonly string[];
  readonly timeoutMs?: number;
  /** Values of the runbook's `rehearse` that stand where the run's own will. */
  readonly assumed: readonly { readonly name: string; readonly value: Scalar }[];
};

export type Planned<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

export type PlannedRead =
  | { readonly kind: "metric"; readonly name: string; readonly query: Planned<MetricQuery> }
  | { readonly kind: "read"; readonly purpose: "before" | "probe" | "looks"; readonly read: Read };

export type PlannedUndo =
  | { readonly kind: "request"; readonly change: Planned<Change>; readonly validForMs?: number }
  /** Back to what is read before the change. */
  | { readonly kind: "auto" }
  /** This step takes back what these did. */
  | { readonly kind: "undoes"; readonly steps: readonly string[] }
  | { readonly kind: "irreversible"; readonly why: string }
  | { readonly kind: "none" };

export type PlanWish = {
  readonly inputs: Readonly<Record<string, Scalar>>;
  readonly facts: RunFacts;
  readonly by: Person;
  readonly now: Date;
  /** Whether `run: auto` counts for what changes something. */
  readonly autonomy: boolean;
};

export function planRun(runbook: Runbook, wish: PlanWish): RunPlan {
  const { id, title, deadline } = runbook;
  const all = bindAhead(runbook, wish, []);
  return {
    runbook: id,
    title,
    inputs: wish.inputs,
    ...(runbook.lock !== undefined && { lock: writeAhead(runbook.lock, all.bindings) }),
    ...(deadline !== undefined && { deadlineMs: deadline }),
    steps: runbook.steps.map((step, index) =>
      planStep(
        { runbook, step, index },
        wish,
        bindAhead(runbook, wish, runbook.steps.slice(0, index)),
      ),
    ),
  };
}

type Here = { readonly runbook: Runbook; readonly step: Step; readonly index: number };

function planStep({ runbook, step, index }: Here, wish: PlanWish, known: Known): PlannedStep {
  const { bindings, rehearsed } = known;
  const { text, when } = { text: undefined, when: undefined, ...step };
  const written = JSON.stringify(step);
  return {
    number: index + 1,
    id: step.id,
    kind: step.kind,
    title: oneLine(writeAhead(step.title ?? step.id, bindings)) || step.id,
    ...(text !== undefined && step.kind !== "announce" && { text: writeAhead(text, bindings) }),
    ...(when !== undefined && { when }),
    ...conditionOf(step, bindings),
    ...approvalOf(step),
    isAutomatic: isAutomatic(step, wish.autonomy),
    ...timeOf(step),
    ...plannedChange(step, bindings),
    ...announcementOf(step, bindings),
    reads: planReads(runbook, step, bindings),
    options: step.kind === "choice" ? step.options.map(optionOf) : [],
    collects: step.kind === "manual" ? Object.keys(step.collect) : [],
    assumed: rehearsed.filter(({ name }) => written.includes(name)),
  };
}

function conditionOf(step: Step, bindings: Bindings): Pick<PlannedStep, "condition" | "holdMs"> {
  if (step.kind === "check") return { condition: step.pass };
  if (step.kind !== "wait") return {};
  if (step.until !== undefined) {
    return { condition: step.until, ...(step.hold === undefined ? {} : { holdMs: step.hold }) };
  }
  return step.at === undefined ? {} : { condition: writeAhead(step.at, bindings) };
}

function approvalOf(step: Step): Pick<PlannedStep, "approval"> {
  const rule = approvalRule(step);
  if (!rule) return {};
  const { need, from, exclude, timeout } = rule;
  return { approval: { need, from, exclude, timeout } };
}

function isAutomatic(step: Step, autonomy: boolean): boolean {
  switch (step.kind) {
    case "manual":
    case "choice":
      return false;
    case "check":
      return step.run !== "click";
    case "wait":
    case "end":
      return true;
    case "announce":
      return step.run !== "click" && !step.to.includes("status_page");
    case "http":
      if (step.method === "GET") return step.run !== "click";
      return step.run === "auto" && autonomy;
    case "freeze":
      if (step.op !== "declare") return step.run !== "click";
      return step.run === "auto" && autonomy;
    case "flag":
    case "github":
    case "undo":
      return step.run === "auto" && autonomy;
  }
}

function timeOf(step: Step): Pick<PlannedStep, "timeoutMs"> {
  const ms = step.kind === "wait" ? (step.timeout ?? step.for) : undefined;
  const timeoutMs = step.kind === "manual" || step.kind === "choice" ? step.timeout : ms;
  return timeoutMs === undefined ? {} : { timeoutMs };
}

function announcementOf(step: Step, bindings: Bindings): Pick<PlannedStep, "announcement"> {
  if (step.kind !== "announce") return {};
  const { to, status } = step;
  const text = writeAhead(step.text, bindings);
  return { announcement: { to, text, ...(status && { status }) } };
}

const optionOf = ({ label, goto }: Extract<Step, { kind: "choice" }>["options"][number]) => ({
  label,
  ...(goto !== undefined && { goto }),
});
