// What a run sees of a freeze, of the look before one, and of the report after one: plain JSON, as it was read.
import type { FreezeState } from "../../freeze/freeze.ts";
import type { Instant } from "./stamp.ts";

export type FreezeSight = {
  /** `FRZ-7`. */
  readonly id: string;
  readonly state: FreezeState;
  readonly starts_at: Instant;
  /** Null: open-ended. */
  readonly ends_at: Instant | null;
  /** The hold was given up, or its time is over and it ends by itself; GitHub may not have been brought there yet. */
  readonly is_ended: boolean;
  /** Nothing of it will change any more. */
  readonly is_over: boolean;
  /** Repositories that were read back frozen, or are honestly not enforced; read back open; and all. */
  readonly held: number;
  readonly open: number;
  readonly of: number;
  /** A line for a repository that is not as it should be, the worst first; not all where there are many. */
  readonly trouble: readonly string[];
};

export type FreezePreflight = {
  /** Repositories where the rule can be enforced, and those where it cannot. */
  readonly ok: number;
  readonly failed: number;
  readonly open_prs: number;
  readonly auto_merge: number;
  /** For people, as Slack mrkdwn. */
  readonly text: string;
};

export type FreezeReport = {
  readonly exceptions: number;
  readonly bypasses: number;
  readonly merges: number;
  readonly drift: number;
  /** For people, as Slack mrkdwn. */
  readonly text: string;
};
