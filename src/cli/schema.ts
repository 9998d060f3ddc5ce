// Prints the JSON Schema of runbooks, which editors take for completion and hover text.
import { runbookJsonSchema } from "../domain/runbook/format/schema.ts";
import type { Surroundings } from "./verb.ts";

export function runSchema({ say }: Surroundings): number {
  say(JSON.stringify(runbookJsonSchema(), null, 2));
  return 0;
}
