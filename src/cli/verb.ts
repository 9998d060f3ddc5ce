// What a verb of the command line is given and gives back.
import type { Env } from "../config/read-environment.ts";

export type Surroundings = {
  readonly env: Env;
  /** The folder that relative paths are of. */
  readonly cwd: string;
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal;
  /** One line to stdout. */
  readonly say: (line: string) => void;
  /** One line to stderr. */
  readonly complain: (line: string) => void;
};

export type Verb = {
  readonly name: string;
  /** What follows the name: `[files]`. */
  readonly usage: string;
  readonly meaning: string;
  /** The process's exit code. */
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<number>;
};

/** As shells have it: the command was used wrongly. */
export const USED_WRONGLY = 2;
