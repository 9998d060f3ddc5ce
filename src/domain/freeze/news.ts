// What a freeze says besides its posts: lines in the thread of its announcement, and direct messages.
import type { Instant } from "../runbook/state/stamp.ts";
import type { DriftNews } from "./drift-news.ts";
import type { FreezeEnd, Proposal, PullRef } from "./freeze.ts";
import type { FreezeReport } from "./report.ts";
import type { RepositoryState } from "./repository.ts";

/** `by`: the Slack user, null where nobody did it by hand. */
export type FreezeNews =
  | {
      readonly what: "asked";
      readonly change: Proposal["change"];
      readonly by: string | null;
      readonly reason: string;
      readonly need: number;
    }
  | {
      readonly what: "change-denied";
      readonly change: Proposal["change"];
      readonly by: string | null;
    }
  | {
      readonly what: "extended" | "shortened";
      readonly from: Instant | null;
      readonly to: Instant;
      readonly by: string | null;
      readonly reason: string;
    }
  | {
      readonly what: "ended";
      readonly why: FreezeEnd;
      readonly by: string | null;
      readonly reason: string | null;
    }
  /** Somebody took away or changed what is ours. */
  | ({ readonly what: "drift" } & DriftNews)
  /** A release manager has it put back. */
  | { readonly what: "put-back"; readonly repository: string; readonly by: string | null }
  /** Of one repository; `detail` quotes GitHub. */
  | {
      readonly what: "repository";
      readonly repository: string;
      readonly state: RepositoryState;
      readonly detail: string | null;
    }
  /** They merge by themselves the moment the freeze is over; `count` is of all. */
  | { readonly what: "auto-merge"; readonly pulls: readonly PullRef[]; readonly count: number }
  | { readonly what: "report"; readonly report: FreezeReport };

type About = {
  readonly freezeId: string;
  readonly number: number;
  readonly title: string;
  readonly zone: string;
};

export type HeldRepository = {
  readonly repository: string;
  readonly state: RepositoryState;
  readonly error: string | null;
  /** Its page on GitHub; null where it was never seen. */
  readonly url: string | null;
};

export type FreezeMessage =
  /** In the thread. */
  | (About & { readonly kind: "freeze-news"; readonly news: FreezeNews })
  /** In the release channel: anybody may decide, or nobody could be asked directly. */
  | (About & {
      readonly kind: "freeze-vote-wanted";
      readonly proposalId: string;
      readonly change: Proposal["change"];
      readonly by: string | null;
      readonly reason: string;
      readonly need: number;
      readonly startsAt: Instant;
    })
  /** To whoever has not voted. */
  | (About & {
      readonly kind: "freeze-vote-reminder";
      readonly proposalId: string;
      readonly change: Proposal["change"];
      readonly by: string | null;
      readonly startsAt: Instant;
    })
  /** To its declarer: it should have begun, and nobody has approved it. */
  | (About & { readonly kind: "freeze-undecided"; readonly startsAt: Instant })
  /** To the release managers: its time is over, and it holds until one of them lets go. */
  | (About & {
      readonly kind: "freeze-waits";
      readonly endsAt: Instant;
      /** When they are asked the next time. */
      readonly againAt: Instant;
    })
  /** To the release managers: `since` then everything should be held (`hold`), or open again (`lift`), `at` it is not. */
  | (About & {
      readonly kind: "freeze-late";
      readonly task: "hold" | "lift";
      readonly since: Instant;
      readonly at: Instant;
      readonly repositories: readonly HeldRepository[];
      readonly count: number;
    });

/** Of a longer list only so many are named in a message. */
export const MOST_NAMED = 20;
