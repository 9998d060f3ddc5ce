// Finds routes that name a runbook which the folder does not have.
import { nearest } from "../domain/runbook/language/nearest.ts";
import type { Mentions } from "./mentions.ts";
import { type ConfigProblem, quote } from "./problem.ts";

export function findLostRunbooks(
  { runbooks }: Mentions,
  file: string,
  slugs: readonly string[],
): readonly ConfigProblem[] {
  return runbooks
    .filter(({ slug }) => !slugs.includes(slug))
    .map(({ slug, line, column }) => {
      const meant = nearest(slug, slugs);
      const fix = meant ? `Did you mean ${meant}?` : "Add it to the folder, or leave it out.";
      return { file, line, column, message: `There is no runbook ${quote(slug)}. ${fix}` };
    });
}
