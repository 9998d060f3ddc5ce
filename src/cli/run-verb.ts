// Picks the verb of the command line and runs it: `start` where none is given, a suggestion where none fits.
import process from "node:process";
import type { Env } from "../config/read-environment.ts";
import { nearest } from "../domain/runbook/language/nearest.ts";
import { maskText } from "../log.ts";
import { renderHelp } from "./help.ts";
import { type Surroundings, USED_WRONGLY } from "./verb.ts";
import { findVerb, verbs } from "./verbs.ts";

export type VerbCall = {
  /** Without the program and the script. */
  readonly args: readonly string[];
  readonly env: Env;
  readonly cwd: string;
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal;
  /** One line to stdout, and one to stderr; the process's own where absent. */
  readonly say?: (line: string) => void;
  readonly complain?: (line: string) => void;
};

/** Resolves with the exit code. */
export async function runVerb(call: VerbCall): Promise<number> {
  if (!call.say) process.stdout.on("error", leaveWhenUnread);
  const surroundings: Surroundings = {
    ...{ env: call.env, cwd: call.cwd, stop: call.stop },
    say: call.say ?? ((line) => void process.stdout.write(`${line}\n`)),
    complain: call.complain ?? ((line) => void process.stderr.write(`${line}\n`)),
  };
  const [name = "start", ...args] = call.args;
  if (/^(help|-h|--help)$/.test(name)) {
    for (const line of renderHelp(verbs)) surroundings.say(line);
    return 0;
  }
  const verb = findVerb(name);
  if (!verb) {
    surroundings.complain(unknownVerb(name));
    return USED_WRONGLY;
  }
  if (verb.usage === "" && args.length > 0) {
    surroundings.complain(`${verb.name} takes nothing more, but "${args.join(" ")}" was given.`);
    return USED_WRONGLY;
  }
  try {
    return await verb.run(args, surroundings);
  } catch (error) {
    surroundings.complain(tellFailure(error, call.env["LOG_LEVEL"]));
    return 1;
  }
}

/** `| head` has read enough: that is no failure. */
function leaveWhenUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}

/** Errors of ours say what to do; of any other, LOG_LEVEL=debug shows where it happened. */
function tellFailure(failure: unknown, level: string | undefined): string {
  // What went wrong first, where putting things away went wrong as well.
  const error = failure instanceof SuppressedError ? failure.suppressed : failure;
  if (!(error instanceof Error)) return maskText(String(error));
  if (/^(debug|trace)$/i.test(level ?? "")) return maskText(error.stack ?? error.message);
  return maskText(BUILT_IN.test(error.name) ? `${error.name}: ${error.message}` : error.message);
}

const BUILT_IN = /^(Error|AggregateError|TypeError|RangeError|ReferenceError|SyntaxError)$/;

function unknownVerb(name: string): string {
  const names = [...verbs.map((verb) => verb.name), "help"];
  const meant = nearest(name, names);
  const fix = meant ? `Did you mean ${meant}?` : `Known are ${names.join(", ")}.`;
  return `There is no verb "${name}". ${fix}`;
}
