// What a step may change out there, and what may be read back there: plain data, one form a kind of target.
import type { Json } from "../language/json.ts";

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

export type Change = HttpRequest | FlagChange | Redeployment | Dispatch;

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
export type Read =
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
