// An approval: what was asked, who voted, and until when it stands.
import type { Instant, Person } from "./stamp.ts";

/** Votes count for one request only: `requestSha` is its hash, and another request has another round. */
export type ApprovalState = {
  readonly requestSha: string;
  /** Rises when the request changed after the vote, or the approval lapsed; earlier votes are void. */
  readonly round: number;
  readonly state: "asked" | "granted" | "denied" | "timed-out" | "too-few" | "lapsed";
  /** Why there is a further round; absent in the first. */
  readonly again?: "request-changed" | "lapsed" | "retried";
  readonly need: number;
  readonly askedAt: Instant;
  readonly votes: readonly Vote[];
  /** Slack users who could vote when it was asked, exclusions left out; who may is judged at the click. */
  readonly eligible?: readonly string[];
  readonly escalated: boolean;
  readonly grantedAt?: Instant;
  /** A granted approval that is not used by then is void. */
  readonly lapsesAt?: Instant;
  readonly brokenGlass?: { readonly by: Person; readonly at: Instant; readonly why: string };
};

/** Those that say yes. */
export const approving = (votes: readonly Vote[]): readonly Vote[] =>
  votes.filter(({ vote }) => vote === "approve");

export type Vote = {
  readonly by: Person;
  readonly at: Instant;
  readonly vote: "approve" | "deny";
  readonly note?: string;
};
