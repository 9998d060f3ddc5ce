// Tells every open pull request of a repository what holds it, or that nothing does any more.
import type { Attempt, Outcome } from "../../domain/effect.ts";

import type { RunDeps } from "../run/run-deps.ts";

export async function tellPulls(
  _deps: RunDeps,
  _repository: string,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
