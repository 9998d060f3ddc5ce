// One repository as GitHub shows it at one look: what of ours stands there, and what is in force.

export type RulesetTarget = "branch" | "tag";

/** As GitHub writes it; `pull_request` and `exempt` are never ours. */
export type BypassActor = {
  readonly actor_type: string;
  readonly actor_id: number | null;
  readonly bypass_mode: string;
};

export type Rule = {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
};

export type RulesetContent = {
  readonly name: string;
  readonly target: RulesetTarget;
  readonly enforcement: "active" | "disabled";
  readonly include: readonly string[];
  readonly rules: readonly Rule[];
  readonly bypass: readonly BypassActor[];
};

export type SeenRuleset = Omit<RulesetContent, "target" | "enforcement" | "bypass"> & {
  readonly id: number;
  readonly target: string;
  readonly enforcement: string;
  readonly exclude: readonly string[];
  /** Null: shown only to those who may change it. */
  readonly bypass: readonly BypassActor[] | null;
};

/** Who we are at GitHub: a check that only our app passes, or a user who alone may update. */
export type Enforcer =
  | { readonly mode: "app_check"; readonly appId: number }
  | { readonly mode: "bot_merge"; readonly userId: number; readonly login: string };

export type Observed = {
  readonly repositoryId: number;
  /** Its name now: another than ours where it was renamed. */
  readonly fullName: string;
  /** Its page on GitHub. */
  readonly url?: string;
  readonly defaultBranch: string;
  readonly enforcer: Enforcer;
  /** Those of our names or of our recorded ids; or why there can be none: the plan, or it is archived. */
  readonly rulesets: readonly SeenRuleset[] | { readonly refused: string };
  /** Ids of the rulesets whose rules hold on the default branch at this moment. */
  readonly inForce: readonly number[];
  /** Of `MUSTER_FREEZE`; null: there is none. Undefined: not looked at. */
  readonly variable?: string | null;
  /** Files looked at, each with GitHub's word for its state; null: there is no such workflow. */
  readonly workflows: Readonly<Record<string, string | null>>;
  /** Environments looked at, each with the id of our gate; null: it has none. */
  readonly gates: Readonly<Record<string, number | null>>;
  /** Why some of what holds deployments could not be looked at: GitHub's words to it. */
  readonly unseen?: readonly string[];
};

export const isSomeUnseen = ({ unseen = [] }: Observed): boolean => unseen.length > 0;

export const FREEZE_VARIABLE = "MUSTER_FREEZE";
export const FREEZE_CHECK = "muster/freeze";
/** What the button on a check is called in GitHub's webhook. */
export const EXCEPTION_ACTION = "freeze_exception";
