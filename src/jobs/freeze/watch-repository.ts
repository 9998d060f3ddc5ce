// Who passed by our rule, and what was merged while it held.
import type { Attempt, Outcome } from "../../domain/effect.ts";

import type { RunDeps } from "../run/run-deps.ts";

export async function watchRepository(
  _deps: RunDeps,
  _repository: string,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
