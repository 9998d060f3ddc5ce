// What GitHub's webhooks tell us that matters to freezes; everything else they send is let be.
import type { PullSeen } from "./follow-pull.ts";

/** As GitHub calls it now; the number stays through renames. */
export type GithubRepository = { readonly id: number; readonly name: string };

export type GithubEvent =
  | {
      readonly is: "pull";
      readonly repository: GithubRepository;
      readonly pull: PullSeen;
      /** What its pull request says of the freeze has to be said (again). */
      readonly isToTell: boolean;
    }
  /** Our check's button "Request exception". No number where GitHub gives none, as for pull requests of forks. */
  | {
      readonly is: "exception-asked";
      readonly repository: GithubRepository;
      readonly pull: number | null;
      readonly headSha: string;
      readonly login: string;
    }
  /** Somebody wants our check on this commit to be run again. */
  | {
      readonly is: "check-again";
      readonly repository: GithubRepository;
      readonly headSha: string;
    }
  | {
      readonly is: "queue-asks";
      readonly repository: GithubRepository;
      /** The branch that it merges into. */
      readonly branch: string;
      readonly headSha: string;
      readonly baseSha: string | null;
      /** The pull request that this entry of the queue adds. */
      readonly pull: number | null;
    }
  | {
      readonly is: "gate-asks";
      readonly repository: GithubRepository;
      readonly runId: number;
      readonly environment: string;
    }
  | { readonly is: "push"; readonly repository: GithubRepository; readonly ref: string }
  /** The rules of a repository, or what may be done with it at all, may be others now. */
  | {
      readonly is: "repository-changed";
      readonly repository: GithubRepository;
      readonly what: string;
      readonly login: string;
      /** The id of the ruleset that was changed. */
      readonly ruleset: number | null;
      /** Its name before a rename. */
      readonly from: string | null;
    }
  /** What our app may reach is another set of repositories now. */
  | {
      readonly is: "access-changed";
      readonly how: AccessChange;
      readonly login: string;
      /** Of the organisation or person that the app is installed for. */
      readonly owner: string;
      /** Empty: all of the owner's. */
      readonly repositories: readonly string[];
    };

export type AccessChange = "deleted" | "suspended" | "removed" | "granted";
