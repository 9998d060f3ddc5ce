// What a step may change out there, and what may be read back there: plain data, one form a kind of target.
import type { DeployHold } from "../../freeze/freeze.ts";
import type { Json } from "../language/json.ts";
import type { Instant } from "./stamp.ts";

export type HttpRequest = {
  readonly kind: "http";
  readonly connection: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the connection's base, encoded. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
};

export type FlagSetting = "on" | "off" | { readonly variation: string };

/** One flag in one environment: `on`, `off` or a variation; whole flag documents are never sent. */
export type FlagChange = {
  readonly kind: "flag";
  readonly connection: string;
  readonly project: string;
  readonly env: string;
  readonly flag: string;
  readonly set: FlagSetting;
};

/** A new deployment of a commit that ran before; nothing is merged. */
export type Redeployment = {
  readonly kind: "redeploy";
  /** `owner/name`, from the allow-list. */
  readonly repo: string;
  readonly environment: string;
  /** The commit that shall run, and the one that runs when this was planned. */
  readonly sha: string;
  readonly replaces: string;
};

export type Dispatch = {
  readonly kind: "dispatch";
  readonly repo: string;
  /** File name of the workflow, such as `set-flag.yml`. */
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
};

/** A change that another system carries out. */
export type ForeignChange = HttpRequest | FlagChange | Redeployment | Dispatch;

/**
 * A freeze, declared inside Muster: it happened or it did not, and the same effect is the same freeze. What is
 * absent is as muster.yml says.
 */
export type FreezeDeclaration = {
  readonly kind: "freeze";
  readonly title: string;
  readonly reason: string;
  readonly repositories: readonly string[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly deploys?: readonly DeployHold[];
  readonly exceptions?: {
    readonly need: number;
    readonly from: readonly string[];
    readonly validForMinutes: number;
  };
  readonly lift?: {
    readonly mode: "auto" | "ask";
    readonly earlyNeed: number;
    readonly extendNeed: number;
  };
  readonly drift?: "alert" | "reassert";
  /** Minutes before the start at which people are told. */
  readonly notices?: readonly number[];
};

/** Ends the freeze that this effect of the same run declared, or calls it off before it began. */
export type FreezeLift = {
  readonly kind: "lift-freeze";
  readonly declared: EffectRef;
  readonly title: string;
  readonly repositories: readonly string[];
  readonly endsAt: Instant;
};

export type Change = ForeignChange | FreezeDeclaration | FreezeLift;

/** Which effect of a run: the same three parts are the same effect, whoever sends it and however often. */
export type EffectRef = {
  readonly step: string;
  readonly direction: "do" | "undo";
  readonly generation: number;
};

/**
 * A read at the target; each answers with JSON that a pointer reads.
 * - `http`: the body of the answer
 * - `flag-state`: `{ state: "on" | "off", variation: string | null }`
 * - `deployments`: `{ current: { id, sha, at } | null, previous: { id, sha, at } | null }`, successful ones only
 * - `deployment` and `workflow-run`, found by the effect that made them:
 *   `{ state: "absent" | "pending" | "success" | "failure", id, sha, url, conclusion }` (null where unknown)
 */
export type Read = ForeignRead | FreezeRead;

/**
 * What Muster reads of its own freezes; each answers with JSON, and with 404 where there is no such freeze.
 * - `freeze-preflight`: `FreezePreflight`, asked of GitHub repository by repository
 * - `freeze`: `FreezeSight`, of a freeze by its name or by the effect that declared it
 * - `frozen-by`: what holds these repositories now, as a text
 * - `freeze-report`: `FreezeReport`
 */
export type FreezeRead =
  | { readonly kind: "freeze-preflight"; readonly repositories: readonly string[] }
  | { readonly kind: "freeze"; readonly freeze: string | EffectRef }
  | { readonly kind: "frozen-by"; readonly repositories: readonly string[] }
  | { readonly kind: "freeze-report"; readonly freeze: string };

export type ForeignRead =
  | HttpRequest
  | {
      readonly kind: "flag-state";
      readonly connection: string;
      readonly project: string;
      readonly env: string;
      readonly flag: string;
    }
  | { readonly kind: "deployments"; readonly repo: string; readonly environment: string }
  | {
      readonly kind: "deployment";
      readonly repo: string;
      readonly environment: string;
      readonly effect: EffectRef;
      /** As the answer named it; absent where the answer was lost. */
      readonly id?: number;
    }
  | {
      readonly kind: "workflow-run";
      readonly repo: string;
      readonly workflow: string;
      readonly effect: EffectRef;
      readonly id?: number;
    };

/** A read that says how things are: `pointer` into the answer compared with `equals`. */
export type ReadBack = {
  readonly request: Read;
  readonly pointer: string;
  readonly equals: Json;
};

/** `safe`: sending again changes nothing. `probe`: look first. `never`: a person says what happened. */
export type Repeat = "safe" | "keyed" | "probe" | "never";
