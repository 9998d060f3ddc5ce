// What a run would do with these inputs, step by step, without doing any of it.
import type { Change, Read, ReadBack } from "./change.ts";
import type { MetricQuery } from "./intent.ts";
import type { Scalar } from "./json.ts";
import type { Announcement, StepKind } from "./run.ts";
import type { Approval } from "./step-format.ts";

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
  /** The CEL condition under which the step applies; what `check` and `wait` look at. */
  readonly when?: string;
  readonly condition?: string;
  readonly approval?: Pick<Approval, "need" | "from" | "exclude" | "timeout">;
  /** Whether it goes on without a click. */
  readonly isAutomatic: boolean;
  readonly reads: readonly PlannedRead[];
  /** What it sends; the place and the reason where that cannot be told before the run. */
  readonly change?: Planned<Change>;
  readonly verify?: Planned<ReadBack>;
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
  | { readonly kind: "read"; readonly purpose: "before" | "probe"; readonly read: Planned<Read> };

export type PlannedUndo =
  | { readonly kind: "request"; readonly change: Planned<Change>; readonly validForMs?: number }
  | { readonly kind: "auto"; readonly validForMs?: number }
  | { readonly kind: "undoes"; readonly steps: readonly string[] }
  | { readonly kind: "irreversible"; readonly why: string }
  | { readonly kind: "none" };
