// Every expected no about exceptions, as a value; the sentences stand in the word catalogue.
import type { Instant } from "../runbook/state/stamp.ts";
import type { ExceptionState } from "./exception.ts";

export type ExceptionRefusal =
  | { readonly code: "no-such-exception"; readonly wanted: string }
  /** Nothing holds it: nothing has to be let through. `frozen` are the repositories that are held now. */
  | {
      readonly code: "not-frozen";
      readonly repository: string;
      readonly next: { readonly number: number; readonly startsAt: Instant } | null;
      readonly frozen: readonly string[];
    }
  | {
      readonly code: "exception-over";
      readonly number: number;
      readonly state: Exclude<ExceptionState, "asked">;
      readonly at: Instant | null;
    }
  | {
      readonly code: "exception-incomplete";
      readonly number: number;
      readonly missing: "reason" | "commit";
    }
  /** `others`: Slack users who can decide. */
  | {
      readonly code: "exception-excluded";
      readonly as: "requester" | "author";
      readonly others: readonly string[];
    }
  | { readonly code: "bad-commit"; readonly given: string }
  | { readonly code: "bad-pull"; readonly given: string }
  | { readonly code: "until-passed"; readonly at: Instant };
