// Picks what the command line asks for.
import { runStart, type StartCall } from "./start.ts";

export async function runVerb(
  call: StartCall & { readonly args: readonly string[] },
): Promise<number> {
  return await runStart(call);
}
