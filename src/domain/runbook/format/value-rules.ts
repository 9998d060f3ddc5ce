// Places that take one value of a certain type: a repository, a point in time, hours, a freeze.
import type { Scope } from "../language/scope.ts";
import { checkTemplate } from "../language/template.ts";
import type { Head } from "./format.ts";
import { deployHolds } from "./freeze-format.ts";
import type { Input } from "./input-format.ts";
import type { Place } from "./places.ts";
import { type Fault, quote } from "./problem.ts";

const ONE_INPUT = /^\{\{-?\s*inputs\.(\w+)\s*-?\}\}$/;
const ONE_VALUE = /^\{\{-?\s*([\w.]+)\s*-?\}\}$/;

const nameOf = ({ path }: Place): string => String(path.at(-1));

function inputIn(text: string, head: Head): { readonly name: string; readonly input?: Input } {
  const name = ONE_INPUT.exec(text)?.[1] ?? "";
  const input = Object.hasOwn(head.inputs, name) ? head.inputs[name] : undefined;
  return { name, ...(input && { input }) };
}

/** Repositories are a person's choice from the allow-list, never something that an alert says. */
export function judgeRepos(
  place: Place,
  head: Head,
  types: readonly Input["type"][],
): readonly Fault[] {
  const { path, text } = place;
  if (!text.includes("{{") && types.includes("repo")) return [];
  const { name, input } = inputIn(text, head);
  if (input && types.includes(input.type)) return [];
  const fitting = Object.entries(head.inputs).filter(([, { type }]) => types.includes(type));
  const known = fitting.map(([each]) => `{{ inputs.${each} }}`).join(", ") || "there is none";
  const found = input ? `'${name}' is of type ${input.type}` : `it is ${quote(text)}`;
  const literal = types.includes("repo") ? "owner/name" : "a list of owner/name";
  const message = `'${nameOf(place)}' takes ${literal} or one input of type ${types[0]} (${known}); ${found}`;
  return [{ path, message }];
}

export function judgeTime(place: Place, scope: Scope): readonly Fault[] {
  const { path, text } = place;
  const key = nameOf(place);
  const form =
    "write a time with its offset, such as 2026-11-27T00:00+01:00, or {{ inputs.<a datetime> }}";
  if (!text.includes("{{")) {
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text);
    if (isTime && !Number.isNaN(Date.parse(text))) return [];
    return [{ path, message: `'${key}' is ${quote(text)}; ${form}` }];
  }
  return judgeType(place, scope, {
    types: ["datetime"],
    message: (found) => `'${key}' is one point in time${found}; ${form}`,
  });
}

export function judgeHours(place: Place, scope: Scope): readonly Fault[] {
  const form = "write a whole number such as 72, or inputs.<an integer>";
  return judgeType(place, scope, {
    types: ["integer", "number"],
    message: (found) => `'hours' is a number of hours${found}; ${form}`,
  });
}

/** `FRZ-7`, or what the step that declared it gave. */
export function judgeFreeze(place: Place, scope: Scope): readonly Fault[] {
  const { path, text } = place;
  const key = nameOf(place);
  const form = "write FRZ-7, or steps.<the step that declares it>.output.freeze_id";
  if (!text.includes("{{")) {
    return /^FRZ-\d{1,9}$/.test(text)
      ? []
      : [{ path, message: `'${key}' is ${quote(text)}; ${form}` }];
  }
  return judgeType(place, scope, {
    types: ["string"],
    message: (found) => `'${key}' is the name of one freeze${found}; ${form}`,
  });
}

/** All the values that the input can have are known beforehand. */
export function judgeDeploys({ path, text }: Place, head: Head): readonly Fault[] {
  const { name, input } = inputIn(text, head);
  const all = deployHolds.join(", ");
  if (input?.type !== "enum") {
    const message = `'deploys' is ${quote(text)}; write one of ${all}, or inputs.<an enum with these values>`;
    return [{ path, message }];
  }
  const stray = input.values?.find((value) => !deployHolds.some((each) => each === value));
  if (stray === undefined) return [];
  const message = `the input '${name}' may be ${quote(stray)}, which is no way to hold deployments; there are ${all}`;
  return [{ path, message }];
}

type Wanted = {
  readonly types: readonly string[];
  readonly message: (found: string) => string;
};

function judgeType(
  { path, text }: Place,
  scope: Scope,
  { types, message }: Wanted,
): readonly Fault[] {
  const faults = checkTemplate(text, scope, "json").map((fault) => ({ ...fault, path }));
  if (faults.length > 0) return faults;
  const type = text.includes("{{") ? typeOf(ONE_VALUE.exec(text)?.[1] ?? "", scope) : undefined;
  if (type === "opaque" || (type !== undefined && types.includes(type))) return [];
  const found = type === undefined ? "" : `, and this is of type ${type}`;
  return [{ path, message: message(found) }];
}

function typeOf(path: string, scope: Scope): string | undefined {
  const [root = "", first = "", , name = ""] = path.split(".");
  if (root === "inputs") return scope.inputs[first];
  const outputs = root === "steps" ? scope.outputs[first] : undefined;
  return outputs === "opaque" ? outputs : outputs?.[name];
}
