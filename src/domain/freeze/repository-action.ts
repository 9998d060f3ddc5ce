// What can be done to one repository to bring it to what is wanted.
import type { RulesetContent } from "./observed.ts";

/** What GitHub is told; only things of ours are created, changed and deleted. */
export type RepositoryAction =
  | { readonly do: "create-ruleset"; readonly ruleset: RulesetContent }
  | { readonly do: "update-ruleset"; readonly id: number; readonly ruleset: RulesetContent }
  | { readonly do: "delete-ruleset"; readonly id: number }
  | { readonly do: "set-variable"; readonly value: string; readonly isNew: boolean }
  | { readonly do: "disable-workflow"; readonly file: string }
  | { readonly do: "enable-workflow"; readonly file: string }
  | { readonly do: "add-gate"; readonly environment: string }
  | { readonly do: "remove-gate"; readonly environment: string; readonly id: number };

/** What is worth an event of the freezes concerned; `key` is written once for a repository. */
export type Found = {
  /** `noun.verb`. */
  readonly what: string;
  readonly key?: string;
  readonly detail: Readonly<Record<string, unknown>>;
};
