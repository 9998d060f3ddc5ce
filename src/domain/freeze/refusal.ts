// Every expected no about freezes, as a value; the sentences stand in the word catalogue.
import type { Instant } from "../runbook/state/stamp.ts";
import type { FreezeState } from "./freeze.ts";

export type FreezeRefusal =
  | { readonly code: "no-such-freeze"; readonly wanted: string }
  /** What was asked does not fit where the freeze is. */
  | {
      readonly code: "freeze-state";
      readonly number: number;
      readonly state: FreezeState;
      readonly wanted: FreezeWish;
    }
  | { readonly code: "freeze-window"; readonly problem: WindowProblem; readonly at: Instant | null }
  | { readonly code: "no-repositories" }
  | { readonly code: "too-many-repositories"; readonly count: number; readonly limit: number }
  | {
      readonly code: "unknown-repository";
      readonly wanted: string;
      readonly near: string | null;
    }
  /** Another change of the same freeze waits for its votes. */
  | { readonly code: "proposal-open"; readonly number: number }
  | { readonly code: "no-such-proposal"; readonly number: number }
  | {
      readonly code: "vote-over";
      readonly state: "granted" | "denied";
      readonly at: Instant | null;
    }
  /** `others`: Slack users who can. */
  | { readonly code: "vote-excluded"; readonly others: readonly string[] }
  | {
      readonly code: "vote-twice";
      readonly vote: "approve" | "deny";
      readonly at: Instant;
    }
  | {
      readonly code: "too-few-voters";
      readonly need: number;
      /** Slack users who could. */
      readonly eligible: readonly string[];
      readonly from: readonly string[];
    };

/** Written out once more so that none can be left out. */
const codes: Readonly<Record<FreezeRefusal["code"], true>> = {
  "no-such-freeze": true,
  "freeze-state": true,
  "freeze-window": true,
  "no-repositories": true,
  "too-many-repositories": true,
  "unknown-repository": true,
  "proposal-open": true,
  "no-such-proposal": true,
  "vote-over": true,
  "vote-excluded": true,
  "vote-twice": true,
  "too-few-voters": true,
};

export const isFreezeRefusal = <R extends { readonly code: string }>(
  refusal: R,
): refusal is R & FreezeRefusal => refusal.code in codes;

export type FreezeWish =
  | "declare"
  | "discard"
  | "extend"
  | "shorten"
  | "lift"
  | "cancel"
  | "vote"
  | "let-go";

/**
 * - `end-before-start`, `over`: of a new window
 * - `not-later`, `not-earlier`: an extension has to end later, a shortening earlier, than it does now
 * - `open-ended`: it has no end that could be moved
 * - `too-long`: over a year
 */
export type WindowProblem =
  | "end-before-start"
  | "over"
  | "not-later"
  | "not-earlier"
  | "open-ended"
  | "too-long";
