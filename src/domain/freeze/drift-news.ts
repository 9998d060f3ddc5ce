// What is told of a drift: what somebody touched, who, where GitHub names them, and what follows.
import type { DriftAnswer } from "./drift.ts";
import type { Found } from "./repository-action.ts";

export type Touched =
  | { readonly what: "rule-removed" | "rule-changed" | "variable" }
  | { readonly what: "workflow" | "gate"; readonly name: string };

export type DriftNews = {
  readonly repository: string;
  readonly touched: readonly Touched[];
  /** GitHub login; null: nobody knows, for only a look has shown it. */
  readonly by: string | null;
  readonly follows: Exclude<DriftAnswer, "let-go">;
  /** Its freeze holds now; else it stood ready for the start. */
  readonly isHeld: boolean;
};

const isDrift = ({ what }: Pick<Found, "what">): boolean =>
  what === "rule.removed" || what === "rule.changed";

/** The ruleset that somebody removed or changed; undefined for anything else that was found. */
export function rulesetOfDrift(
  found: Found,
): { readonly id: number; readonly action: "deleted" | "edited" } | undefined {
  const { ruleset } = found.detail;
  if (!isDrift(found) || typeof ruleset !== "number") return undefined;
  return { id: ruleset, action: found.what === "rule.removed" ? "deleted" : "edited" };
}

/** Undefined where nothing drifted, or nothing of it is wanted any more. */
export function readDrift(
  found: readonly Found[],
  { repository, isHeld }: Pick<DriftNews, "repository" | "isHeld">,
): DriftNews | undefined {
  const drift = found.filter(isDrift);
  const follows = drift[0]?.detail["follows"] as DriftAnswer | undefined;
  if (follows === undefined || follows === "let-go") return undefined;
  const by = drift.map(({ detail }) => detail["login"]).find((login) => typeof login === "string");
  const touched = new Map(drift.map(touchedBy).map((each) => [JSON.stringify(each), each]));
  return { repository, touched: [...touched.values()], by: by ?? null, follows, isHeld };
}

function touchedBy({ what, detail }: Found): Touched {
  const { workflow, gate } = detail;
  if (typeof workflow === "string") return { what: "workflow", name: workflow };
  if (typeof gate === "string") return { what: "gate", name: gate };
  if ("variable" in detail) return { what: "variable" };
  return { what: what === "rule.removed" ? "rule-removed" : "rule-changed" };
}
