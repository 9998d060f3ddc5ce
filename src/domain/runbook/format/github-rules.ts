// Rules of a GitHub step: what each operation needs, which repository it may touch, what it can give.

import { nearest } from "../language/nearest.ts";
import type { Allowances } from "./allowances.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import { listedRepository } from "./repository-rules.ts";
import type { GithubStep } from "./step-format.ts";

type Type = GithubStep["outputs"][string]["type"];

/** What each operation gives; only the declared ones are kept. */
const GITHUB_OUTPUTS: Readonly<Record<GithubStep["op"], Readonly<Record<string, Type>>>> = {
  rollback_deployment: { sha: "string", previous_sha: "string", url: "string" },
  dispatch: { run_id: "integer", url: "string", conclusion: "string" },
};

export function checkGithub(
  step: GithubStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  return [
    ...(step.op === "dispatch" ? checkDispatch(step, path) : checkRollback(step, path, allows)),
    ...checkRepository(step, path, allows),
    ...checkOutputNames(step, path),
  ];
}

function checkDispatch(step: GithubStep, path: Path): readonly Fault[] {
  const faults: Fault[] = [];
  if (step.workflow === undefined) {
    faults.push({
      path,
      message: "'workflow' is missing; name the workflow's file, such as deploy.yml",
    });
  }
  if (step.ref === undefined) {
    faults.push({
      path,
      message: "'ref' is missing; name the branch or tag the workflow runs on, such as main",
    });
  }
  if (step.environment !== undefined) {
    faults.push(foreign("environment", step.op, path));
  }
  if (step.undo === "auto") {
    const message =
      "a dispatched workflow cannot be undone by itself; write 'undo: {op: dispatch, inputs: …}' or 'irreversible: <why>'";
    faults.push({ path: [...path, "undo"], message });
  }
  return faults;
}

function checkRollback(
  step: GithubStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  const faults = (["workflow", "ref"] as const)
    .filter((key) => step[key] !== undefined)
    .map((key) => foreign(key, step.op, path));
  if (Object.keys(step.inputs).length > 0) faults.push(foreign("inputs", step.op, path));
  if (step.environment === undefined) {
    faults.push({
      path,
      message: "'environment' is missing; name the one to roll back, such as production",
    });
  } else if (allows?.environments && !allows.environments.includes(step.environment)) {
    const message = `the environment ${quote(step.environment)} is not among those of 'github' in muster.yml: ${allows.environments.join(", ")}`;
    faults.push({ path: [...path, "environment"], message });
  }
  if (typeof step.undo !== "object") return faults;
  const needs = (["workflow", "ref"] as const).filter(
    (key) =>
      step.undo !== undefined && typeof step.undo === "object" && step.undo[key] === undefined,
  );
  return [
    ...faults,
    ...needs.map(
      (key): Fault => ({
        path: [...path, "undo"],
        message: `'${key}' is missing; a rollback has none that the dispatch could take over`,
      }),
    ),
  ];
}

function foreign(key: string, op: GithubStep["op"], path: Path): Fault {
  const message = `'${key}' has no meaning for 'op: ${op}'`;
  return { path: [...path, key], on: "key", message };
}

const LITERAL = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

/** Templates are judged with the other references: only an input of type repo may stand here. */
function checkRepository(
  step: GithubStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  const place = [...path, "repo"];
  if (step.repo.includes("{{")) return [];
  if (!LITERAL.test(step.repo)) {
    const message = `'repo' is ${quote(step.repo)}; write owner/name or {{ inputs.<an input of type repo> }}`;
    return [{ path: place, message }];
  }
  if (!allows) return [];
  const message = listedRepository(step.repo, allows.repositories);
  return message === undefined ? [] : [{ path: place, message }];
}

function checkOutputNames(step: GithubStep, path: Path): readonly Fault[] {
  const known = GITHUB_OUTPUTS[step.op];
  return Object.entries(step.outputs).flatMap(([name, { type }]): Fault[] => {
    const given = Object.hasOwn(known, name) ? known[name] : undefined;
    if (given === type) return [];
    if (given !== undefined) {
      const message = `'${name}' is of type ${given}, not ${type}`;
      return [{ path: [...path, "outputs", name, "type"], message }];
    }
    const guess = nearest(name, Object.keys(known));
    const hint = guess ? `did you mean '${guess}'?` : `there are ${Object.keys(known).join(", ")}`;
    const message = `'${step.op}' gives no '${name}'; ${hint}`;
    return [{ path: [...path, "outputs", name], on: "key", message }];
  });
}
