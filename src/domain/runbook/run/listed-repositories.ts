// Repositories that somebody chose for a run are among those that muster.yml lets runbooks touch.
import type { Runbook } from "../format/format.ts";
import { repositoriesIn } from "../format/repository-rules.ts";
import type { Scalar } from "../language/json.ts";
import { nearest } from "../language/nearest.ts";
import type { InputProblem } from "./inputs.ts";

export function findUnlisted(
  { inputs }: Pick<Runbook, "inputs">,
  values: Readonly<Record<string, Scalar>>,
  repositories: readonly string[],
): readonly InputProblem[] {
  return Object.entries(inputs).flatMap(([input, { type }]): InputProblem[] => {
    const value = values[input];
    const isRepository = type === "repo" || type === "repo_list";
    if (!isRepository || value === undefined) return [];
    const repo = repositoriesIn(String(value)).find((each) => !repositories.includes(each));
    if (repo === undefined) return [];
    const near = nearest(repo, repositories);
    const known = near === undefined ? repositories : [near];
    return [{ input, code: "repo-not-listed", repo, known }];
  });
}
