// The board before a campaign: what people said of each item, and who voted go or no-go; what is looked up is not stored.
import type { Instant, Person } from "../runbook/state/stamp.ts";

export type ReadinessBoard = {
  readonly id: string;
  /** The campaign's name and the year it begins in, `black-friday/2026`: next year's is another board. */
  readonly campaign: string;
  /** Of the campaign, as muster.yml said it last: what the record is about once that says something else. */
  readonly about: CampaignAbout;
  /** Null: by itself, three days before the campaign. */
  readonly openedBy: Person | null;
  readonly openedAt: Instant;
  /** When it was called to mind three days before; opening it then is that. */
  readonly remindedAt: Instant | null;
  /** By item id; the last word counts, earlier ones stand in the record. */
  readonly said: Readonly<Record<string, ReadinessWord>>;
  readonly votes: readonly GoVote[];
  /** Everything said, voted and decided, in order; only ever added to. */
  readonly record: readonly ReadinessRecord[];
  /** The last one; earlier ones stand in the record. */
  readonly decision: GoDecision | null;
  readonly version: number;
};

export type CampaignAbout = {
  readonly title: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly zone: string;
};

export type ReadinessWord = {
  readonly state: SaidState;
  readonly by: Person;
  readonly at: Instant;
  /** A link or a sentence. */
  readonly evidence: string | null;
};

export const saidStates = ["ready", "not-ready", "waived"] as const;
export type SaidState = (typeof saidStates)[number];

export type GoVote = {
  readonly by: Person;
  readonly at: Instant;
  readonly vote: "go" | "no-go";
  readonly note: string | null;
};

export type GoDecision = {
  readonly go: boolean;
  readonly at: Instant;
  readonly by: Person;
  readonly note: string | null;
  /** What was not ready and not waived at that moment. */
  readonly open: readonly OpenItem[];
};

/**
 * unsaid: nobody said anything, and it is not looked up. overdue: the same after it was due. unknown: it is looked up,
 * and cannot be told.
 */
export type ItemState = SaidState | "unsaid" | "overdue" | "unknown";

export type OpenItem = {
  readonly id: string;
  readonly title: string;
  readonly state: ItemState;
};

export type ReadinessRecord = { readonly at: Instant; readonly by: Person } & (
  | {
      readonly kind: "said";
      readonly item: string;
      /** Of the item, as it was called then. */
      readonly title: string;
      readonly state: SaidState;
      readonly evidence: string | null;
    }
  | { readonly kind: "voted"; readonly vote: GoVote["vote"]; readonly note: string | null }
  | {
      readonly kind: "decided";
      readonly go: boolean;
      readonly note: string | null;
      readonly open: readonly OpenItem[];
    }
);
