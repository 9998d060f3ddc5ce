// A campaign: the days a shop lives for, what has to be ready before them, and the freeze around them.
import type { Instant } from "./runbook/state/stamp.ts";

export type Campaign = {
  /** As muster.yml and commands name it: `black-friday`. */
  readonly name: string;
  readonly title: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** IANA zone of its dates. */
  readonly zone: string;
  readonly services: readonly string[];
  /** What has to be ready; in the order of the board. */
  readonly readiness: readonly ReadinessItem[];
};

/** What Muster can look up by itself. */
export const readinessChecks = [
  "rota-filled",
  "drill-passed",
  "runbooks-reviewed",
  "no-overdue-actions",
  "exceptions-policy",
  "freeze-declared",
] as const;
export type ReadinessCheck = (typeof readinessChecks)[number];

export type ReadinessItem = {
  readonly id: string;
  readonly title: string;
  /** A person or a principal as muster.yml writes them; null: the release managers. */
  readonly owner: string | null;
  /** Minutes before the campaign's start by which it has to be ready. */
  readonly dueMinutesBefore: number;
  /** Looked up by Muster; absent: a person says so, with evidence. */
  readonly check?: ReadinessCheck;
};
