// Every place of a runbook that holds an expression or a template, and what it is written into.

import type { Json } from "../language/json.ts";
import type { Sink } from "../language/sink.ts";
import type { Head } from "./format.ts";
import { deployHolds } from "./freeze-format.ts";
import type { Path } from "./problem.ts";
import type {
  FlagStep,
  FreezeStep,
  GithubStep,
  HttpStep,
  ReadBackFormat,
  Step,
} from "./step-format.ts";

export type Place = {
  readonly path: Path;
  readonly text: string;
  /** Whether metrics may be named here, and whether the step's own outputs may. */
  readonly metrics: boolean;
  readonly own: boolean;
  /** `repo` to `freeze` are templates that must be one value of that type. */
  readonly as: "condition" | "repo" | "repos" | "time" | "hours" | "deploys" | "freeze" | Sink;
};

export function headPlaces(head: Head): readonly Place[] {
  const conditions = Object.entries(head.inputs).flatMap(([name, input]) => [
    ...at(["inputs", name, "check"], input.check, "condition"),
    ...at(["inputs", name, "warn_if"], input.warn_if, "condition"),
  ]);
  const queries = Object.entries(head.metrics).flatMap(([name, metric]) =>
    "http" in metric
      ? address(metric, ["metrics", name])
      : at(["metrics", name, "promql"], metric.promql, "promql"),
  );
  return [...conditions, ...queries, ...at(["lock"], head.lock, "text")];
}

/** Paths begin at the step. */
export function stepPlaces(step: Step): readonly Place[] {
  return [
    ...at(["when"], step.when, "condition"),
    ...withMetrics(at(["title"], step.title, "text")),
    ...withMetrics(at(["text"], step.text, "text")),
    ...kindPlaces(step),
  ];
}

function kindPlaces(step: Step): readonly Place[] {
  switch (step.kind) {
    case "check":
      return withMetrics([
        ...at(["pass"], step.pass, "condition"),
        ...at(["known_if"], step.known_if, "condition"),
      ]);
    case "wait":
      return withMetrics([
        ...at(["until"], step.until, "condition"),
        ...at(["known_if"], step.known_if, "condition"),
        ...at(["at"], step.at, "time"),
        ...at(["follows"], step.follows, "freeze"),
      ]);
    case "http":
      return httpPlaces(step);
    case "flag":
      return flagPlaces(step);
    case "github":
      return githubPlaces(step);
    case "freeze":
      return freezePlaces(step);
    case "undo":
    case "manual":
    case "choice":
    case "announce":
    case "end":
      return [];
  }
}

function httpPlaces(step: HttpStep): readonly Place[] {
  const { undo } = step;
  const back = undo
    ? [
        ...at(["undo", "path"], undo.path, "path"),
        ...pairs(undo.query ?? {}, ["undo", "query"], "query"),
        ...pairs(undo.headers ?? {}, ["undo", "headers"], "header"),
        ...leaves(undo.body, ["undo", "body"]),
        ...readPlaces(undo.only_if, ["undo", "only_if"]),
        ...readPlaces(undo.verify, ["undo", "verify"]),
      ]
    : [];
  return [
    ...address(step, []),
    ...pairs(step.headers, ["headers"], "header"),
    ...leaves(step.body, ["body"]),
    ...readPlaces(step.verify, ["verify"]),
    ...readPlaces(step.probe, ["probe"]),
    ...withOwn(back),
  ];
}

function flagPlaces(step: FlagStep): readonly Place[] {
  const undo = typeof step.undo === "object" ? step.undo.set : undefined;
  return [
    ...at(["flag"], step.flag, "json"),
    ...variation(step.set, ["set"]),
    ...variation(step.verify?.flag_state, ["verify", "flag_state"]),
    ...withOwn(variation(undo, ["undo", "set"])),
  ];
}

function variation(setting: FlagStep["set"] | undefined, path: Path): readonly Place[] {
  if (typeof setting !== "object") return [];
  return at([...path, "variation"], setting.variation, "json");
}

function githubPlaces(step: GithubStep): readonly Place[] {
  const undo = typeof step.undo === "object" ? step.undo : undefined;
  return [
    ...at(["repo"], step.repo, "repo"),
    ...at(["ref"], step.ref, "json"),
    ...pairs(step.inputs, ["inputs"], "json"),
    ...withOwn([
      ...at(["undo", "ref"], undo?.ref, "json"),
      ...pairs(undo?.inputs ?? {}, ["undo", "inputs"], "json"),
    ]),
  ];
}

function freezePlaces(step: FreezeStep): readonly Place[] {
  const { repos, hours, deploys } = step;
  const isWord = deployHolds.some((each) => each === deploys);
  return [
    ...at(["repos"], typeof repos === "string" ? repos : undefined, "repos"),
    ...at(["starts_at"], step.starts_at, "time"),
    ...at(["ends_at"], step.ends_at, "time"),
    ...at(["hours"], typeof hours === "string" ? hours : undefined, "hours"),
    ...at(["deploys"], typeof deploys === "string" && !isWord ? deploys : undefined, "deploys"),
    ...at(["reason"], step.reason, "json"),
    ...at(["freeze"], step.freeze, "freeze"),
  ];
}

function readPlaces(read: ReadBackFormat | undefined, path: Path): readonly Place[] {
  return read ? [...address(read, path), ...leaves(read.equals, [...path, "equals"])] : [];
}

function address(
  source: { readonly path: string; readonly query: Readonly<Record<string, unknown>> },
  path: Path,
): readonly Place[] {
  return [
    ...at([...path, "path"], source.path, "path"),
    ...pairs(source.query, [...path, "query"], "query"),
  ];
}

function pairs(values: Readonly<Record<string, unknown>>, path: Path, as: Sink): readonly Place[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === "string" ? at([...path, name], value, as) : [],
  );
}

function leaves(part: Json | undefined, path: Path): readonly Place[] {
  if (typeof part === "string") return at(path, part, "json");
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    leaves(value, [...path, Array.isArray(part) ? Number(key) : key]),
  );
}

function at(path: Path, text: string | undefined, as: Place["as"]): readonly Place[] {
  return text === undefined ? [] : [{ path, text, metrics: false, own: false, as }];
}

const withMetrics = (places: readonly Place[]): readonly Place[] =>
  places.map((place) => ({ ...place, metrics: true }));

const withOwn = (places: readonly Place[]): readonly Place[] =>
  places.map((place) => ({ ...place, own: true }));
