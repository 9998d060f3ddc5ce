// Decides whether a ref may change, and keeps GitHub's record of every judgement.
import type { Repository } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";
import type { Actor } from "./people.ts";
import { judge, type RefChange, violationText } from "./rules.ts";

export type Refusal = { readonly status: number; readonly message: string };

/** What GitHub says against it; undefined: it may be done, and the judgement is on record. */
export function refuseChange(
  hub: Hub,
  repository: Repository,
  change: RefChange & { readonly before: string },
  actor: Actor,
): Refusal | undefined {
  const { rulesets, violations, isBypassed } = judge(repository, change, actor);
  if (rulesets.length === 0) return undefined;
  const isRefused = violations.length > 0 && !isBypassed;
  const id = hub.newId();
  hub.put(repository, "suites", id, {
    id,
    actorId: actor.id,
    actor: actor.login,
    ref: change.ref,
    before: change.before,
    after: change.sha,
    at: hub.now(),
    result: isRefused ? "fail" : isBypassed ? "bypass" : "pass",
    evaluations: rulesets.flatMap((ruleset) =>
      ruleset.rules.map(({ type }) => {
        const violation = violations.find(
          (each) => each.ruleset.id === ruleset.id && each.type === type,
        );
        return {
          ruleset: ruleset.id,
          rulesetName: ruleset.name,
          type,
          result: violation ? ("fail" as const) : ("pass" as const),
          details: violation?.message ?? null,
        };
      }),
    ),
  });
  return isRefused ? { status: 405, message: violationText(violations) } : undefined;
}
