// Checks every expression and template of a runbook against what may be named at its place.
import { checkExpression } from "../language/expression.ts";
import { type Scope, scopeAfter } from "../language/scope.ts";
import { checkTemplate } from "../language/template.ts";
import type { Head } from "./format.ts";
import { headPlaces, type Place, stepPlaces } from "./places.ts";
import { type Fault, quote } from "./problem.ts";
import type { ReadStep } from "./shape.ts";

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
      return judgeRepo(place, head);
    case "time":
      return judgeTime(place, scope);
    case "text":
    case "path":
    case "query":
    case "header":
    case "promql":
    case "json":
      return checkTemplate(text, scope, as).map((fault) => ({ ...fault, path }));
  }
}

const ONE_INPUT = /^\{\{-?\s*inputs\.(\w+)\s*-?\}\}$/;
const ONE_VALUE = /^\{\{-?\s*([\w.]+)\s*-?\}\}$/;

/** A repository is a person's choice from the allow-list, never something that an alert says. */
function judgeRepo({ path, text }: Place, head: Head): readonly Fault[] {
  if (!text.includes("{{")) return [];
  const name = ONE_INPUT.exec(text)?.[1] ?? "";
  const input = Object.hasOwn(head.inputs, name) ? head.inputs[name] : undefined;
  if (input?.type === "repo") return [];
  const repos = Object.entries(head.inputs).filter(([, { type }]) => type === "repo");
  const known = repos.map(([each]) => `{{ inputs.${each} }}`).join(", ") || "there is none";
  const found = input ? `'${name}' is of type ${input.type}` : `it is ${quote(text)}`;
  const message = `'repo' takes owner/name or one input of type repo (${known}); ${found}`;
  return [{ path, message }];
}

function judgeTime({ path, text }: Place, scope: Scope): readonly Fault[] {
  const form =
    "write a time with its offset, such as 2026-11-27T00:00+01:00, or {{ inputs.<a datetime> }}";
  if (!text.includes("{{")) {
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text);
    if (isTime && !Number.isNaN(Date.parse(text))) return [];
    return [{ path, message: `'at' is ${quote(text)}; ${form}` }];
  }
  const faults = checkTemplate(text, scope, "json").map((fault) => ({ ...fault, path }));
  if (faults.length > 0) return faults;
  const type = typeOf(ONE_VALUE.exec(text)?.[1] ?? "", scope);
  if (type === "datetime" || type === "opaque") return [];
  const found = type === undefined ? "" : `, and this is of type ${type}`;
  return [{ path, message: `'at' is one point in time${found}; ${form}` }];
}

function typeOf(path: string, scope: Scope): string | undefined {
  const [root = "", first = "", , name = ""] = path.split(".");
  if (root === "inputs") return scope.inputs[first];
  const outputs = root === "steps" ? scope.outputs[first] : undefined;
  return outputs === "opaque" ? outputs : outputs?.[name];
}
