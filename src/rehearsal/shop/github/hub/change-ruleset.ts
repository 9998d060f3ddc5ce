// Owns the changes of rulesets and the events that tell of them, whoever makes them.
import { drawRuleset } from "../api/draw-ruleset.ts";
import type { Repository, Ruleset } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";

type Draft = Omit<Ruleset, "id" | "createdAt" | "updatedAt">;
type By = { readonly ruleset: Ruleset; readonly by: string };

export function createRuleset(hub: Hub, repository: Repository, draft: Draft, by: string): Ruleset {
  const at = hub.now();
  const ruleset: Ruleset = { ...draft, id: hub.newId() + 9_000_000, createdAt: at, updatedAt: at };
  hub.put(repository, "rulesets", ruleset.id, ruleset);
  tell(hub, repository, { ruleset, by }, { action: "created" });
  return ruleset;
}

export function changeRuleset(
  hub: Hub,
  repository: Repository,
  { ruleset, by }: By,
  draft: Draft,
): Ruleset {
  const next: Ruleset = { ...ruleset, ...draft, updatedAt: hub.now() };
  hub.put(repository, "rulesets", ruleset.id, next);
  const changes = {
    ...(next.name === ruleset.name ? {} : { name: { from: ruleset.name } }),
    ...(next.enforcement === ruleset.enforcement
      ? {}
      : { enforcement: { from: ruleset.enforcement } }),
  };
  tell(hub, repository, { ruleset: next, by }, { action: "edited", changes });
  return next;
}

export function removeRuleset(hub: Hub, repository: Repository, { ruleset, by }: By): void {
  hub.put(repository, "rulesets", ruleset.id, null);
  tell(hub, repository, { ruleset, by }, { action: "deleted" });
}

function tell(
  hub: Hub,
  repository: Repository,
  { ruleset, by }: By,
  { action, changes }: { readonly action: string; readonly changes?: object },
): void {
  const place = { ...hub.address(), facts: repository.facts };
  const body = {
    repository_ruleset: drawRuleset(ruleset, place),
    ...(changes ? { changes } : {}),
  };
  hub.emit({ event: "repository_ruleset", action, repository, by, body });
}
