// The board before a campaign: what people said of each item, and who voted go or no-go; what is looked up is not stored.
import type { Instant, Person } from "../runbook/state/stamp.ts";

export type ReadinessBoard = {
  readonly id: string;
  /** As muster.yml names it. */
  readonly campaign: string;
  readonly openedBy: Person;
  readonly openedAt: Instant;
  /** By item id; the last word counts, earlier ones stand in the record. */
  readonly said: Readonly<Record<string, ReadinessWord>>;
  readonly votes: readonly GoVote[];
  /** Everything said and voted, in order. */
  readonly record: readonly ReadinessRecord[];
  /** Set once the decision is closed. */
  readonly decision: { readonly go: boolean; readonly at: Instant; readonly by: Person } | null;
  readonly version: number;
};

export type ReadinessWord = {
  readonly state: "ready" | "not-ready" | "waived";
  readonly by: Person;
  readonly at: Instant;
  /** A link or a sentence. */
  readonly evidence: string | null;
};

export type GoVote = {
  readonly by: Person;
  readonly at: Instant;
  readonly vote: "go" | "no-go";
  readonly note: string | null;
};

export type ReadinessRecord = { readonly at: Instant; readonly by: Person } & (
  | {
      readonly kind: "said";
      readonly item: string;
      readonly state: ReadinessWord["state"];
      readonly evidence: string | null;
    }
  | { readonly kind: "voted"; readonly vote: GoVote["vote"]; readonly note: string | null }
  | { readonly kind: "decided"; readonly go: boolean }
);
