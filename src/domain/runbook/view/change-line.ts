// One change in three words, for lines where only "what, where, at whom" has room.
import type { Change, FlagSetting } from "../state/change.ts";

export type ChangeLine = {
  /** `PUT`, `set off`, `redeploy`, `dispatch`. */
  readonly method: string;
  /** A path, a flag, a commit, a workflow. */
  readonly path: string;
  /** The connection, or the repository. */
  readonly connection: string;
};

export function changeLine(change: Change): ChangeLine {
  switch (change.kind) {
    case "http":
      return change;
    case "flag": {
      const { connection, project, env, flag, set } = change;
      return { method: `set ${settingName(set)}`, path: `${project}/${flag} (${env})`, connection };
    }
    case "redeploy":
      return {
        method: "redeploy",
        path: `${change.sha.slice(0, 7)} to ${change.environment}`,
        connection: change.repo,
      };
    case "dispatch":
      return {
        method: "dispatch",
        path: `${change.workflow} at ${change.ref}`,
        connection: change.repo,
      };
    case "freeze":
    case "lift-freeze":
      return {
        method: change.kind === "freeze" ? "freeze" : "lift",
        path: `“${change.title}”`,
        connection: change.repositories.join(", "),
      };
  }
}

function settingName(set: FlagSetting): string {
  return typeof set === "string" ? set : set.variation;
}
