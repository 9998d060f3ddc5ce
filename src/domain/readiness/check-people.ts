// Whether what incidents left to do is done, and whether enough people can decide on exceptions.
import { type Fact, type Finding, findingOf } from "./finding.ts";

export type OverdueAction = {
  readonly incident: number;
  readonly text: string;
  readonly owner: string;
  readonly dueOn: string;
};

export function checkActions(overdue: readonly OverdueAction[]): Finding {
  if (overdue.length === 0) return findingOf([{ kind: "no-actions", weight: "good" }]);
  return findingOf(overdue.map((each): Fact => ({ kind: "action", weight: "bad", ...each })));
}

/** Whoever asks for an exception has no vote on it: as many as are needed are enough only where others ask. */
export function checkPolicy(need: number, users: readonly string[]): Finding {
  const weight = users.length < need ? "bad" : "good";
  return findingOf([{ kind: "voters", weight, need, users }]);
}
