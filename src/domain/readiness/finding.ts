// What Muster finds where an item is looked up: how it stands, and everything that makes it so.
import type { Instant } from "../runbook/state/stamp.ts";

export type Finding = {
  /** unknown: it cannot be told, which is never as good as ready. */
  readonly state: "ready" | "not-ready" | "unknown";
  /** What speaks against it first. */
  readonly facts: readonly Fact[];
};

/** `isBad` facts are why it is not ready; `isUnclear` ones why it cannot be told. */
export type Fact = { readonly weight: "good" | "bad" | "unclear" } & (
  | { readonly kind: "no-services" }
  | { readonly kind: "no-team"; readonly service: string }
  | {
      readonly kind: "team";
      /** As people call it. */
      readonly team: string;
      /** Slack users. */
      readonly users: readonly string[];
      /** As muster.yml writes them; Slack knows no full member so called. */
      readonly lost: readonly string[];
    }
  /** Slack was not asked yet who its people are. */
  | { readonly kind: "nobody-seen" }
  | { readonly kind: "no-runbooks" }
  | { readonly kind: "runbook-missing"; readonly slug: string }
  | {
      readonly kind: "drill";
      readonly runbook: string;
      /** The end of the last that succeeded; null: never. */
      readonly at: Instant | null;
      readonly everyDays: number;
    }
  /** Days are written `2026-11-30`. */
  | { readonly kind: "review-past"; readonly runbook: string; readonly by: string }
  | { readonly kind: "reviewed"; readonly runbook: string; readonly on: string }
  | { readonly kind: "review-unsaid"; readonly runbook: string }
  | {
      readonly kind: "action";
      readonly incident: number;
      readonly text: string;
      /** Slack user. */
      readonly owner: string;
      readonly dueOn: string;
    }
  | { readonly kind: "no-actions" }
  | {
      readonly kind: "voters";
      readonly need: number;
      /** Slack users who could vote now. */
      readonly users: readonly string[];
    }
  | { readonly kind: "no-repositories"; readonly services: readonly string[] }
  | {
      readonly kind: "held";
      readonly repository: string;
      /** Numbers of the freezes. */
      readonly freezes: readonly number[];
    }
  | {
      readonly kind: "gap";
      readonly repository: string;
      readonly from: Instant;
      readonly to: Instant;
    }
  | {
      readonly kind: "freeze-waits";
      readonly freeze: number;
      readonly state: "drafted" | "proposed";
    }
);

const ORDER = { bad: 0, unclear: 1, good: 2 } as const;

/** Nothing is ready that anything speaks against, or of which something cannot be told. */
export function findingOf(facts: readonly Fact[]): Finding {
  const sorted = facts.toSorted((a, b) => ORDER[a.weight] - ORDER[b.weight]);
  const worst = sorted[0]?.weight ?? "unclear";
  const state = { bad: "not-ready", unclear: "unknown", good: "ready" } as const;
  return { state: state[worst], facts: sorted };
}
