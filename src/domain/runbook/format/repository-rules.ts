// Whether a repository that a runbook names is one that muster.yml lets it touch.
import { nearest } from "../language/nearest.ts";
import { quote } from "./problem.ts";

/** Why not, with the name that was probably meant; undefined where it is listed. */
export function listedRepository(
  repo: string,
  repositories: readonly string[],
): string | undefined {
  if (repositories.includes(repo)) return undefined;
  const guess = nearest(repo, repositories);
  const hint = guess
    ? `did you mean '${guess}'?`
    : `there are ${repositories.join(", ") || "none"}`;
  return `the repository ${quote(repo)} is not on the list 'github.repositories' in muster.yml; ${hint}`;
}

/** A repo_list as people type it: separated by commas, spaces or lines; each once. */
export function repositoriesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((repo) => repo !== ""))];
}
