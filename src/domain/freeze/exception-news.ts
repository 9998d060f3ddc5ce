// What is said of an exception besides its line in the thread and the messages that ask for votes.
import type { Instant } from "../runbook/state/stamp.ts";
import type { ExceptionState } from "./exception.ts";

type About = {
  readonly exceptionId: string;
  readonly number: number;
  readonly repository: string;
  readonly pull: number;
};

export type ExceptionMessage =
  /** To whoever asked: what became of it. `by`: the Slack user who decided. */
  | (About & {
      readonly kind: "exception-decided";
      readonly state: Exclude<ExceptionState, "asked">;
      readonly headSha: string;
      readonly url: string;
      readonly by: string | null;
      /** Slack users who approved, where it is approved. */
      readonly approvers?: readonly string[];
      readonly note: string | null;
      readonly until: Instant | null;
      readonly endsWithFreeze?: boolean;
    })
  /** In the thread: any full member may vote, or nobody else could be told. */
  | (About & { readonly kind: "exception-wanted"; readonly need: number; readonly given: number })
  /** To whoever has not voted yet. */
  | (About & { readonly kind: "exception-reminder"; readonly need: number; readonly given: number })
  /** In the incident's channel: its fix may be merged. `approvers`: Slack users. */
  | (About & {
      readonly kind: "hotfix-approved";
      readonly incidentId: string;
      readonly headSha: string;
      readonly url: string;
      readonly approvers: readonly string[];
      readonly until: Instant | null;
      readonly endsWithFreeze?: boolean;
    })
  /** To whoever asked: GitHub does not say now which commit it is. */
  | (About & { readonly kind: "exception-waits"; readonly reason: string })
  /** To the release managers: Muster lost its access to repositories that it holds. */
  | {
      readonly kind: "github-access-lost";
      readonly how: "deleted" | "suspended" | "removed";
      /** Who did it on GitHub. */
      readonly login: string;
      readonly repositories: readonly string[];
      readonly count: number;
    };
