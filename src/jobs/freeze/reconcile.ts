// Brings one repository to what all freezes together want of it.
import type { Attempt, Outcome } from "../../domain/effect.ts";

import type { RunDeps } from "../run/run-deps.ts";

export async function reconcile(
  _deps: RunDeps,
  _repository: string,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
