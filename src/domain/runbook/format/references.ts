// Checks every expression and template of a runbook against what may be named at its place.
import { checkExpression } from "../language/expression.ts";
import { type Scope, scopeAfter } from "../language/scope.ts";
import { checkTemplate } from "../language/template.ts";
import type { Head } from "./format.ts";
import { headPlaces, type Place, stepPlaces } from "./places.ts";
import type { Fault } from "./problem.ts";
import type { ReadStep } from "./shape.ts";
import { judgeDeploys, judgeFreeze, judgeHours, judgeRepos, judgeTime } from "./value-rules.ts";

export function checkReferences(head: Head, steps: readonly ReadStep[]): readonly Fault[] {
  const before = headPlaces(head).flatMap((place) =>
    judge(place, head, scopeAfter(head, [], place.metrics)),
  );
  const within = steps.flatMap(({ step }, index) =>
    (step ? stepPlaces(step) : []).flatMap((place) => {
      const known = steps.slice(0, place.own ? index + 1 : index);
      const scope = scopeAfter(head, known, place.metrics);
      return judge({ ...place, path: ["steps", index, ...place.path] }, head, scope);
    }),
  );
  return [...before, ...within];
}

function judge(place: Place, head: Head, scope: Scope): readonly Fault[] {
  const { path, text, as } = place;
  switch (as) {
    case "condition": {
      const fault = checkExpression(text, scope);
      return fault ? [{ ...fault, path }] : [];
    }
    case "repo":
      return judgeRepos(place, head, ["repo"]);
    case "repos":
      return judgeRepos(place, head, ["repo_list"]);
    case "time":
      return judgeTime(place, scope);
    case "hours":
      return judgeHours(place, scope);
    case "deploys":
      return judgeDeploys(place, head);
    case "freeze":
      return judgeFreeze(place, scope);
    case "text":
    case "path":
    case "query":
    case "header":
    case "promql":
    case "json":
      return checkTemplate(text, scope, as).map((fault) => ({ ...fault, path }));
  }
}
