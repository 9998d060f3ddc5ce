// What earlier turns of one reconciliation came to, kept with its row of the ledger.
import { z } from "zod";
import type { Attempt } from "../../domain/effect.ts";
import type { RepositoryAction } from "../../domain/freeze/repository-action.ts";

const format = z.object({
  /** GitHub's words to an action that it does not take. */
  refused: z.record(z.string(), z.string()).default({}),
  /** How often an action was carried out, to no avail where it is planned again. */
  tries: z.record(z.string(), z.number()).default({}),
  looks: z.number().default(0),
});

export type Progress = z.infer<typeof format>;

export const readProgress = ({ progress }: Attempt): Progress => format.parse(progress);

function keyOf(action: RepositoryAction): string {
  switch (action.do) {
    case "create-ruleset":
      return `${action.do} ${action.ruleset.target} ${action.ruleset.enforcement}`;
    case "update-ruleset":
      return `${action.do} ${action.id} ${action.ruleset.enforcement}`;
    case "delete-ruleset":
      return `${action.do} ${action.id}`;
    case "set-variable":
      return `${action.do} ${action.value}`;
    case "disable-workflow":
    case "enable-workflow":
      return `${action.do} ${action.file}`;
    case "add-gate":
    case "remove-gate":
      return `${action.do} ${action.environment}`;
  }
}

export const saidOf = ({ refused }: Progress, action: RepositoryAction): string | undefined =>
  refused[keyOf(action)];

export function withRefusal(
  progress: Progress,
  action: RepositoryAction,
  message: string,
): Progress {
  return { ...progress, refused: { ...progress.refused, [keyOf(action)]: message } };
}

/** What is carried out and planned again and again comes to nothing. */
const TRIES = 3;

/** Undefined where it was tried often enough. */
export function withTry(progress: Progress, action: RepositoryAction): Progress | undefined {
  const key = keyOf(action);
  const tries = (progress.tries[key] ?? 0) + 1;
  return tries > TRIES ? undefined : { ...progress, tries: { ...progress.tries, [key]: tries } };
}
